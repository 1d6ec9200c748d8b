package gatehouse.testkit.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is promised of many parsers alike. */
public final class Promise {

  private Promise() {}

  /**
   * A fault as it is told: something, in one line, of bounded length.
   *
   * @param input what was read; messages quote parts of it, a character of which takes up to six
   */
  public static void isTold(Throwable fault, String input) {
    String message = fault.getMessage();
    assertTrue(message != null && !message.isBlank(), () -> fault + " tells nothing");
    assertTrue(isOneLine(message), () -> "several lines: " + message);
    assertTrue(
        message.length() <= 4_000 + 20 * input.length(),
        () -> message.length() + " characters of message for " + input.length());
  }

  /** Whether nobody could take a text for more than one line. */
  public static boolean isOneLine(String text) {
    return text.chars()
        .noneMatch(c -> (Character.isISOControl(c) && c != '\t') || c == 0x2028 || c == 0x2029);
  }
}
