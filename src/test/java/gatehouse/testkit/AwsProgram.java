package gatehouse.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * AWS's command line, one process per call, which knows nothing of this machine's own settings. For
 * one thread.
 */
public final class AwsProgram {

  /** What to do where there is none. */
  public static final String MISSING =
      "there is no aws on this machine: install it (Debian: apt-get install awscli)";

  private final Path program;
  private final Path home;
  private final String endpoint;

  /**
   * One.
   *
   * @param home a directory of its own
   * @param endpoint of API Gateway
   */
  public AwsProgram(Path program, Path home, String endpoint) {
    this.program = program;
    this.home = home;
    this.endpoint = endpoint;
  }

  /** What a call has come to. */
  public record Finished(int status, String out, String errors) {}

  /**
   * All on the path; empty where there is none, which fails when the system property {@code
   * test.aws} is {@code required}.
   */
  public static Set<Path> all() throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path candidate = Path.of(folder, "aws");
      if (Files.isExecutable(candidate)) {
        found.add(candidate.toRealPath());
      }
    }
    if (found.isEmpty() && "required".equals(System.getProperty("test.aws"))) {
      throw new AssertionError(MISSING);
    }
    return found;
  }

  /** A file to be, in the directory of this program's calls. */
  public Path file(String name) {
    return home.resolve(name);
  }

  /** Runs {@code aws apigatewayv2} with these arguments, signed with this key. */
  public Finished run(String keyId, String secret, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "apigatewayv2"));
    command.addAll(arguments);
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
            keyId,
            "AWS_SECRET_ACCESS_KEY",
            secret,
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
}
