package gatehouse.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.DomainName;
import gatehouse.config.Problem;
import gatehouse.http.Response;
import gatehouse.registry.Loaded;
import gatehouse.registry.RegistryState;
import gatehouse.testkit.LogCapture;
import gatehouse.testkit.WholeBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final LogCapture log = new LogCapture();
  private RegistryState state = RegistryState.INITIAL;
  private final Readiness readiness = new Readiness(() -> state);
  private final Management management =
      new Management(
          new Access(true, null),
          readiness,
          () -> state,
          "/etc/gatehouse",
          accept ->
              new MetricsText.Text("text/" + accept, "some 1\n".getBytes(StandardCharsets.UTF_8)));

  @AfterEach
  void close() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/gatehouse/health",
        "/_gatehouses/health",
        "/x/_gatehouse/health",
        "/_GATEHOUSE/health",
        "/_gatehouse%2dx"
      })
  void other_paths_are_left_to_the_apis(String path) {
    assertNull(management.handle(Requests.local("GET", path, "Host", "localhost")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/_gatehouse",
        "/_gatehouse/",
        "/_gatehouse/healthy",
        "/_gatehouse/health/",
        "/_gatehouse//health",
        "/_gatehouse/health;x",
        "//_gatehouse/health",
        "///_gatehouse/health",
        "/%5fgatehouse/health",
        "/_gatehouse/%68ealth",
        "/_gatehouse%2fhealth",
        "/%2f_gatehouse/health",
        "/_gatehouse;x=1/health"
      })
  void no_other_way_to_write_it_opens_anything_or_reaches_an_api(String path) throws Exception {
    Response answer = answer("GET", path);

    assertEquals(404, answer.status());
    assertEquals("{\"message\":\"Not Found\"}", text(answer));
    assertProtected(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_gatehouse/health", "//_gatehouse/health", "/_gatehouse/x"})
  void who_may_not_learns_nothing(String path) throws Exception {
    CompletionStage<Response> stage =
        management.handle(Requests.over("10.0.0.7", "10.0.0.1", "GET", path, "Host", "localhost"));

    Response answer = stage.toCompletableFuture().get();
    assertEquals(403, answer.status());
    assertEquals(
        "{\"message\":\"Forbidden: the connection does not come from this machine\"}",
        text(answer));
    assertProtected(answer);
  }

  @Test
  void health_is_that_the_process_serves() throws Exception {
    Response answer = answer("GET", "/_gatehouse/health");

    assertEquals(200, answer.status());
    assertEquals("{\"status\":\"serving\"}", text(answer));
    assertProtected(answer);
    assertEquals(200, answer("HEAD", "/_gatehouse/health").status());
  }

  @Test
  void readiness_waits_for_a_configuration() throws Exception {
    assertNotReady("no configuration has been read successfully");
    state = state(List.of());
    assertReady();
    state = state(List.of(new Problem("routes/a.json", null, "is wrong")));
    assertReady();
  }

  @Test
  void draining_ends_readiness_until_it_is_taken_back() throws Exception {
    state = state(List.of());
    assertEquals("{\"draining\":false}", text(answer("GET", "/_gatehouse/drain")));
    assertEquals("{\"draining\":true}", text(answer("POST", "/_gatehouse/drain")));
    assertEquals("{\"draining\":true}", text(answer("POST", "/_gatehouse/drain")));
    assertNotReady("draining");
    assertEquals(200, answer("GET", "/_gatehouse/health").status());
    assertEquals("{\"draining\":true}", text(answer("GET", "/_gatehouse/drain")));
    assertEquals("{\"draining\":false}", text(answer("DELETE", "/_gatehouse/drain")));
    assertReady();
  }

  @Test
  void stopping_ends_readiness() throws Exception {
    state = state(List.of());
    readiness.stop();

    assertNotReady("stopping");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, health, 'GET, HEAD'",
    "DELETE, ready, 'GET, HEAD'",
    "PUT, drain, 'DELETE, GET, POST, HEAD'",
    "OPTIONS, metrics, 'GET, HEAD'",
    "get, configuration, 'GET, HEAD'"
  })
  void a_wrong_method_is_told_the_right_ones(String method, String name, String allow)
      throws Exception {
    Response answer = answer(method, "/_gatehouse/" + name);

    assertEquals(405, answer.status());
    assertEquals(allow, answer.headers().first("Allow"));
    assertEquals("{\"message\":\"Method Not Allowed\"}", text(answer));
    assertProtected(answer);
  }

  @Test
  void metrics_come_in_the_format_that_was_asked_for() throws Exception {
    Response answer =
        management
            .handle(
                Requests.local("GET", "/_gatehouse/metrics", "Host", "localhost", "Accept", "fine"))
            .toCompletableFuture()
            .get();

    assertEquals("some 1\n", text(answer));
    assertEquals(List.of("text/fine"), answer.headers().all("Content-Type"));
    assertProtected(answer);
  }

  @Test
  void what_fails_is_logged_and_not_told() throws Exception {
    Management failing =
        new Management(
            new Access(true, null),
            readiness,
            () -> state,
            "x",
            accept -> {
              throw new IllegalStateException("the cause");
            });

    Response answer =
        failing
            .handle(Requests.local("GET", "/_gatehouse/metrics", "Host", "localhost"))
            .toCompletableFuture()
            .get();

    assertEquals(500, answer.status());
    assertEquals("{\"message\":\"Internal Server Error\"}", text(answer));
    assertTrue(log.lines().toString().contains("failed unexpectedly"));
  }

  @Test
  void the_configuration_is_told_without_its_secrets() throws Exception {
    Configuration configuration =
        read(
            Map.of(
                "stages/v0.json",
                "{\"StageVariables\":{\"key\":\"hidden1\"}}",
                "routes/r.json",
                "{\"RouteKey\":\"GET /pets/{id}\",\"Target\":\"integrations/i\"}",
                "integrations/i.json",
                "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":"
                    + "\"http://pets.example/{id}?key=hidden2\"}"));
    Problem problem = new Problem("routes/a.json", "RouteKey", "is wrong");
    state =
        new RegistryState(
            2,
            NOW,
            List.of(problem),
            new Loaded(configuration, "abc"),
            new RegistryState.Tally(
                2, 1, new RegistryState.Failure(NOW.plusSeconds(1), List.of(problem))));

    String text = text(answer("GET", "/_gatehouse/configuration"));

    assertEquals(
        "{\"source\":\"/etc/gatehouse\",\"version\":\"abc\",\"generation\":2,"
            + "\"loadedAt\":\"2026-01-01T00:00:00Z\",\"current\":false,"
            + "\"lastFailure\":{\"at\":\"2026-01-01T00:00:01Z\",\"problems\":[{"
            + "\"file\":\"routes/a.json\",\"property\":\"RouteKey\",\"message\":\"is wrong\"}]},"
            + "\"apis\":[{\"ApiId\":\"local\",\"Name\":null,"
            + "\"Stages\":[{\"StageName\":\"v0\",\"StageVariables\":[\"key\"],"
            + "\"Routes\":[{\"RouteId\":\"r\",\"RouteKey\":\"GET /pets/{id}\","
            + "\"Target\":\"integrations/i\"}],"
            + "\"Integrations\":[{\"IntegrationId\":\"i\",\"IntegrationType\":\"HTTP_PROXY\","
            + "\"IntegrationMethod\":null,\"IntegrationUri\":\"http://pets.example/{id}?…\","
            + "\"TimeoutInMillis\":30000}]}]}],\"domainNames\":[],\"connections\":[]}",
        text);
    assertFalse(text.contains("hidden"), text);
  }

  @Test
  void what_a_deployment_serves_and_whom_connections_call_is_told() throws Exception {
    Configuration configuration =
        read(
            Map.of(
                "stages/v0.json",
                "{\"DeploymentId\":\"d1\"}",
                "routes/newer.json",
                "{\"RouteKey\":\"GET /newer\"}",
                "deployments/d1.json",
                "{\"Routes\":{\"r\":{\"RouteKey\":\"GET /old\",\"Target\":\"integrations/i\"}},"
                    + "\"Integrations\":{\"i\":{\"IntegrationType\":\"HTTP_PROXY\","
                    + "\"ConnectionType\":\"VPC_LINK\",\"ConnectionId\":\"c\"}}}",
                "connections/c.json",
                "{\"Targets\":[{\"Host\":\"h\",\"Port\":80,\"Weight\":3}]}"));
    state =
        new RegistryState(
            1,
            NOW,
            List.of(),
            new Loaded(configuration, "abc"),
            new RegistryState.Tally(1, 0, null));

    String text = text(answer("GET", "/_gatehouse/configuration"));

    assertEquals(
        "\"apis\":[{\"ApiId\":\"local\",\"Name\":null,"
            + "\"Stages\":[{\"StageName\":\"v0\",\"DeploymentId\":\"d1\",\"StageVariables\":[],"
            + "\"Routes\":[{\"RouteId\":\"r\",\"RouteKey\":\"GET /old\","
            + "\"Target\":\"integrations/i\"}],"
            + "\"Integrations\":[{\"IntegrationId\":\"i\",\"IntegrationType\":\"HTTP_PROXY\","
            + "\"IntegrationMethod\":null,\"ConnectionType\":\"VPC_LINK\",\"ConnectionId\":\"c\","
            + "\"TimeoutInMillis\":30000}]}]}],\"domainNames\":[],\"connections\":[{"
            + "\"ConnectionId\":\"c\",\"Targets\":[{\"Host\":\"h\",\"Port\":80,\"Weight\":3}]}]}",
        text.substring(text.indexOf("\"apis\"")));
  }

  @Test
  void before_there_is_a_configuration_its_report_is_empty() throws Exception {
    assertEquals(
        "{\"source\":\"/etc/gatehouse\",\"version\":null,\"generation\":0,\"loadedAt\":null,"
            + "\"current\":false,\"lastFailure\":null,\"apis\":[],\"domainNames\":[],\"connections\":[]}",
        text(answer("GET", "/_gatehouse/configuration")));
  }

  @Test
  void what_it_hides_is_told() {
    assertEquals(
        List.of(
            "stage `_gatehouse` is hidden by the management address: rename it, or unset"
                + " `gatehouse.management`"),
        Management.hidden(read(Map.of("stages/_gatehouse.json", "{}", "stages/v0.json", "{}"))));
    DomainName domain =
        new DomainName(
            "pets.example",
            List.of(
                new DomainName.ApiMapping("_gatehouse/v1", "a", "v0"),
                new DomainName.ApiMapping("_gatehouses", "a", "v0")));
    assertEquals(
        List.of(
            "the mapping `_gatehouse/v1` of pets.example is hidden by the management address:"
                + " rename it, or unset `gatehouse.management`"),
        Management.hidden(
            new Configuration(null, Map.of(), Map.of("pets.example", domain), Map.of())));
  }

  private static Configuration read(Map<String, String> files) {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new ConfigurationJson().read(new ConfigurationFiles(contents, List.of()));
  }

  private static RegistryState state(List<Problem> problems) {
    return new RegistryState(
        1,
        NOW,
        problems,
        new Loaded(Configuration.EMPTY, "abc"),
        new RegistryState.Tally(1, 0, null));
  }

  private void assertReady() throws Exception {
    Response answer = answer("GET", "/_gatehouse/ready");
    assertEquals("200 {\"ready\":true}", answer.status() + " " + text(answer));
  }

  private void assertNotReady(String reason) throws Exception {
    Response answer = answer("GET", "/_gatehouse/ready");
    assertEquals(
        "503 {\"ready\":false,\"reason\":\"" + reason + "\"}",
        answer.status() + " " + text(answer));
  }

  private static void assertProtected(Response answer) {
    assertEquals("no-store", answer.headers().first("Cache-Control"));
    assertEquals("nosniff", answer.headers().first("X-Content-Type-Options"));
    assertNotNull(answer.headers().first("Content-Type"));
    assertNull(answer.headers().first("Access-Control-Allow-Origin"));
  }

  private Response answer(String method, String path) throws Exception {
    CompletionStage<Response> answer =
        management.handle(Requests.local(method, path, "Host", "localhost"));
    assertNotNull(answer);
    return answer.toCompletableFuture().get();
  }

  private static String text(Response answer) throws Exception {
    return new String(WholeBody.of(answer.body()).bytes(), StandardCharsets.UTF_8);
  }
}
