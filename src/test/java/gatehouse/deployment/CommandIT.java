package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.server.ServerBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code java -jar gatehouse.war} as pipelines run it, a process of its own on each JDK. */
class CommandIT {

  private static final Pattern EXAMPLE =
      Pattern.compile("\\| `config/([a-z]+/\\w+\\.json)` \\| `(\\{.*})` \\|");

  @TempDir Path directory;
  private Path temporary;

  /** The one that runs the tests and the one that runs the servers. */
  static Set<String> jdks() {
    String own = System.getProperty("java.home");
    return new TreeSet<>(List.of(own, System.getProperty("test.jdk", own)));
  }

  @BeforeEach
  void writeTheSmallestExampleOfTheReadme() throws IOException {
    temporary = Files.createDirectory(directory.resolve("temporary files"));
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    int files = 0;
    while (example.find()) {
      Path file = directory.resolve("my config").resolve(example.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, example.group(2));
      files++;
    }
    assertEquals(3, files);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void a_good_configuration_is_listed_with_nothing_else_on_any_stream(String jdk) throws Exception {
    assertEquals(
        new Result(
            0,
            """
            API local, stage v0
              GET     /v0/postman -> HTTP_PROXY https://postman-echo.com/get

            fine: 1 API, 1 stage, 1 route, 0 warnings
            """,
            ""),
        run(jdk, "check", "my config"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void a_broken_configuration_fails_the_pipeline(String jdk) throws Exception {
    Files.writeString(directory.resolve("my config/routes/ja32tiv.json"), "{\"Target\":7}");
    Result result = run(jdk, "check", "my config");
    assertEquals(1, result.code());
    assertTrue(result.out().startsWith("my config/routes/ja32tiv.json: RouteKey: "), result.out());
    assertTrue(result.out().contains("\nmy config/routes/ja32tiv.json: Target: "), result.out());
    assertTrue(result.out().endsWith("\n2 problems in 1 file\n"), result.out());
    assertEquals("", result.err());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void wrong_usage_is_told_on_standard_error_alone(String jdk) throws Exception {
    Result result = run(jdk, "check", "nowhere");
    assertEquals(2, result.code());
    assertEquals("", result.out());
    assertTrue(result.err().startsWith("gatehouse: there is no directory `nowhere`"), result.err());
    assertEquals(2, run(jdk).code());
  }

  @Test
  void a_route_is_explained_without_any_logging() throws Exception {
    Result result = run(ownJdk(), "route", "my config", "GET", "/v0/postman?a=b");
    assertEquals(0, result.code(), result.err());
    assertEquals("", result.err());
    assertTrue(
        result.out().contains("would send   GET https://postman-echo.com/get?a=b\n"), result.out());
  }

  @Test
  void a_deployment_is_written_and_served_by_its_stage() throws Exception {
    Result result = run(ownJdk(), "deploy", "my config", "--stage", "v0");
    assertEquals(0, result.code(), result.err() + result.out());
    String id = result.out().strip();
    assertTrue(id.matches("[a-z0-9]{6}"), id);
    assertTrue(Files.exists(directory.resolve("my config/deployments/" + id + ".json")));
    assertTrue(
        run(ownJdk(), "check", "my config").out().contains("stage v0, deployment " + id + "\n"));
  }

  @Test
  void the_version_is_that_of_the_war() throws Exception {
    Result result = run(ownJdk(), "--version");
    assertTrue(result.out().matches("gatehouse [0-9]+\\.[0-9]+\\.[0-9]+.*\n"), result.out());
  }

  @Test
  void a_terminal_without_utf_8_gets_ascii() throws Exception {
    Files.writeString(
        directory.resolve("my config/integrations/pa09itl.json"),
        "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"https://a.example/?key=k\"}");
    Result result = run(ownJdk(), "check", "my config");
    assertTrue(result.out().contains("-> HTTP_PROXY https://a.example/?...\n"), result.out());
  }

  private static String ownJdk() {
    return System.getProperty("java.home");
  }

  /** Runs the WAR in the C locale; it must leave nothing behind. */
  private Result run(String jdk, String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(jdk, "bin/java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                ServerBuilder.gatehouseWar().toString()));
    command.addAll(Arrays.asList(words));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("LC_.*|LANG|J.*_OPTIONS"));
    builder.environment().putAll(Map.of("LC_ALL", "C"));
    int code = builder.start().waitFor();
    assertArrayEquals(new String[0], temporary.toFile().list());
    return new Result(
        code,
        Files.readString(out, StandardCharsets.US_ASCII),
        Files.readString(err, StandardCharsets.US_ASCII));
  }

  private record Result(int code, String out, String err) {}
}
