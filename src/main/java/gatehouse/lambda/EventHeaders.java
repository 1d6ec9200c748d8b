package gatehouse.lambda;

import gatehouse.http.ForwardingClaims;
import gatehouse.http.Headers;
import gatehouse.http.HopByHop;
import gatehouse.http.Request;
import gatehouse.http.TraceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request and the address that it comes from, as functions are told of them.
 *
 * <p>What a client says about where it comes from counts only when the peer is a trusted proxy.
 * Then the source is the last address in {@code X-Forwarded-For} that is no trusted proxy's; else
 * it is the peer. AWS adds {@code X-Forwarded-For}, {@code X-Forwarded-Port}, {@code
 * X-Forwarded-Proto} and {@code X-Amzn-Trace-Id}, and always tells {@code Content-Length}.
 */
public final class EventHeaders {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PORT = "X-Forwarded-Port";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final Set<String> OURS =
      HopByHop.caseless(
          CONTENT_LENGTH,
          "Expect",
          FORWARDED_FOR,
          FORWARDED_PORT,
          FORWARDED_PROTO,
          TraceHeader.NAME);

  private final Predicate<String> trusted;
  private final Supplier<String> traceRoots;

  /**
   * A view of requests.
   *
   * @param trusted whether the numeric address is that of a proxy whose word counts
   * @param traceRoots gives a new trace id, {@code 1-<8 hex>-<24 hex>}, at every call
   */
  public EventHeaders(Predicate<String> trusted, Supplier<String> traceRoots) {
    this.trusted = trusted;
    this.traceRoots = traceRoots;
  }

  /** The fields, with names as the client wrote them. */
  Headers of(Request request) {
    Headers headers = request.headers();
    HopByHop ending = HopByHop.of(headers);
    boolean believed = trusted.test(request.connection().peerAddress());
    Headers.Builder result = new Headers.Builder(headers.size() + 5);
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      String dashed = name.replace('_', '-');
      if (!OURS.contains(dashed)
          && !ending.contains(dashed)
          && (believed || !ForwardingClaims.include(dashed))) {
        result.add(name, headers.value(i));
      }
    }
    if (request.body().length() >= 0) {
      result.add(CONTENT_LENGTH, Long.toString(request.body().length()));
    }
    addForwarding(request, believed, result);
    List<String> traces =
        ending.contains(TraceHeader.NAME) ? List.of() : headers.all(TraceHeader.NAME);
    result.add(TraceHeader.NAME, TraceHeader.carriedOn(traces, traceRoots.get()));
    return result.build();
  }

  private static void addForwarding(Request request, boolean believed, Headers.Builder result) {
    Headers headers = request.headers();
    String scheme = request.connection().scheme();
    List<String> path = new ArrayList<>(believed ? headers.all(FORWARDED_FOR) : List.of());
    path.add(request.connection().peerAddress());
    result.add(FORWARDED_FOR, String.join(", ", path));
    String port = believed ? headers.first(FORWARDED_PORT) : null;
    String proto = believed ? headers.first(FORWARDED_PROTO) : null;
    result.add(FORWARDED_PORT, port == null ? port(headers.first("Host"), scheme) : port);
    result.add(FORWARDED_PROTO, proto == null ? scheme : proto);
  }

  /** The port that the client has called. */
  private static String port(@Nullable String host, String scheme) {
    int colon = host == null ? -1 : host.lastIndexOf(':');
    String written = colon < 0 || host == null ? "" : host.substring(colon + 1);
    if (!written.isEmpty() && written.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return written;
    }
    return scheme.equals("https") ? "443" : "80";
  }

  /** Where the request comes from: a numeric address. */
  String sourceAddress(Request request) {
    String source = request.connection().peerAddress();
    if (!trusted.test(source)) {
      return source;
    }
    String path = String.join(",", request.headers().all(FORWARDED_FOR));
    String[] addresses = path.split(",", -1);
    for (int i = addresses.length - 1; i >= 0; i--) {
      String address = addresses[i].strip();
      if (!isAddress(address)) {
        return source;
      }
      source = address;
      if (!trusted.test(address)) {
        return source;
      }
    }
    return source;
  }

  /** By its looks only: nothing is looked up. */
  private static boolean isAddress(String text) {
    return !text.isEmpty()
        && text.length() <= 45
        && text.chars()
            .allMatch(
                c ->
                    (c >= '0' && c <= '9')
                        || (c >= 'a' && c <= 'f')
                        || (c >= 'A' && c <= 'F')
                        || c == '.'
                        || c == ':');
  }
}
