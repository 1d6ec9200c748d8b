package gatehouse.expression;

import gatehouse.http.Exchange;
import gatehouse.http.RequestPath;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of {@code $context} that tell of the request and of the API that it came to. */
final class RequestVariables {

  /** Common Log Format, in UTC. */
  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss '+0000'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The second that was written last: at thousands of requests a second most are in it. */
  private static volatile Second lastSecond = new Second(Instant.MIN.getEpochSecond(), "");

  private record Second(long epochSecond, String text) {}

  private RequestVariables() {}

  static void addTo(Map<String, ContextVariable> all) {
    all.put("accountId", exchange -> exchange.match().stage().accountId());
    all.put("apiId", exchange -> exchange.match().stage().apiId());
    all.put("stage", exchange -> exchange.match().stage().stageName());
    all.put("customDomain.basePathMatched", exchange -> exchange.match().basePath());
    all.put("domainName", RequestVariables::host);
    all.put("domainPrefix", RequestVariables::hostPrefix);
    all.put("httpMethod", exchange -> exchange.request().method());
    all.put("path", RequestVariables::path);
    all.put("protocol", RequestVariables::protocol);
    all.put("requestId", Exchange::requestId);
    all.put("extendedRequestId", Exchange::requestId);
    all.put("requestTime", exchange -> time(exchange.received()));
    all.put("requestTimeEpoch", exchange -> Long.toString(exchange.received().toEpochMilli()));
    all.put("routeKey", Exchange::routeKey);
  }

  /** AWS: "the same as the incoming Host header"; so with the port, where it has one. */
  private static @Nullable String host(Exchange exchange) {
    return exchange.request().headers().first("Host");
  }

  private static @Nullable String hostPrefix(Exchange exchange) {
    String host = host(exchange);
    if (host == null || host.startsWith("[")) {
      return host;
    }
    return host.split("[.:]", 2)[0];
  }

  /**
   * The path with the stage in front of it, without the key of an API mapping. Nobody knows whether
   * AWS adds a slash to {@code /v0}; we do not.
   */
  private static String path(Exchange exchange) {
    String prefix = exchange.match().stage().pathPrefix();
    RequestPath path = exchange.path();
    return path.isImplied() && !prefix.isEmpty() ? prefix : prefix + path.decoded();
  }

  /** HTTP/2 is told as HTTP/1.1, on AWS, too. */
  private static String protocol(Exchange exchange) {
    String protocol = exchange.request().protocol();
    return protocol.startsWith("HTTP/1.") ? protocol : "HTTP/1.1";
  }

  private static String time(Instant received) {
    Second second = lastSecond;
    if (second.epochSecond != received.getEpochSecond()) {
      second = new Second(received.getEpochSecond(), CLF.format(received));
      lastSecond = second;
    }
    return second.text;
  }
}
