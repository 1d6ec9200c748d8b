package gatehouse.mapping;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text for a header's value, which holds bytes: RFC 9110, section 5.5. */
final class HeaderText {

  private HeaderText() {}

  /**
   * The text as a value: without blanks around it, and letters beyond ASCII in UTF-8, as Go's HTTP
   * writes them, each byte in a character of its own.
   *
   * @return null when there is a control character in it, which could end the line
   */
  static @Nullable String value(String text) {
    String value = text.strip();
    boolean ascii = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return null;
      }
      ascii &= c < 0x7f;
    }
    return ascii
        ? value
        : new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
