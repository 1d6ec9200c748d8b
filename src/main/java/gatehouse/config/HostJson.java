package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Locale;
import java.util.regex.Pattern;

/** Reads a host that stands by itself. */
final class HostJson {

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern LIKE_IPV4 = Pattern.compile("[0-9.]+");

  private HostJson() {}

  /**
   * A host in lower case, an address of IPv6 without its brackets.
   *
   * @throws IllegalArgumentException with fault and remedy
   */
  static String parse(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
    String host = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean ipv6 = bracketed || host.indexOf(':') != host.lastIndexOf(':');
    if (!ipv6 && text.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "is %s: write the port as `Port`, and the host alone here".formatted(quoted(text)));
    }
    try {
      UriSyntax.checkHost(host, ipv6);
    } catch (IllegalArgumentException e) {
      throw none(text);
    }
    if (!ipv6 && LIKE_IPV4.matcher(host).matches() && !IPV4.matcher(host).matches()) {
      throw none(text);
    }
    return host.toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException none(String text) {
    return new IllegalArgumentException(
        "is %s, which is no host: write a name such as `pets.example`, or an address"
            .formatted(quoted(text)));
  }
}
