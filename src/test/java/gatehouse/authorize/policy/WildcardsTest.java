package gatehouse.authorize.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {

  @ParameterizedTest
  @CsvSource({
    "'',      '',       true",
    "'',      a,        false",
    "*,       '',       true",
    "*,       a/b:c,    true",
    "**,      '',       true",
    "?,       '',       false",
    "?,       a,        true",
    "?,       ab,       false",
    "a*,      a,        true",
    "a*,      abc,      true",
    "a*,      ba,       false",
    "*a,      a,        true",
    "*a,      ab,       false",
    "a*c,     abbc,     true",
    "a*c,     abcb,     false",
    "a?c,     abc,      true",
    "a?c,     ac,       false",
    "*b*b,    abab,     true",
    "*ab?,    aababc,   true",
    "*?,      '',       false",
    "a.c,     abc,      false",
    "[a],     a,        false"
  })
  void stars_stand_for_anything_and_question_marks_for_one(
      String pattern, String text, boolean match) {
    assertEquals(match, Wildcards.match(pattern, text));
  }

  @Test
  void many_stars_take_no_exponential_time() {
    String text = "a".repeat(5_000);

    assertFalse(Wildcards.match("*a*a*a*a*b", text));
    assertFalse(Wildcards.match("*a".repeat(500) + "b", text));
    assertTrue(Wildcards.match("*a".repeat(500), text));
  }

  @Test
  void they_mean_the_same_as_the_obvious_definition() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      String pattern = random(random, "ab*?", 8);
      String text = random(random, "ab", 8);
      assertEquals(obviously(pattern, text), Wildcards.match(pattern, text), pattern + " " + text);
    }
  }

  private static boolean obviously(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    char first = pattern.charAt(0);
    String rest = pattern.substring(1);
    if (first == '*') {
      return obviously(rest, text) || (!text.isEmpty() && obviously(pattern, text.substring(1)));
    }
    return !text.isEmpty()
        && (first == '?' || first == text.charAt(0))
        && obviously(rest, text.substring(1));
  }

  private static String random(Random random, String letters, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
