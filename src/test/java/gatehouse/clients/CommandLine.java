package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.AwsProgram;
import gatehouse.testkit.AwsProgram.Finished;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * AWS's command line as an administrator uses it, and which operations it has brought about. For
 * one thread.
 *
 * <p>Without {@code aws} on the path the test is skipped, or fails when the system property {@code
 * test.aws} is {@code required}. Where there are several, each is tried: the generations differ.
 */
final class CommandLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsProgram program;
  private final Set<String> succeeded = new TreeSet<>();

  CommandLine(Path program, Path home, String endpoint) {
    this.program = new AwsProgram(program, home, endpoint);
  }

  /** The programs on the path. */
  static Set<Path> programs() throws IOException {
    Set<Path> found = AwsProgram.all();
    if (found.isEmpty()) {
      abort(AwsProgram.MISSING);
    }
    return found;
  }

  /** A file to be, in the directory of this program's calls. */
  Path file(String name) {
    return program.file(name);
  }

  /**
   * Runs {@code aws apigatewayv2} with these arguments, which has to succeed.
   *
   * @return what it prints; missing when that is nothing
   */
  JsonNode run(String... arguments) throws Exception {
    Finished finished = finish(arguments);
    assertEquals(0, finished.status(), finished::toString);
    succeeded.add(operation(arguments[0]));
    return JSON.readTree(finished.out());
  }

  /** Runs it; it has to fail and to say so on standard error. */
  void fails(String exception, String message, String... arguments) throws Exception {
    Finished finished = finish(arguments);
    assertNotEquals(0, finished.status(), finished::toString);
    assertEquals(
        "An error occurred (%s) when calling the %s operation: %s"
            .formatted(exception, operation(arguments[0]), message),
        // The newest begins with its own name.
        finished.errors().strip().replaceFirst("^aws: \\[ERROR\\]: ", ""));
  }

  /** The operations that have succeeded. */
  Set<String> succeeded() {
    return new TreeSet<>(succeeded);
  }

  private Finished finish(String... arguments) throws Exception {
    return program.run(Surroundings.KEY, Surroundings.SECRET, List.of(arguments));
  }

  /** {@code create-api} is {@code CreateApi}. */
  private static String operation(String command) {
    return Stream.of(command.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
