package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void options_stand_anywhere_and_hold_their_value_either_way() {
    for (List<String> words :
        List.of(
            List.of("dir", "--name", "a b", "--flag"),
            List.of("--flag", "--name=a b", "dir"),
            List.of("--name", "a b", "--flag", "--", "dir"))) {
      Arguments arguments = read(words);
      assertEquals("dir", arguments.operand(0));
      assertEquals("a b", arguments.value("--name"));
      assertTrue(arguments.has("--flag"));
    }
    assertNull(read(List.of("dir")).value("--name"));
    assertFalse(read(List.of("dir")).has("--flag"));
    assertEquals("a=b", read(List.of("dir", "--name=a=b")).value("--name"));
    assertEquals("--flag", read(List.of("dir", "--name", "--flag")).value("--name"));
  }

  @Test
  void behind_two_hyphens_all_words_are_operands() {
    assertEquals("--flag", read(List.of("--", "--flag")).operand(0));
    assertEquals("-", read(List.of("-")).operand(0));
  }

  @Test
  void a_tilde_is_the_home_directory_where_a_shell_has_left_it() {
    String home = System.getProperty("user.home");
    assertEquals(Path.of(home), read(List.of("~")).path(0));
    assertEquals(Path.of(home, "a b"), read(List.of("~/a b")).path(0));
    assertEquals(Path.of("~x"), read(List.of("~x")).path(0));
    assertEquals(Path.of("a/../b c"), read(List.of("a/../b c")).path(0));
  }

  @Test
  void what_cannot_be_meant_is_told_with_its_remedy() {
    fails("DIR is missing");
    fails("`b` is one word too many: quote what has spaces", "a", "b");
    fails("option --name needs a value behind it", "a", "--name");
    fails("option --flag takes no value", "a", "--flag=1");
    fails("there is no option `--nane`: did you mean --name?", "a", "--nane", "x");
    fails("there is no option `--zzzzzzzzz`: write one of --flag, --name", "a", "--zzzzzzzzz");
    fails("`a\0b` is no path: Nul character not allowed", "a\0b");
    Arguments twice = read(List.of("a", "--name", "1", "--name", "2"));
    assertEquals(List.of("1", "2"), twice.values("--name"));
    assertEquals(
        "option --name is there twice: keep one",
        assertThrows(UsageException.class, () -> twice.value("--name")).getMessage());
  }

  @Test
  void numbers_keep_to_their_bounds() {
    assertEquals(7, read(List.of("a")).number("--name", 7, 1, 9));
    assertEquals(9, read(List.of("a", "--name=9")).number("--name", 7, 1, 9));
    for (String text : List.of("0", "10", "x", "", "1.5", "99999999999")) {
      Arguments arguments = read(List.of("a", "--name=" + text));
      assertEquals(
          "option --name is `%s`: write a whole number from 1 to 9".formatted(text),
          assertThrows(UsageException.class, () -> arguments.number("--name", 7, 1, 9))
              .getMessage());
    }
  }

  private static void fails(String message, String... words) {
    UsageException e = assertThrows(UsageException.class, () -> read(List.of(words)).path(0));
    assertEquals(message, e.getMessage());
  }

  private static Arguments read(List<String> words) {
    return new Arguments(words, List.of("DIR"), Set.of("--flag"), Set.of("--name"));
  }
}
