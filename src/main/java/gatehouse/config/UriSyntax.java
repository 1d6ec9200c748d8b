package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the parts of a URL may hold: RFC 3986, sections 2 and 3. Whatever breaks it is thrown as an
 * IllegalArgumentException with the fault and its remedy.
 */
final class UriSyntax {

  private static final String MARKS = "-._~!$&'()*+,;=:@/?%";
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,252}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:\\[([^\\[\\]]*)]|([^\\[\\]:]*))(?::(.*))?");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int HIGHEST_PORT = 65_535;

  private UriSyntax() {}

  /**
   * A host and a port.
   *
   * @param host an IPv6 address without its brackets
   * @param port the scheme's default when the text has none
   */
  record HostAndPort(String host, int port) {}

  /** Checks text of a path or a query. */
  static void checkLiteral(String text) {
    text.codePoints()
        .filter(c -> !isLegal(c))
        .findFirst()
        .ifPresent(
            c -> {
              throw illegal(c);
            });
    if (BROKEN_ESCAPE.matcher(text).find()) {
      throw new IllegalArgumentException(
          "has a `%` without two hexadecimal digits behind it: write `%25` for the sign itself");
    }
  }

  /** Checks text that may belong to the host. */
  static void checkLiteralOrHost(String text) {
    checkLiteral(text.replace('[', 'x').replace(']', 'x'));
  }

  static HostAndPort authority(String scheme, String text) {
    if (text.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "has user information in front of the host (`…@`): remove it, it is never sent");
    }
    Matcher matcher = AUTHORITY.matcher(text);
    if (!matcher.matches()) {
      throw noHost(text);
    }
    String port = matcher.group(3);
    String ipv6 = matcher.group(1);
    String host = ipv6 == null ? matcher.group(2) : ipv6;
    checkHost(host, ipv6 != null);
    return new HostAndPort(host, port == null ? defaultPort(scheme) : port(port));
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  static void checkHost(String host, boolean ipv6) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("has no host: write one, as in `https://host/path`");
    }
    if (!(ipv6 ? isIpv6(host) : HOST_NAME.matcher(host).matches() && !host.contains(".."))) {
      throw noHost(ipv6 ? "[" + host + "]" : host);
    }
  }

  private static int port(String text) {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "has the port %s: write a number from 1 to 65535, or leave it out with its colon"
              .formatted(quoted(text)));
    }
    return port;
  }

  private static boolean isIpv6(String text) {
    if (!IPV6.matcher(text).matches()) {
      return false;
    }
    try {
      // In brackets it is taken for an address or nothing: no name is ever looked up.
      return InetAddress.getByName("[" + text + "]").getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isLegal(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  private static IllegalArgumentException illegal(int c) {
    if (c == '#') {
      return new IllegalArgumentException(
          "holds `#`: a fragment is never sent, remove it, or write `%23` for the sign itself");
    }
    StringBuilder encoded = new StringBuilder();
    for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      encoded.append("%%%02X".formatted(b));
    }
    return new IllegalArgumentException(
        "holds %s, which no URL can have: write it as `%s`"
            .formatted(quoted(Character.toString(c)), encoded));
  }

  private static IllegalArgumentException noHost(String text) {
    return new IllegalArgumentException(
        "has the host %s, which is none: write a name of letters, digits, `-`, `_` and `.`, or an"
                .formatted(quoted(text))
            + " address, one of IPv6 in brackets");
  }
}
