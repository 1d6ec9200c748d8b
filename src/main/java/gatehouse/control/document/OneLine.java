package gatehouse.control.document;

/** How what people hand in appears in messages: nothing in it can forge a line of a log. */
public final class OneLine {

  private OneLine() {}

  /**
   * The text with spaces for what breaks lines or cannot be seen.
   *
   * @param most so many characters of it stay; dots stand for the others
   */
  public static String of(String text, int most) {
    String cut = text.length() > most ? text.substring(0, most) + "..." : text;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]+", " ");
  }
}
