package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import gatehouse.config.Cors;
import gatehouse.config.RouteKey;
import gatehouse.cors.CorsStep;
import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.http.TrustedProxies;
import gatehouse.integration.Integrator;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.Endpoint;
import gatehouse.routing.EndpointTable;
import gatehouse.routing.RouteTable;
import gatehouse.routing.StageTable;
import gatehouse.size.Quotas;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.LogCapture;
import gatehouse.throttle.Throttle;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That CORS reaches every answer of a stage, whoever gives it. */
class GatewayCorsTest {

  private static final String A = "https://a.test";
  private static final Integrator FINE =
      (exchange, changes) ->
          CompletableFuture.completedStage(new Response(200, Headers.EMPTY, Body.EMPTY));

  @Test
  void what_is_throttled_has_the_fields() {
    assertAllowed(429, handle("GET", () -> false, FINE));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 413, 500, 503})
  void what_a_step_refuses_has_the_fields(int status) {
    Refusal refusal = new Refusal(status, "No");
    assertAllowed(
        status,
        handle(
            "GET", Throttle.NONE, (exchange, changes) -> CompletableFuture.failedStage(refusal)));
  }

  @Test
  void what_fails_unexpectedly_has_the_fields() {
    Integrator failing =
        (exchange, changes) -> {
          throw new IllegalStateException("as the test wants");
        };
    try (LogCapture log = new LogCapture()) {
      assertAllowed(500, handle("GET", Throttle.NONE, failing));
      assertEquals(1, log.lines().size());
    }
  }

  @Test
  void a_preflight_that_a_route_takes_is_refused_by_the_route_s_steps() {
    Response response = handle("OPTIONS", () -> false, FINE);
    assertAllowed(429, response);
    assertEquals("PUT", response.headers().first("Access-Control-Allow-Methods"));
  }

  @Test
  void a_preflight_that_no_route_takes_is_not_throttled() {
    Response response = handle("OPTIONS", "/v0/dogs", () -> false, FINE);
    assertAllowed(204, response);
  }

  @Test
  void what_belongs_to_no_stage_has_no_fields() {
    Response response = handle("GET", "/v1/pets", Throttle.NONE, FINE);
    assertEquals(404, response.status());
    assertNull(response.headers().first("Access-Control-Allow-Origin"));
  }

  private static void assertAllowed(int status, Response response) {
    assertEquals(status, response.status());
    assertEquals(List.of(A), response.headers().all("Access-Control-Allow-Origin"));
    assertEquals(List.of("Origin"), response.headers().all("Vary"));
  }

  private static Response handle(String method, Throttle throttle, Integrator integrator) {
    return handle(method, "/v0/pets", throttle, integrator);
  }

  private static Response handle(
      String method, String path, Throttle throttle, Integrator integrator) {
    RouteKey key = RouteKey.parse("ANY /pets");
    MatchedRoute match = new MatchedRoute("ANY /pets", List.of(), (name, value) -> null);
    Cors cors = new Cors(List.of(A), List.of("PUT"), List.of(), List.of(), false, null);
    StagePlan stage =
        new StagePlan(
            new ApiStage("000000000000", "a1b2c3", "v0", Map.of()),
            RouteTable.compile(
                Map.of(key, new RoutePlan(match, null, throttle, null, integrator, null))),
            CorsStep.of(cors),
            ExchangeListener.NONE);
    Plan plan =
        new Plan(
            new EndpointTable<>(
                new Endpoint<>(new StageTable<>(Map.of("v0", stage), ""), false),
                Map.of(),
                Map.of(),
                Map.of()),
            new PlanNotes());
    Gateway gateway =
        new Gateway(
            () -> plan,
            new RequestIds(InstantSource.system()),
            Ticker.SYSTEM,
            TrustedProxies.NONE,
            8192,
            Quotas.NONE);
    Request request =
        Exchanges.request(
            method,
            path,
            null,
            Headers.of("Origin", A, "Access-Control-Request-Method", "PUT"),
            Body.EMPTY);
    return gateway.handle(request).toCompletableFuture().join();
  }
}
