package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an API can allow as an origin: {@code *}, all hosts of {@code http://*} or {@code
 * https://*}, or one origin in the spelling of browsers, which compare it byte for byte.
 *
 * <p>AWS: "Configuring CORS for an HTTP API". Browsers: "serialization of an origin" of the HTML
 * standard; RFC 6454, section 6.2.
 */
final class CorsOrigin {

  private static final String BEHIND_SCHEME = "://";
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
  private static final Pattern BEHIND_HOST = Pattern.compile("[/?#\\\\]");

  private CorsOrigin() {}

  /**
   * The origin in lower case, as browsers send it.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  static String checked(String text) {
    String origin = text.toLowerCase(Locale.ROOT);
    if (origin.equals("*")) {
      return origin;
    }
    if (origin.equals("null")) {
      throw new IllegalArgumentException(
          "is `null`, which pages of nobody in particular send, so it would allow all of them:"
              + " write the origin of a server, such as `https://www.example.com`, or `*`");
    }
    int end = origin.indexOf(BEHIND_SCHEME);
    if (end < 0 || !SCHEME.matcher(origin.substring(0, end)).matches()) {
      throw new IllegalArgumentException(
          "is %s, which is no origin: write scheme and host, such as `https://www.example.com`"
              .formatted(quoted(text)));
    }
    String scheme = origin.substring(0, end);
    String authority = origin.substring(end + BEHIND_SCHEME.length());
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!(web && authority.equals("*"))) {
      checkAuthority(scheme, authority, web);
    }
    return origin;
  }

  private static void checkAuthority(String scheme, String authority, boolean web) {
    if (authority.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "has a `*` for a part of it: write each origin, or `https://*`, `http://*` or `*` for"
              + " all");
    }
    String[] parts = BEHIND_HOST.split(authority, 2);
    if (parts[0].isEmpty()) {
      throw new IllegalArgumentException(
          "has no host: write one, such as `https://www.example.com`");
    }
    if (parts.length > 1) {
      throw better(
          "goes on behind its host, but browsers send no more than that", scheme, parts[0]);
    }
    checkAscii(scheme, authority);
    checkPort(scheme, authority, UriSyntax.authority(scheme, authority), web);
  }

  private static void checkPort(
      String scheme, String authority, UriSyntax.HostAndPort parsed, boolean web) {
    String host = parsed.host().indexOf(':') < 0 ? parsed.host() : "[" + parsed.host() + "]";
    boolean named = authority.length() > host.length();
    if (named && web && parsed.port() == UriSyntax.defaultPort(scheme)) {
      throw better("names the port that browsers leave out", scheme, host);
    }
    if (named && !authority.equals(host + ":" + parsed.port())) {
      throw better("writes its port otherwise than browsers", scheme, host + ":" + parsed.port());
    }
  }

  /** Browsers send names beyond ASCII in the form that DNS has them in. */
  private static void checkAscii(String scheme, String authority) {
    if (authority.chars().anyMatch(c -> c > 127)) {
      String ascii;
      try {
        ascii = IDN.toASCII(authority);
      } catch (IllegalArgumentException e) {
        return; // There is none, so it is no host, and what follows says so.
      }
      throw better("is not what browsers send", scheme, ascii);
    }
  }

  private static IllegalArgumentException better(String fault, String scheme, String authority) {
    return new IllegalArgumentException(
        "%s: write %s".formatted(fault, quoted(scheme + BEHIND_SCHEME + authority)));
  }
}
