package gatehouse.command;

import java.util.List;
import java.util.Set;

/** {@code check}: all that is wrong with a configuration, and the routes that it makes. */
final class CheckCommand {

  private static final String JSON = "--json";
  private static final String QUIET = "--quiet";

  private final Console console;

  CheckCommand(Console console) {
    this.console = console;
  }

  int run(List<String> words) {
    Arguments arguments =
        new Arguments(words, List.of("DIR"), Set.of(JSON, QUIET), Reading.OPTIONS);
    boolean json = arguments.has(JSON);
    if (json && arguments.has(QUIET)) {
      throw new UsageException("options --json and --quiet do not go together: keep one");
    }
    try {
      Reading reading = Reading.of(arguments.path(0), arguments, new Unsent());
      if (json) {
        console.print(CheckJson.of(reading));
      } else {
        print(reading, arguments.has(QUIET));
      }
      return ExitCode.FINE;
    } catch (ProblemsException e) {
      if (!json) {
        throw e;
      }
      console.print(CheckJson.of(arguments.path(0), e.problems()));
      return ExitCode.PROBLEMS;
    }
  }

  private void print(Reading reading, boolean quiet) {
    if (!quiet) {
      CheckText.routes(reading.plan()).forEach(console::print);
    }
    CheckText.warnings(reading).forEach(console::print);
    if (!quiet) {
      console.print(CheckText.summary(reading));
    }
  }
}
