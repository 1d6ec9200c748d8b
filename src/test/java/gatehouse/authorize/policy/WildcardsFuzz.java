package gatehouse.authorize.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;

/** The first line is a pattern, the others are texts; against a table of all prefixes. */
final class WildcardsFuzz implements FuzzTarget {

  @Override
  public void check(Draws input) {
    String pattern = input.line();
    for (String text : input.lines()) {
      assertEquals(byTable(pattern, text), Wildcards.match(pattern, text), pattern + " " + text);
    }
    assertEquals(pattern.matches("(?s).*[*?].*"), Wildcards.areIn(pattern));
    assertEquals(true, Wildcards.match(pattern, pattern));
  }

  private static boolean byTable(String pattern, String text) {
    boolean[][] fits = new boolean[pattern.length() + 1][text.length() + 1];
    fits[0][0] = true;
    for (int p = 1; p <= pattern.length(); p++) {
      char c = pattern.charAt(p - 1);
      for (int t = 0; t <= text.length(); t++) {
        fits[p][t] =
            c == '*'
                ? fits[p - 1][t] || (t > 0 && fits[p][t - 1])
                : t > 0 && fits[p - 1][t - 1] && (c == '?' || c == text.charAt(t - 1));
      }
    }
    return fits[pattern.length()][text.length()];
  }
}
