package gatehouse.integration;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of what a client sent, for a place in a URI: RFC 3986, section 2. */
final class PercentEncoding {

  /** A path: what may stand in a segment stays (section 3.3), and so do slashes. */
  static final PercentEncoding PATH = new PercentEncoding("-._~!$&'()*+,;=:@/");

  /** A value in a query: only unreserved characters stay. */
  static final PercentEncoding QUERY_VALUE = new PercentEncoding("-._~");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final boolean[] stays = new boolean[128];

  private PercentEncoding(String marks) {
    for (char c = 'a'; c <= 'z'; c++) {
      stays[c] = true;
      stays[Character.toUpperCase(c)] = true;
    }
    for (char c = '0'; c <= '9'; c++) {
      stays[c] = true;
    }
    marks.chars().forEach(c -> stays[c] = true);
  }

  /** Appends the text to the target, encoded. */
  void append(String text, StringBuilder target) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || !stays[c]) {
        appendEncoded(text, i, target);
        return;
      }
      target.append(c);
    }
  }

  private void appendEncoded(String text, int from, StringBuilder target) {
    for (byte b : text.substring(from).getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && stays[b]) {
        target.append((char) b);
      } else {
        target.append('%').append(HEX.toHighHexDigit(b)).append(HEX.toLowHexDigit(b));
      }
    }
  }
}
