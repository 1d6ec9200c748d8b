package gatehouse.integration;

import gatehouse.http.FieldNames;
import gatehouse.http.ForwardingClaims;
import gatehouse.http.HeaderChanges;
import gatehouse.http.Headers;
import gatehouse.http.HopByHop;
import gatehouse.http.Request;
import gatehouse.http.RequestChanges;
import gatehouse.http.RequestSource;
import gatehouse.http.TraceHeader;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an upstream gets: the client's, but for what ends here and what it may not claim,
 * and AWS's own ({@code Forwarded}, {@code Via}, {@code X-Amzn-Trace-Id}).
 *
 * <p>What a client says about where it comes from and where it wants to go counts only when the
 * peer is a trusted proxy; from everybody else it is taken out, in every spelling that some server
 * takes for it.
 */
final class ForwardedHeaders {

  private static final FieldNames OURS =
      FieldNames.of("Host", "Content-Length", "Expect", "Forwarded", "Via", TraceHeader.NAME);
  private static final String GATEWAY = "HTTP/1.1 AmazonAPIGateway";

  private final Supplier<String> traceRoots;

  ForwardedHeaders(Supplier<String> traceRoots) {
    this.traceRoots = traceRoots;
  }

  /**
   * The fields for an upstream, by its authority. However often the request is tried, it has one
   * trace id.
   *
   * @param source of the request
   * @param changes that parameter mapping makes; none of them concerns a field that is ours, but
   *     for {@code Host}
   */
  Function<String, Headers> of(
      Request request, RequestSource source, List<RequestChanges.Change> changes) {
    String traceRoot = traceRoots.get();
    return authority -> of(request, source.relayed(), authority, changes, traceRoot);
  }

  private Headers of(
      Request request,
      boolean believed,
      String authority,
      List<RequestChanges.Change> changes,
      String traceRoot) {
    Headers headers = request.headers();
    HopByHop ending = HopByHop.of(headers);
    Headers.Builder result = new Headers.Builder(headers.size() + 4);
    result.add("Host", authority);
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      // Some servers take the one sign for the other.
      String dashed = name.indexOf('_') < 0 ? name : name.replace('_', '-');
      boolean ends = ending.contains(dashed) || ending.contains(name);
      if (!OURS.contains(dashed) && !ends && (believed || !ForwardingClaims.include(dashed))) {
        result.add(headers, i);
      }
    }
    String earlier = believed ? joined(headers, "Forwarded", ending) : null;
    result.add("Forwarded", appended(earlier, forwarded(request)));
    result.add("Via", appended(joined(headers, "Via", ending), GATEWAY));
    List<String> traces =
        ending.contains(TraceHeader.NAME) ? List.of() : headers.all(TraceHeader.NAME);
    result.add(TraceHeader.NAME, TraceHeader.carriedOn(traces, traceRoot));
    return HeaderChanges.applied(result.build(), changes);
  }

  /** As AWS writes it: {@code by=…;for=…;host=…;proto=…}, quoted where RFC 7239 wants it. */
  private static String forwarded(Request request) {
    Request.Connection connection = request.connection();
    StringBuilder element = new StringBuilder(96);
    element.append("by=").append(node(connection.localAddress()));
    element.append(";for=").append(node(connection.peerAddress()));
    String host = request.headers().first("Host");
    if (host != null) {
      element.append(";host=").append(quotedIfNeeded(host));
    }
    return element.append(";proto=").append(connection.scheme()).toString();
  }

  private static String node(String address) {
    return address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
  }

  private static String quotedIfNeeded(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '-'
              || c == '_';
      if (!plain) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      }
    }
    return value;
  }

  private static @Nullable String joined(Headers headers, String name, HopByHop ending) {
    List<String> values = headers.all(name);
    return values.isEmpty() || ending.contains(name) ? null : String.join(", ", values);
  }

  private static String appended(@Nullable String earlier, String own) {
    return earlier == null || earlier.isBlank() ? own : earlier + ", " + own;
  }
}
