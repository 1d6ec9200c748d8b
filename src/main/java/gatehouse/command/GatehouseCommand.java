package gatehouse.command;

import gatehouse.expression.Nearest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** {@code java -jar gatehouse.war ...}: finds the command that is meant, and runs it. */
public final class GatehouseCommand {

  private static final List<String> NAMES =
      List.of("check", "route", "deploy", "import", "export", "apply", "delete-stack", "help");

  private final Console console;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * A command line.
   *
   * @param random what new ids are made of
   * @param clock when things are made
   */
  GatehouseCommand(Console console, RandomGenerator random, InstantSource clock) {
    this.console = console;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Runs a command in this process, on its standard streams. The launcher calls this by its name.
   *
   * @return the exit code
   */
  public static int run(String[] arguments) {
    Console console = Console.ofProcess();
    try {
      return new GatehouseCommand(console, new SecureRandom(), InstantSource.system())
          .run(List.of(arguments));
    } finally {
      console.flush();
    }
  }

  /** Runs a command and gives its exit code. */
  int run(List<String> words) {
    if (words.isEmpty()) {
      console.complain(Help.OVERVIEW);
      return ExitCode.USAGE;
    }
    String name = words.get(0);
    try {
      return run(name, words.subList(1, words.size()));
    } catch (UsageException e) {
      console.complain("gatehouse: " + e.getMessage());
      String more = NAMES.contains(name) && !name.equals("help") ? "help " + name : "help";
      console.complain("see: java -jar gatehouse.war " + more);
      return ExitCode.USAGE;
    } catch (ProblemsException e) {
      e.lines().forEach(console::print);
      return ExitCode.PROBLEMS;
    } catch (RuntimeException e) {
      console.complain("gatehouse: this is a defect of Gatehouse: " + e);
      for (StackTraceElement frame : e.getStackTrace()) {
        console.complain("  at " + frame);
      }
      return ExitCode.DEFECT;
    }
  }

  private int run(String name, List<String> words) {
    boolean wantsHelp = words.contains("--help") || words.contains("-h");
    switch (name) {
      case "help", "--help", "-h" -> {
        console.print(help(words));
        return ExitCode.FINE;
      }
      case "version", "--version", "-V" -> {
        console.print("gatehouse " + version());
        return ExitCode.FINE;
      }
      case "check", "route", "deploy", "import", "export", "apply", "delete-stack" -> {
        if (wantsHelp) {
          console.print(help(List.of(name)));
          return ExitCode.FINE;
        }
        return switch (name) {
          case "check" -> new CheckCommand(console).run(words);
          case "route" -> new RouteCommand(console).run(words);
          case "import" -> new ImportCommand(console, random).run(words);
          case "export" -> new ExportCommand(console).run(words);
          case "apply" -> new ApplyCommand(console, random, clock).run(words);
          case "delete-stack" -> new ApplyCommand(console, random, clock).delete(words);
          default -> new DeployCommand(console, random, clock).run(words);
        };
      }
      default -> throw unknown(name);
    }
  }

  private static String help(List<String> words) {
    return switch (words.isEmpty() ? "help" : words.get(0)) {
      case "check" -> Help.CHECK;
      case "route" -> Help.ROUTE;
      case "deploy" -> Help.DEPLOY;
      case "import" -> Help.IMPORT;
      case "export" -> Help.EXPORT;
      case "apply" -> StackHelp.APPLY;
      case "delete-stack" -> StackHelp.DELETE;
      case "help" -> Help.OVERVIEW;
      default -> throw unknown(words.get(0));
    };
  }

  private static UsageException unknown(String name) {
    String near = Nearest.loose(name.toLowerCase(Locale.ROOT), NAMES);
    return new UsageException(
        "there is no command `%s`%s"
            .formatted(name, near == null ? "" : ": did you mean %s?".formatted(near)));
  }

  private static String version() {
    String version = GatehouseCommand.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
