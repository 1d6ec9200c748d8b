package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The headers that no parameter mapping may change, in either direction.
 *
 * <p>AWS: "Reserved headers" of "Transform API requests and responses with parameter mapping for
 * HTTP APIs".
 */
final class ReservedHeaders {

  private static final List<String> PREFIXES =
      List.of("access-control-", "apigw-", "x-amz-", "x-amzn-");

  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-location",
          "forwarded",
          "keep-alive",
          "origin",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailers",
          "transfer-encoding",
          "upgrade",
          "via",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto");

  /**
   * Of one connection as well, and so never passed on by this gateway, though AWS names them not.
   */
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "expect", "http2-settings", "proxy-authentication-info", "proxy-connection", "trailer");

  private ReservedHeaders() {}

  /**
   * Checks a name.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  static void check(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String prefix : PREFIXES) {
      if (lower.startsWith(prefix)) {
        throw new IllegalArgumentException(
            "changes a header that AWS reserves, all that start with %s: remove it"
                .formatted(quoted(prefix)));
      }
    }
    if (NAMES.contains(lower)) {
      throw new IllegalArgumentException(
          "changes %s, a header that AWS reserves: remove it".formatted(quoted(name)));
    }
    if (OF_ONE_CONNECTION.contains(lower)) {
      throw new IllegalArgumentException(
          "changes %s, a header that concerns one connection and is not passed on: remove it"
              .formatted(quoted(name)));
    }
  }
}
