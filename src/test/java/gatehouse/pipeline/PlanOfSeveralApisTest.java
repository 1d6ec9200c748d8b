package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.Plan.StageMatch;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.TestFunctions;
import gatehouse.testkit.TestPools;
import gatehouse.testkit.TestServices;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlanOfSeveralApisTest {

  private static ScheduledThreadPoolExecutor clock;
  private static Upstream upstream;

  private final Map<String, String> files = new LinkedHashMap<>();

  @BeforeAll
  static void start() {
    clock = new ScheduledThreadPoolExecutor(1, new DaemonThreads("gatehouse-test-clock"));
    upstream = new Upstream(UpstreamSettings.DEFAULT, clock);
  }

  @AfterAll
  static void stop() {
    upstream.close();
    clock.shutdownNow();
  }

  @Test
  void a_stage_that_goes_back_does_without_what_only_newer_releases_have() {
    files.put(
        "stages/v0.json",
        "{\"DeploymentId\":\"d1\",\"Routes\":[\"routes/old\",\"routes/new\"],"
            + "\"RouteSettings\":{\"GET /new\":{\"ThrottlingRateLimit\":5}}}");
    files.put(
        "deployments/d1.json",
        "{\"Routes\":{\"old\":{\"RouteKey\":\"GET /old\"}},\"Integrations\":{}}");
    files.put(
        "deployments/d2.json",
        "{\"Routes\":{\"new\":{\"RouteKey\":\"GET /new\"}},\"Integrations\":{}}");
    Plan plan = compile("");

    assertEquals(List.of("GET /old"), plan.routes().stream().map(RouteLine::routeKey).toList());
    assertEquals(
        "stages/v0.json: Routes: `routes/new` is in other releases, but not in"
            + " `deployments/d1.json`, so the stage does without it",
        plan.warnings().get(plan.warnings().size() - 1));
  }

  @Test
  void the_listing_tells_where_every_api_is_called() {
    files.put("stages/v0.json", "{}");
    route("", "GET /plain");
    files.put("apis/shop/stages/default.json", "{}");
    files.put("apis/shop/stages/dev.json", "{}");
    route("apis/shop/", "GET /items/{id}");
    files.put("apis/pets/stages/prod.json", "{}");
    files.put("apis/pets/stages/test.json", "{}");
    files.put("apis/pets/api.json", "{\"DisableExecuteApiEndpoint\":true}");
    route("apis/pets/", "$default");
    files.put(
        "domains/api.example.com.json",
        """
        {"ApiMappings":[{"ApiId":"pets","Stage":"prod","ApiMappingKey":"pets/v1"},
        {"ApiId":"pets","Stage":"prod","ApiMappingKey":"pets/v2"},{"ApiId":"local","Stage":"v0"}]}\
        """);
    String target = " -> HTTP_PROXY http://up.example/";
    assertEquals(
        List.of(
            "GET     /ctx/v0/plain" + target,
            "ANY     api.example.com/ctx/pets/v1 ($default)" + target,
            "ANY     (no domain) ($default)" + target,
            "GET     /ctx/_api/shop/items/{id}" + target,
            "GET     /ctx/_api/shop/dev/items/{id}" + target,
            "ANY     api.example.com/ctx/pets/v1/* -> API pets, stage prod",
            "ANY     api.example.com/ctx/pets/v2/* -> API pets, stage prod",
            "ANY     api.example.com/ctx/* -> API local, stage v0"),
        compile("/ctx").listing().toList());
    assertEquals(List.of(), compile("/ctx").warnings());
  }

  @Test
  void a_request_finds_api_stage_and_base_path() {
    files.put("stages/v0.json", "{}");
    files.put("apis/shop/stages/dev.json", "{}");
    files.put(
        "domains/api.example.com.json",
        "{\"ApiMappings\":[{\"ApiId\":\"shop\",\"Stage\":\"dev\",\"ApiMappingKey\":\"s/1\"}]}");
    Plan plan = compile("");
    assertEquals("local v0 null /a", select(plan, "h", "/v0/a"));
    assertEquals("shop dev null /a", select(plan, "h", "/_api/shop/dev/a"));
    assertEquals("shop dev null /a", select(plan, "shop.execute-api.h", "/dev/a"));
    assertEquals("shop dev s/1 /a", select(plan, "api.example.com", "/s/1/a"));
    assertNull(plan.select(Exchanges.request("GET", "/", null, Headers.EMPTY, Body.EMPTY)));
    assertThrows(Refusal.class, () -> select(plan, "api.example.com", "/v0/a"));
  }

  @Test
  void the_plain_api_is_called_by_the_id_of_its_file_too() {
    files.put("api.json", "{\"ApiId\":\"main\"}");
    files.put("stages/v0.json", "{}");
    assertEquals("main v0 null /a", select(compile("/v0"), "h", "/_api/main/v0/a"));
    assertEquals("main v0 null /_api/local/a", select(compile("/v0"), "h", "/_api/local/a"));
  }

  @Test
  void what_answers_nothing_is_warned_of() {
    files.put("apis/shop/stages/v0.json", "{\"AutoDeploy\":false}");
    files.put("apis/shop/api.json", "{\"DisableExecuteApiEndpoint\":true}");
    files.put("domains/a.b.json", "{}");
    files.put(
        "apis/shop/deployments/d1.json",
        "{\"Routes\":{\"a\":{\"RouteKey\":\"GET /\"}},\"Integrations\":{}}");
    files.put("apis/shop/stages/v1.json", "{\"DeploymentId\":\"d1\"}");
    assertEquals(
        List.of(
            "apis/shop/stages/v0.json: AutoDeploy is false and there is no DeploymentId, so the"
                + " stage answers 404: add one of `deployments/`, or set AutoDeploy to true",
            "apis/shop/deployments/d1.json: Routes.a: `GET /` has no Target and answers 500: add"
                + " one such as `integrations/ID`",
            "apis/shop/api.json: DisableExecuteApiEndpoint is true and no domain maps to the API,"
                + " so it answers nothing but 403: add a file in `domains/`",
            "domains/a.b.json: has no ApiMappings, so the domain answers nothing but 403: add one"),
        compile("").warnings());
  }

  private static String select(Plan plan, String host, String path) {
    StageMatch match =
        plan.select(Exchanges.request("GET", path, null, Headers.of("Host", host), Body.EMPTY));
    return match.stage().stage().apiId()
        + " "
        + match.stage().stage().stageName()
        + " "
        + match.basePath()
        + " "
        + match.path();
  }

  private void route(String prefix, String key) {
    files.put(
        prefix + "routes/r.json", "{\"RouteKey\":\"" + key + "\",\"Target\":\"integrations/up\"}");
    files.put(
        prefix + "integrations/up.json",
        "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"http://up.example/\"}");
  }

  private Plan compile(String contextPath) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new PlanCompiler(
            new Integrators(
                TestPools.of(upstream, clock),
                TestFunctions.of(upstream, clock),
                TestServices.of(upstream, clock),
                () -> "root"),
            contextPath)
        .compile(new ConfigurationJson().read(new ConfigurationFiles(contents, List.of())));
  }
}
