package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.AccessLogSettings;
import gatehouse.config.Configuration;
import gatehouse.config.Integration;
import gatehouse.config.IntegrationType;
import gatehouse.config.LogDestination;
import gatehouse.config.LogFormat;
import gatehouse.config.ParameterMappings;
import gatehouse.config.RegionName;
import gatehouse.config.Route;
import gatehouse.config.RouteKey;
import gatehouse.config.RouteSettings;
import gatehouse.config.Served;
import gatehouse.config.ServiceAction;
import gatehouse.config.ServiceCall;
import gatehouse.config.Stage;
import gatehouse.config.StageSettings;
import gatehouse.config.UriTemplate;
import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestChanges;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.TestFunctions;
import gatehouse.testkit.TestPools;
import gatehouse.testkit.TestServices;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlanCompilerTest {

  private static ScheduledThreadPoolExecutor clock;
  private static Upstream upstream;

  private final Map<String, Stage> stages = new LinkedHashMap<>();
  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final Map<String, Integration> integrations = new LinkedHashMap<>();
  private String contextPath = "";

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
  void nothing_makes_an_empty_plan() {
    Plan plan = compile();

    assertEquals(List.of(), plan.listing().toList());
    assertEquals(List.of(), plan.warnings());
    assertNull(plan.select(request("/")));
  }

  @Test
  void every_route_of_every_stage_is_listed_with_who_answers() {
    stage("$default", null, Map.of());
    stage("v0", List.of("one"), Map.of());
    route("one", "GET /pets/{id}", "up");
    route("two", "ANY /", "up");
    route("three", "$default", null);
    integration("up", "https://up.example/base/{id}?key=secret");

    assertEquals(
        List.of(
            "GET     /pets/{id} -> HTTP_PROXY https://up.example/base/{id}?…",
            "ANY     / -> HTTP_PROXY https://up.example/base/{id}?…",
            "ANY      ($default) -> 500, no Target",
            "GET     /v0/pets/{id} -> HTTP_PROXY https://up.example/base/{id}?…"),
        compile().listing().toList());
  }

  @Test
  void the_listing_starts_with_the_context() {
    contextPath = "/api/v0";
    stage("v0", null, Map.of());
    stage("v1", null, Map.of());
    route("one", "GET /pets", "up");
    integration("up", "http://up.example:8080/");

    assertEquals(
        List.of(
            "GET     /api/v0/pets -> HTTP_PROXY http://up.example:8080/",
            "GET     /api/v0/v1/pets -> HTTP_PROXY http://up.example:8080/"),
        compile().listing().toList());
  }

  @Test
  void a_stage_without_a_list_of_routes_serves_all_and_one_with_a_list_only_those() {
    stage("all", null, Map.of());
    stage("some", List.of("one"), Map.of());
    stage("none", List.of(), Map.of());
    route("one", "GET /one", "up");
    route("two", "GET /two", "up");
    integration("up", "http://up.example/");
    Plan plan = compile();

    assertNotNull(find(plan, "/all/two"));
    assertNotNull(find(plan, "/some/one"));
    assertNull(find(plan, "/some/two"));
    assertNull(find(plan, "/none/one"));
  }

  @Test
  void a_route_without_a_target_is_warned_of_and_answers_500() {
    stage("$default", null, Map.of());
    route("one", "GET /one", null);
    Plan plan = compile();

    assertEquals(
        List.of(
            "routes/one.json: `GET /one` has no Target and answers 500: add one such as"
                + " `integrations/ID`"),
        plan.warnings());
    assertEquals(500, refusalOf(find(plan, "/one")).status());
  }

  @Test
  void a_stage_variable_that_a_stage_lacks_is_warned_of_and_answers_500_in_that_stage_only() {
    stage("v0", null, Map.of("host", "secret.example"));
    stage("v1", null, Map.of());
    route("one", "GET /one", "up");
    integration("up", "http://${stageVariables.host}/");
    Plan plan = compile();

    assertEquals(1, plan.warnings().size());
    String warning = plan.warnings().get(0);
    assertEquals("integrations/up.json: IntegrationUri ", warning.substring(0, 37));
    assertEquals(
        "; in stage v1, `GET /one` answers 500 until then",
        warning.substring(warning.lastIndexOf("; in stage")));
    assertEquals(500, refusalOf(find(plan, "/v1/one")).status());
    assertEquals(
        List.of(
            "GET     /v0/one -> HTTP_PROXY http://${stageVariables.host}/",
            "GET     /v1/one -> HTTP_PROXY http://${stageVariables.host}/ (500: see the warning)"),
        plan.listing().toList());
  }

  @Test
  void unknown_variables_of_an_access_log_are_warned_of() {
    stages.put(
        "one",
        new Stage(
            "one",
            "v0",
            Served.Live.ALL,
            Map.of(),
            new StageSettings(
                RouteSettings.NONE,
                Map.of(),
                new AccessLogSettings(
                    LogDestination.parse("stdout"),
                    LogFormat.parse("$context.requestId $context.statsu")))));

    assertEquals(
        List.of(
            "stages/one.json: AccessLogSettings.Format: `$context.statsu` is unknown and logged as"
                + " `-`: did you mean `$context.status`?"),
        compile().warnings());
  }

  @Test
  void a_service_is_listed_with_its_region_and_warned_of_when_a_stage_lacks_it() {
    stage("v0", null, Map.of("region", "eu-west-1"));
    stage("v1", null, Map.of());
    route("one", "GET /one", "queue");
    integrations.put(
        "queue",
        new Integration(
            "queue",
            IntegrationType.AWS_PROXY,
            null,
            null,
            30_000,
            ParameterMappings.NONE,
            null,
            null,
            new ServiceCall(
                ServiceAction.SQS_PURGE_QUEUE,
                Map.of(),
                RegionName.parse("$stageVariables.region"),
                "arn:aws:iam::123456789012:role/x")));

    Plan plan = compile();

    assertEquals(
        List.of(
            "integrations/queue.json: CredentialsArn: is not assumed: the service is asked with the gateway's own credentials",
            "integrations/queue.json: Region uses the stage variable `region`, which is not defined: add it to `StageVariables`; in stage v1, `GET /one` answers 500 until then"),
        plan.warnings());
    assertEquals(
        List.of(
            "GET     /v0/one -> AWS_PROXY SQS-PurgeQueue in ${stageVariables.region}",
            "GET     /v1/one -> AWS_PROXY SQS-PurgeQueue in ${stageVariables.region} (500: see the warning)"),
        plan.listing().toList());
    assertEquals(500, refusalOf(find(plan, "/v1/one")).status());
  }

  private static RoutePlan find(Plan plan, String rawPath) {
    var selection = plan.select(request(rawPath));
    return selection.stage().routes().find("GET", selection.path().decoded());
  }

  private static Request request(String rawPath) {
    return Exchanges.request("GET", rawPath, null, Headers.EMPTY, Body.EMPTY);
  }

  private static Refusal refusalOf(RoutePlan route) {
    var answer =
        route
            .integrator()
            .answer(Exchanges.get("/one", null), RequestChanges.NONE)
            .toCompletableFuture();
    return (Refusal) assertThrows(CompletionException.class, answer::join).getCause();
  }

  private Plan compile() {
    Integrators integrators =
        new Integrators(
            TestPools.of(upstream, clock),
            TestFunctions.of(upstream, clock),
            TestServices.of(upstream, clock),
            () -> "root");
    return new PlanCompiler(integrators, contextPath)
        .compile(new Configuration(stages, routes, integrations));
  }

  private void stage(String name, List<String> routeIds, Map<String, String> variables) {
    stages.put(
        "stage-" + name,
        new Stage("stage-" + name, name, new Served.Live(routeIds), variables, StageSettings.NONE));
  }

  private void route(String id, String key, String integrationId) {
    routes.put(id, new Route(id, RouteKey.parse(key), integrationId));
  }

  private void integration(String id, String uri) {
    integrations.put(
        id, new Integration(id, IntegrationType.HTTP_PROXY, UriTemplate.parse(uri), null, 30_000));
  }
}
