package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * AWS's command line, one process per call, which knows nothing of this machine's own settings. For
 * one thread.
 *
 * <p>Without {@code aws} on the path the test is skipped, or fails when the system property {@code
 * test.aws} is {@code required}. Where there are several, each is tried: the generations differ.
 */
final class CommandLine {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path program;
  private final Path home;
  private final String endpoint;
  private final Set<String> succeeded = new TreeSet<>();

  CommandLine(Path program, Path home, String endpoint) {
    this.program = program;
    this.home = home;
    this.endpoint = endpoint;
  }

  /** The programs on the path. */
  static Set<Path> programs() throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path candidate = Path.of(folder, "aws");
      if (Files.isExecutable(candidate)) {
        found.add(candidate.toRealPath());
      }
    }
    if (found.isEmpty()) {
      String reason =
          "there is no aws on this machine: install it (Debian: apt-get install awscli)";
      if ("required".equals(System.getProperty("test.aws"))) {
        fail(reason);
      }
      abort(reason);
    }
    return found;
  }

  /** A file to be, in the directory of this program's calls. */
  Path file(String name) {
    return home.resolve(name);
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

  private record Finished(int status, String out, String errors) {}

  private Finished finish(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString(), "apigatewayv2"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--endpoint-url", endpoint, "--output", "json"));
    Path errors = home.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "");
    environment.clear();
    environment.putAll(
        Map.of(
            "PATH",
            path,
            "HOME",
            home.toString(),
            "LANG",
            "C.UTF-8",
            "AWS_CONFIG_FILE",
            home.resolve("none").toString(),
            "AWS_SHARED_CREDENTIALS_FILE",
            home.resolve("none").toString(),
            "AWS_ACCESS_KEY_ID",
            Surroundings.KEY,
            "AWS_SECRET_ACCESS_KEY",
            Surroundings.SECRET,
            "AWS_DEFAULT_REGION",
            "us-east-1",
            "AWS_EC2_METADATA_DISABLED",
            "true",
            "AWS_PAGER",
            ""));
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Finished(process.waitFor(), out, Files.readString(errors));
  }

  /** {@code create-api} is {@code CreateApi}. */
  private static String operation(String command) {
    return Stream.of(command.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
