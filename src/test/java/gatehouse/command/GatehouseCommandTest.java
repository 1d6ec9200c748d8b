package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GatehouseCommandTest {

  @Test
  void without_a_command_it_explains_itself_where_errors_go() {
    assertEquals(new Run(2, "", Help.OVERVIEW + "\n"), Run.of());
  }

  @Test
  void help_is_a_result() {
    for (String word : List.of("help", "--help", "-h")) {
      assertEquals(new Run(0, Help.OVERVIEW + "\n", ""), Run.of(word));
    }
  }

  @Test
  void every_command_has_a_help_of_its_own() {
    for (String command :
        List.of("check", "route", "deploy", "import", "export", "apply", "delete-stack")) {
      Run help = Run.of("help", command);
      String operand =
          switch (command) {
            case "import" -> " FILE DIR";
            case "apply" -> " TEMPLATE DIR";
            default -> " DIR";
          };
      assertTrue(help.out().startsWith("usage: java -jar gatehouse.war " + command + operand));
      assertEquals(help, Run.of(command, "--help"));
      assertEquals(help, Run.of(command, "x", "-h"));
    }
  }

  @Test
  void help_keeps_to_a_terminal_of_ninety_columns_in_ascii() {
    for (String text :
        List.of(
            Help.OVERVIEW,
            Help.CHECK,
            Help.ROUTE,
            Help.DEPLOY,
            Help.IMPORT,
            Help.EXPORT,
            StackHelp.APPLY,
            StackHelp.DELETE)) {
      text.lines()
          .forEach(
              line -> {
                assertTrue(line.length() <= 90, line);
                assertTrue(line.chars().allMatch(c -> c < 128), line);
              });
    }
  }

  @Test
  void the_version_is_a_result() {
    Run run = Run.of("--version");
    assertEquals(0, run.code());
    assertEquals("gatehouse (not packaged)\n", run.out());
  }

  @Test
  void a_command_that_there_is_not_names_the_one_that_is_meant() {
    assertEquals(
        new Run(
            2,
            "",
            "gatehouse: there is no command `chekc`: did you mean check?\n"
                + "see: java -jar gatehouse.war help\n"),
        Run.of("chekc", "x"));
    assertEquals(
        "gatehouse: there is no command `qqqqqqqqq`", firstLine(Run.of("qqqqqqqqq").err()));
    assertEquals(2, Run.of("help", "rout").code());
  }

  @Test
  void an_option_that_there_is_not_names_the_one_that_is_meant() {
    Run run = Run.of("check", "x", "--jsno");
    assertEquals(
        new Run(
            2,
            "",
            "gatehouse: there is no option `--jsno`: did you mean --json?\n"
                + "see: java -jar gatehouse.war help check\n"),
        run);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
