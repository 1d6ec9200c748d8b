package gatehouse.config;

import java.util.stream.Collectors;

/** How names and values appear in messages: nothing in them can forge a line of a log. */
final class Quote {

  private Quote() {}

  /** The text in backticks, on one line. */
  static String quoted(String text) {
    return "`" + oneLine(text) + "`";
  }

  /** The text with what cannot be seen, or breaks lines, written as {@code \}{@code u000a}. */
  static String oneLine(String text) {
    return text.codePoints()
        .mapToObj(c -> isVisible(c) ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  /** Whether a character can be seen, and stays on its line. */
  static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
