package gatehouse.authorize.iam;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gatehouse.http.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request written in the one way in which it is signed.
 *
 * <p>AWS: "Create a signed AWS API request", step 1, with the rules of all services but S3: the
 * path is encoded once more, and slashes in a row count as one.
 */
final class CanonicalRequest {

  private static final String SIGNATURE = "X-Amz-Signature";
  private static final String HEX = "0123456789ABCDEF";

  /** A parameter of a query, encoded. */
  private record Parameter(String name, String value) {
    static final Comparator<Parameter> ORDER =
        Comparator.comparing(Parameter::name).thenComparing(Parameter::value);
  }

  private CanonicalRequest() {}

  /**
   * The bytes that are hashed. Fields are what containers make of bytes, a character for each.
   *
   * @param payloadHash as it is signed
   */
  static byte[] bytes(Request request, List<String> signedHeaders, String payloadHash) {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append('\n');
    path(request.path().whole(), text);
    text.append('\n');
    query(request.query(), text);
    text.append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':');
      value(request.headers().all(name), text);
      text.append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n').append(payloadHash);
    return text.toString().getBytes(ISO_8859_1);
  }

  private static void path(String raw, StringBuilder to) {
    if (raw.isEmpty() || raw.charAt(0) != '/') {
      to.append('/');
    }
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '/') {
        encode((byte) c, to);
      } else if (i == 0 || raw.charAt(i - 1) != '/') {
        to.append('/');
      }
    }
  }

  private static void query(@Nullable String raw, StringBuilder to) {
    if (raw == null) {
      return;
    }
    List<Parameter> parameters = new ArrayList<>();
    for (String part : raw.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = reencoded(equals < 0 ? part : part.substring(0, equals));
        if (!name.equals(SIGNATURE)) {
          parameters.add(
              new Parameter(name, equals < 0 ? "" : reencoded(part.substring(equals + 1))));
        }
      }
    }
    parameters.sort(Parameter.ORDER);
    String separator = "";
    for (Parameter parameter : parameters) {
      to.append(separator).append(parameter.name()).append('=').append(parameter.value());
      separator = "&";
    }
  }

  /** Decoded, a plus being a space, and encoded in the one way; broken escapes are text. */
  private static String reencoded(String text) {
    StringBuilder to = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low >= 0) {
        encode((byte) (high << 4 | low), to);
        i += 2;
      } else {
        encode((byte) (c == '+' ? ' ' : c), to);
      }
    }
    return to.toString();
  }

  private static void encode(byte octet, StringBuilder to) {
    char c = (char) (octet & 0xff);
    boolean plain =
        (c >= 'A' && c <= 'Z')
            || (c >= 'a' && c <= 'z')
            || (c >= '0' && c <= '9')
            || c == '-'
            || c == '.'
            || c == '_'
            || c == '~';
    if (plain) {
      to.append(c);
    } else {
      to.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
    }
  }

  /** All values, without spaces around them, and with one for several within. */
  private static void value(List<String> values, StringBuilder to) {
    String separator = "";
    for (String value : values) {
      to.append(separator);
      separator = ",";
      boolean pending = false;
      int start = to.length();
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c == ' ' || c == '\t') {
          pending = to.length() > start;
        } else {
          if (pending) {
            to.append(' ');
            pending = false;
          }
          to.append(c);
        }
      }
    }
  }
}
