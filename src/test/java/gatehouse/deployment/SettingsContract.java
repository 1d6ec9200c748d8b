package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a deployment finds its settings and its configuration, and what it does without. */
abstract class SettingsContract {

  static final Path WAR = ServerBuilder.gatehouseWar();

  @TempDir private Path directory;

  private final RawUpstream upstream =
      RawUpstream.start().answer(request -> Answers.ok(request.target()));

  abstract ServerBuilder server();

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void a_context_parameter_beats_the_system_property_which_beats_the_environment() {
    try (ServerProcess server =
        server()
            .environment("GATEHOUSE_CONFIG", configuration("environment"))
            .jvm("-Dgatehouse.config=" + configuration("property"))
            .deploy("/", WAR)
            .deploy("/one", WAR, Map.of("gatehouse.config", configuration("one")))
            .deploy("/two", WAR, Map.of("gatehouse.config", configuration("two")))
            .start()) {
      assertEquals("200 /property", Awaited.get(server, "/who"));
      assertEquals("200 /one", Awaited.get(server, "/one/who"));
      assertEquals("200 /two", Awaited.get(server, "/two/who"));
      assertTrue(server.log().contains("configuration of /two: " + directory.resolve("two")));
    }
  }

  @Test
  void the_environment_beats_the_default() {
    try (ServerProcess server =
        server()
            .environment("GATEHOUSE_CONFIG", configuration("environment"))
            .deploy("/", WAR)
            .start()) {
      assertEquals("200 /environment", Awaited.get(server, "/who"));
    }
  }

  @Test
  void what_is_missing_or_wrong_is_told_and_may_come_later() throws IOException {
    try (ServerProcess server = server().start()) {
      a_setting_that_makes_no_sense_fails_the_deployment_and_starts_nothing(server);
      nothing_configured_means_404_until_the_default_directory_appears(server);
      all_mistakes_are_told_at_once_and_mean_404_until_they_are_corrected(server);
    }
  }

  private void a_setting_that_makes_no_sense_fails_the_deployment_and_starts_nothing(
      ServerProcess server) {
    server.tryToDeploy("/failing", WAR, Map.of("gatehouse.trustedProxies", "foo"));
    server.awaitLog("IllegalArgumentException: setting gatehouse.trustedProxies: .*`foo`");
    server.awaitLog(failed());
    assertFalse(server.jcmd("Thread.print").contains("\"gatehouse-"));
    assertTrue(Awaited.get(server, "/failing/who").matches("(?s)(404|503) .*"));
  }

  /** What the server itself says about a deployment that does not start. */
  abstract String failed();

  private void nothing_configured_means_404_until_the_default_directory_appears(
      ServerProcess server) throws IOException {
    Path usual = server.base().toRealPath().resolve("gatehouse");
    server.deploy("/", WAR, Map.of());
    Awaited.answer(server, "/who", Awaited.NOT_FOUND);
    String log = server.log();
    assertTrue(log.contains("configuration of /: " + usual + " (the default"), log);
    assertTrue(log.contains("the configuration in " + usual + " does not exist"), log);
    Files.move(Path.of(configuration("default")), usual);
    Awaited.answer(server, "/who", "200 /default");
  }

  private void all_mistakes_are_told_at_once_and_mean_404_until_they_are_corrected(
      ServerProcess server) {
    ConfigurationFolder folder = new ConfigurationFolder(directory.resolve("mistaken"));
    folder.swap(
        api("mistaken")
            .file("stages/b.json", "{\"Name\":\"no stage\"}")
            .file("routes/c.json", "{\"RouteKey\":\"GETT /c\"}")
            .file("routes/d.json", "{\"RouteKey\":\"GET /d\",\"Target\":\"integrations/none\"}")
            .file("integrations/e.json", "{\"IntegrationType\":\"HTTP_PROXY\"}")
            .file("integrations/f.json", "{"));
    server.deploy("/mistaken", WAR, Map.of("gatehouse.config", folder.toString()));
    Awaited.answer(server, "/mistaken/who", Awaited.NOT_FOUND);
    List<String> log = server.log().lines().toList();
    List<String> refusals = log.stream().filter(line -> line.contains("is refused")).toList();
    assertEquals(1, refusals.size(), server.log());
    int first = log.indexOf(refusals.get(0)) + 1;
    assertEquals(
        List.of(
            "integrations/e.json",
            "integrations/f.json",
            "routes/c.json",
            "routes/d.json",
            "stages/b.json"),
        log.subList(first, first + 5).stream().map(line -> line.split(":", 2)[0]).toList());
    folder.swap(api("corrected"));
    Awaited.answer(server, "/mistaken/who", "200 /corrected");
  }

  /** Writes a configuration by which {@code GET /who} answers with this name; gives its path. */
  String configuration(String name) {
    return new ConfigurationFolder(directory.resolve(name)).write(api(name)).toString();
  }

  private Api api(String name) {
    return new Api()
        .stage("default", "$default")
        .route("who", "GET /who", upstream.url() + "/" + name);
  }
}
