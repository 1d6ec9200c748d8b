package gatehouse.cors;

import gatehouse.http.Headers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which origins an API allows, and what it answers them. Origins compare byte for byte, as browsers
 * compare them: they send them in lower case, and so does the configuration have them. Immutable.
 */
final class AllowedOrigins {

  private static final String ANY = "*";
  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";

  private final boolean any;
  private final boolean anyHttp;
  private final boolean anyHttps;
  private final Set<String> exact;

  /** Those that a configuration lists: origins, {@code *}, {@code http://*}, {@code https://*}. */
  AllowedOrigins(List<String> listed) {
    exact = new HashSet<>(listed);
    any = exact.remove(ANY);
    anyHttp = exact.remove(HTTP + ANY);
    anyHttps = exact.remove(HTTPS + ANY);
  }

  /** Whether the answer depends on the origin of the request. */
  boolean isEchoed() {
    return !any && (anyHttp || anyHttps || !exact.isEmpty());
  }

  /**
   * The value of {@code Access-Control-Allow-Origin} for a request with these fields.
   *
   * @return null when it has no origin, several, or one that is not allowed
   */
  @Nullable String allowed(Headers headers) {
    String origin = onlyOrigin(headers);
    if (origin == null) {
      return null;
    }
    if (any) {
      return ANY;
    }
    return exact.contains(origin)
            || (anyHttps && isHostBehind(HTTPS, origin))
            || (anyHttp && isHostBehind(HTTP, origin))
        ? origin
        : null;
  }

  private static @Nullable String onlyOrigin(Headers headers) {
    String origin = null;
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("Origin")) {
        if (origin != null) {
          return null;
        }
        origin = headers.value(i);
      }
    }
    return origin;
  }

  /** What is no origin is not echoed, whoever sends it. */
  private static boolean isHostBehind(String scheme, String origin) {
    if (!origin.startsWith(scheme) || origin.length() == scheme.length()) {
      return false;
    }
    for (int i = scheme.length(); i < origin.length(); i++) {
      char c = origin.charAt(i);
      boolean ordinary = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!ordinary && "-._:[]".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
