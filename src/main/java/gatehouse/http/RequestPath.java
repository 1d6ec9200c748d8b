package gatehouse.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request's path, percent-decoded exactly once: the one value that is routed, authorized and
 * forwarded.
 *
 * <p>AWS decodes before it splits, so {@code %2F} becomes a real slash. What means one thing to one
 * reader and another thing to the next is refused, plain or encoded: dot segments (also with path
 * parameters, {@code ..;x}), backslashes, control characters, broken escapes, and what is no UTF-8.
 * Immutable.
 */
public final class RequestPath {

  private static final int NOT_HEX = -1;
  private static final int ESCAPE = "%41".length();

  private final String decoded;
  private final boolean escaped;

  /** As it was written, without any prefix that was taken away. */
  private final String raw;

  /** As it stood on the request line. */
  private final String whole;

  private RequestPath(String decoded, String raw, String whole, boolean escaped) {
    this.decoded = decoded;
    this.raw = raw;
    this.whole = whole;
    this.escaped = escaped;
  }

  /**
   * Decodes and checks a path.
   *
   * @param raw the path as it stood on the request line, without query; ASCII, as RFC 3986 has it
   * @throws Refusal with 400 when the path is not acceptable
   */
  public static RequestPath parse(String raw) {
    boolean escaped = needsDecoding(raw);
    return of(escaped ? decode(raw) : raw, raw, escaped);
  }

  /**
   * Checks a path that is decoded already.
   *
   * @throws Refusal with 400 when the path is not acceptable
   */
  public static RequestPath of(String decoded) {
    return of(decoded, decoded, false);
  }

  private static RequestPath of(String decoded, String raw, boolean escaped) {
    if (decoded.isEmpty()
        || decoded.charAt(0) != '/'
        || hasForbiddenCharacter(decoded)
        || hasDots(decoded)) {
      throw Refusal.badRequest();
    }
    return new RequestPath(decoded, raw, raw, escaped);
  }

  /**
   * Whether the client has written some of it percent-encoded. Who guards a path in front of the
   * gateway may not have recognized it; two paths are equal all the same.
   */
  public boolean isEscaped() {
    return escaped;
  }

  /** The decoded path; starts with a slash. */
  public String decoded() {
    return decoded;
  }

  /**
   * The path below a prefix: {@code /a/b} below {@code /a} is {@code /b}, {@code /a} below {@code
   * /a} is {@code /}.
   *
   * @param prefix starts with a slash and does not end with one, or is empty
   * @return null when this path is not below the prefix
   */
  public @Nullable RequestPath below(String prefix) {
    if (prefix.isEmpty()) {
      return this;
    }
    if (!decoded.startsWith(prefix)) {
      return null;
    }
    if (decoded.length() == prefix.length()) {
      return new RequestPath("/", "/", whole, escaped);
    }
    return decoded.charAt(prefix.length()) == '/'
        ? new RequestPath(decoded.substring(prefix.length()), rawBelow(prefix), whole, escaped)
        : null;
  }

  /** The path as the client wrote it, percent-encoded; starts with a slash, plain or encoded. */
  public String raw() {
    return raw;
  }

  /** Whether the client wrote nothing behind the prefix, so that it is {@code /} to us alone. */
  public boolean isImplied() {
    return !whole.endsWith(raw);
  }

  /** What is written behind a prefix, each of whose bytes is one character or one escape. */
  private String rawBelow(String prefix) {
    if (!escaped) {
      return raw.substring(prefix.length());
    }
    int at = 0;
    for (int left = prefix.getBytes(StandardCharsets.UTF_8).length; left > 0; left--) {
      at += raw.charAt(at) == '%' ? ESCAPE : 1;
    }
    return raw.substring(at);
  }

  /** The path as it stood on the request line, any prefix included: what signatures are made of. */
  public String whole() {
    return whole;
  }

  /** How many bytes the whole path took on the request line, any prefix included. */
  public int rawLength() {
    return whole.length();
  }

  /** The first segment; empty for {@code /} and for a path that starts with two slashes. */
  public String firstSegment() {
    int end = decoded.indexOf('/', 1);
    return end < 0 ? decoded.substring(1) : decoded.substring(1, end);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RequestPath that && decoded.equals(that.decoded);
  }

  @Override
  public int hashCode() {
    return decoded.hashCode();
  }

  @Override
  public String toString() {
    return decoded;
  }

  private static boolean needsDecoding(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c >= 128) {
        return true;
      }
    }
    return false;
  }

  private static String decode(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? hexDigit(raw.charAt(i + 1)) : NOT_HEX;
        int low = i + 2 < raw.length() ? hexDigit(raw.charAt(i + 2)) : NOT_HEX;
        if (high == NOT_HEX || low == NOT_HEX) {
          throw Refusal.badRequest();
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else if (c >= 128) {
        // Containers do not agree on what such a byte stands for.
        throw Refusal.badRequest();
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.badRequest();
    }
  }

  /** Of ASCII only: {@link Character#digit} takes the digits of all scripts. */
  private static int hexDigit(char c) {
    return c < 128 ? Character.digit(c, 16) : NOT_HEX;
  }

  private static boolean hasForbiddenCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '\\' || (c >= 0x7f && c < 0xa0)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a segment, path parameters aside, is {@code .} or {@code ..}. */
  private static boolean hasDots(String text) {
    for (int slash = 0; slash >= 0; slash = text.indexOf('/', slash + 1)) {
      int i = slash + 1;
      while (i < text.length() && text.charAt(i) == '.') {
        i++;
      }
      int dots = i - slash - 1;
      boolean ends = i == text.length() || text.charAt(i) == '/' || text.charAt(i) == ';';
      if (ends && (dots == 1 || dots == 2)) {
        return true;
      }
    }
    return false;
  }
}
