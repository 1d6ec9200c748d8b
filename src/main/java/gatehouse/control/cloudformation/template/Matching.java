package gatehouse.control.cloudformation.template;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches patterns of templates, which may be made so that they take for ever: Java's matcher tries
 * all ways, and nothing interrupts it. So the looks at characters are counted, and patterns with
 * too many ways to match nothing, which look at none, are refused. One template's.
 */
final class Matching {

  private static final int MOST_LOOKS = 1_000_000;
  private static final int LONGEST_PATTERN = 1_000;

  private int looks;

  /**
   * Whether a pattern matches all of a text.
   *
   * @param place of the pattern
   * @throws TemplateException when it is no pattern, or takes too long
   */
  boolean matches(String pattern, String text, String place) {
    if (pattern.length() > LONGEST_PATTERN) {
      throw new TemplateException(
          place, "is longer than %d characters: shorten it".formatted(LONGEST_PATTERN));
    }
    try {
      Pattern compiled = Pattern.compile(pattern);
      if (!EmptyWays.areFew(pattern)) {
        throw tooMuch(place);
      }
      return compiled.matcher(new Counted(text, place)).matches();
    } catch (PatternSyntaxException e) {
      throw new TemplateException(place, "is no pattern: correct it");
    } catch (StackOverflowError e) {
      // Java's matcher recurses for each round of a group.
      throw tooMuch(place);
    }
  }

  private static TemplateException tooMuch(String place) {
    return new TemplateException(
        place, "is a pattern that takes too long: write one with fewer ways to match the same");
  }

  /** A text that counts the looks at it. */
  private final class Counted implements CharSequence {

    private final String text;
    private final String place;

    Counted(String text, String place) {
      this.text = text;
      this.place = place;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++looks > MOST_LOOKS) {
        throw tooMuch(place);
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.substring(start, end), place);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
