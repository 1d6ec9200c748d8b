package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * One WAR, many contexts: which stage a request is for. The upstream tells what it was asked for,
 * and that begins with the stage's id.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ContextContract {

  private final RawUpstream upstream =
      RawUpstream.start().answer(request -> Answers.ok(request.target()));
  private ServerProcess server;

  abstract ServerBuilder server();

  /** Three as operators drop them; the other two say more than a file's name can. */
  @BeforeAll
  void start(@TempDir Path directory) {
    Path war = ServerBuilder.gatehouseWar();
    Path named = directory.resolve("named");
    Path otherwise = directory.resolve("otherwise");
    new ConfigurationFolder(named).write(routes().stage("v0").stage("x"));
    new ConfigurationFolder(otherwise).write(routes().stage("v0").stage("default", "$default"));
    server =
        server()
            .jvm("-Dgatehouse.config=" + named)
            .drop("/", war)
            .drop("/v0", war)
            .drop("/gw", war)
            .deploy("/x/v0", war)
            .deploy("/y", war, Map.of("gatehouse.config", otherwise.toString()))
            .start();
  }

  private Api routes() {
    String base = upstream.url() + "/${stageVariables.here}";
    return new Api()
        .route("root", "GET /", base + "/root")
        .route("rest", "GET /{proxy+}", base + "/{proxy}");
  }

  @AfterAll
  void stop() {
    server.close();
    upstream.close();
  }

  @Test
  void at_the_root_the_first_segment_is_the_stage() {
    answers("200 /x/a/b", "/x/a/b");
    answers("200 /x/root", "/x", "/x/");
    answers("200 /x/v0x/a", "/x/v0x/a");
    answers(Awaited.NOT_FOUND, "/", "/a", "/xx/a", "/X/a", "/$default/a");
  }

  @Test
  void a_context_named_after_a_stage_is_that_stage() {
    answers("200 /v0/root", "/v0", "/v0/");
    answers("200 /v0/root?q=1", "/v0?q=1", "/v0/?q=1");
    answers("200 /v0/a", "/v0/a");
    answers("200 /v0/x/a", "/v0/x/a");
    answers("200 /v0/v0/a", "/v0/v0/a");
  }

  @Test
  void the_last_segment_of_a_deep_context_counts() {
    answers("200 /v0/root", "/x/v0", "/x/v0/");
    answers("200 /v0/a/b", "/x/v0/a/b");
  }

  @Test
  void below_any_other_context_the_first_segment_is_the_stage() {
    answers("200 /v0/root", "/gw/v0", "/gw/v0/");
    answers("200 /v0/a", "/gw/v0/a");
    answers("200 /x/v0/a", "/gw/x/v0/a");
    answers(Awaited.NOT_FOUND, "/gw", "/gw/", "/gw/a", "/gw/gw/v0/a");
  }

  @Test
  void what_names_no_stage_is_for_the_default_stage() {
    answers("200 /default/root", "/y", "/y/");
    answers("200 /default/a/b", "/y/a/b");
    answers("200 /default/x/a", "/y/x/a");
    answers("200 /default/$default/a", "/y/$default/a");
    answers("200 /v0/a", "/y/v0/a");
    answers("200 /v0/root", "/y/v0");
  }

  @Test
  void a_context_in_disguise_is_the_right_stage_or_none() {
    for (String target : List.of("/%76%30/a", "/v0;a=b/a", "//v0/a", "/v0%2Fa", "/gw/%76%30/a")) {
      reaches("/v0/a", target);
    }
    reaches("/v0/a", "/x/%76%30/a");
    reaches("/v0/a", "//x//v0/a");
    reaches("/default/a", "/%79/a");
    reaches("/x/a", "/%78/a");
  }

  @Test
  void dot_segments_are_refused_wherever_the_context_is() {
    for (String target :
        List.of(
            "/gw/../v0/a",
            "/./v0/a",
            "/v0/../x/a",
            "/v0/./a",
            "/v0/..",
            "/v0/.",
            "/x/v0/../a",
            "/x/v0/%2e%2e/a",
            "/v0/.%2e/x/a",
            "/v0/%2E/a",
            "/v0/..;/x/a",
            "/v0/..;a=b/x/a",
            "/v0;/../x/a",
            "/v0/..%2Fx/a",
            "/..%2Fv0/a",
            "/gw/..\\v0/a")) {
      assertEquals("400", Awaited.get(server, target).substring(0, 3), target);
    }
  }

  @Test
  void the_launcher_in_the_war_is_no_file_to_download() {
    answers(Awaited.NOT_FOUND, "/gatehouse/launcher/Launcher.class");
    answers(Awaited.NOT_FOUND, "/gw/gatehouse/launcher/Launcher.class");
    answers(
        "200 /default/gatehouse/launcher/Launcher.class", "/y/gatehouse/launcher/Launcher.class");
  }

  private void answers(String expected, String... targets) {
    for (String target : targets) {
      assertEquals(expected, Awaited.get(server, target), target);
    }
  }

  /** Servers read such paths in different ways; none may end at another place. */
  private void reaches(String place, String target) {
    String answer = Awaited.get(server, target);
    boolean refused = answer.startsWith("400 ") || answer.equals(Awaited.NOT_FOUND);
    assertTrue(refused || answer.equals("200 " + place), () -> target + " -> " + answer);
  }
}
