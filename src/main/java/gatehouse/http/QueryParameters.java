package gatehouse.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a query string as forms write them: {@code &} between parameters, {@code
 * +} for a space, escapes for UTF-8. What is not well-formed is no error: it stands for itself.
 *
 * <p>See the WHATWG URL standard, "application/x-www-form-urlencoded".
 */
public final class QueryParameters {

  private static final int ESCAPE = "%41".length();

  private QueryParameters() {}

  /**
   * All values of a parameter in their order, decoded; one without an equals sign is empty.
   *
   * @param query as sent, without its question mark; null when there is none
   * @param name decoded; case counts
   */
  public static List<String> values(@Nullable String query, String name) {
    List<String> values = new ArrayList<>(1);
    int length = query == null ? 0 : query.length();
    for (int start = 0; query != null && start < length; ) {
      int and = query.indexOf('&', start);
      int end = and < 0 ? length : and;
      int nameEnd = nameEnd(query, start, end);
      if (end > start && isName(query, start, nameEnd, name)) {
        values.add(nameEnd == end ? "" : decoded(query.substring(nameEnd + 1, end)));
      }
      start = end + 1;
    }
    return values;
  }

  private static int nameEnd(String query, int start, int end) {
    int at = start;
    while (at < end && query.charAt(at) != '=') {
      at++;
    }
    return at;
  }

  /** Without an object for each parameter of a query that has thousands. */
  private static boolean isName(String query, int start, int end, String name) {
    for (int i = start; i < end; i++) {
      char c = query.charAt(i);
      if (c == '%' || c == '+') {
        return decoded(query.substring(start, end)).equals(name);
      }
    }
    return end - start == name.length() && query.startsWith(name, start);
  }

  /**
   * The name of a parameter, decoded.
   *
   * @param parameter as sent, {@code name=value} or {@code name}
   */
  public static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return decoded(equals < 0 ? parameter : parameter.substring(0, equals));
  }

  /** A name or a value, decoded. Escapes that are broken, or no UTF-8, stay as they are. */
  public static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text.replace('+', ' ');
    }
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (isEscape(text, end)) {
        end += ESCAPE;
      }
      if (end > i) {
        decode(text, i, end, result);
        i = end;
      } else {
        char c = text.charAt(i);
        result.append(c == '+' ? ' ' : c);
        i++;
      }
    }
    return result.toString();
  }

  /** Decodes escapes in a row. */
  private static void decode(String text, int start, int end, StringBuilder result) {
    ByteBuffer bytes = ByteBuffer.allocate((end - start) / ESCAPE);
    for (int i = start; i < end; i += ESCAPE) {
      bytes.put((byte) Integer.parseInt(text, i + 1, i + ESCAPE, 16));
    }
    bytes.flip();
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer characters = CharBuffer.allocate(bytes.remaining());
    CoderResult outcome = decoder.decode(bytes, characters, true);
    while (outcome.isError()) {
      int at = start + ESCAPE * bytes.position();
      result.append(characters.flip());
      result.append(text, at, at + ESCAPE * outcome.length());
      bytes.position(bytes.position() + outcome.length());
      characters.clear();
      outcome = decoder.reset().decode(bytes, characters, true);
    }
    result.append(characters.flip());
  }

  private static boolean isEscape(String text, int at) {
    return at + ESCAPE <= text.length()
        && text.charAt(at) == '%'
        && isHex(text.charAt(at + 1))
        && isHex(text.charAt(at + 2));
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
