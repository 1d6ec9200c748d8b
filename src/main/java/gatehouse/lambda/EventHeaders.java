package gatehouse.lambda;

import gatehouse.http.Exchange;
import gatehouse.http.FieldNames;
import gatehouse.http.ForwardingClaims;
import gatehouse.http.Headers;
import gatehouse.http.HopByHop;
import gatehouse.http.Request;
import gatehouse.http.RequestSource;
import gatehouse.http.TraceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request, as functions are told of them.
 *
 * <p>What a client says about where it comes from counts only when the peer is a trusted proxy. AWS
 * adds {@code X-Forwarded-For}, {@code X-Forwarded-Port}, {@code X-Forwarded-Proto} and {@code
 * X-Amzn-Trace-Id}, and always tells {@code Content-Length}.
 */
public final class EventHeaders {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PORT = "X-Forwarded-Port";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final FieldNames OURS =
      FieldNames.of(
          CONTENT_LENGTH,
          "Expect",
          FORWARDED_FOR,
          FORWARDED_PORT,
          FORWARDED_PROTO,
          TraceHeader.NAME);

  private final Supplier<String> traceRoots;

  /**
   * A view of requests.
   *
   * @param traceRoots gives a new trace id, {@code 1-<8 hex>-<24 hex>}, at every call
   */
  public EventHeaders(Supplier<String> traceRoots) {
    this.traceRoots = traceRoots;
  }

  /** The fields, with names as the client wrote them. */
  public Headers of(Exchange exchange) {
    Request request = exchange.request();
    RequestSource source = exchange.source();
    Headers headers = request.headers();
    HopByHop ending = HopByHop.of(headers);
    Headers.Builder result = new Headers.Builder(headers.size() + 5);
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      String dashed = name.replace('_', '-');
      if (!OURS.contains(dashed)
          && !ending.contains(dashed)
          && (source.relayed() || !ForwardingClaims.include(dashed))) {
        result.add(headers, i);
      }
    }
    if (request.body().length() >= 0) {
      result.add(CONTENT_LENGTH, Long.toString(request.body().length()));
    }
    addForwarding(request, source, result);
    List<String> traces =
        ending.contains(TraceHeader.NAME) ? List.of() : headers.all(TraceHeader.NAME);
    result.add(TraceHeader.NAME, TraceHeader.carriedOn(traces, traceRoots.get()));
    return result.build();
  }

  private static void addForwarding(Request request, RequestSource source, Headers.Builder result) {
    Headers headers = request.headers();
    List<String> path = new ArrayList<>(source.relayed() ? headers.all(FORWARDED_FOR) : List.of());
    path.add(request.connection().peerAddress());
    result.add(FORWARDED_FOR, String.join(", ", path));
    String port = source.relayed() ? headers.first(FORWARDED_PORT) : null;
    result.add(FORWARDED_PORT, port == null ? port(headers.first("Host"), source) : port);
    result.add(FORWARDED_PROTO, source.scheme());
  }

  /** The port that the client has called. */
  private static String port(@Nullable String host, RequestSource source) {
    int colon = host == null ? -1 : host.lastIndexOf(':');
    String written = colon < 0 || host == null ? "" : host.substring(colon + 1);
    if (!written.isEmpty() && written.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return written;
    }
    return source.isSecure() ? "443" : "80";
  }
}
