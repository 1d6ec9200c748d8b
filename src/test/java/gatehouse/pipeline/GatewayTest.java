package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.RouteKey;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.integration.Integrator;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.RouteTable;
import gatehouse.routing.StageTable;
import gatehouse.testkit.LogCapture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GatewayTest {

  private static final Response FINE =
      new Response(200, Headers.of("X-Up", "1", "x-up", "2"), Body.of(new byte[] {'a'}));

  private final AtomicReference<Plan> plan = new AtomicReference<>(Plan.EMPTY);
  private final Gateway gateway = new Gateway(plan::get, new RequestIds(InstantSource.system()));
  private final List<Exchange> seen = new ArrayList<>();

  @Test
  void a_response_goes_back_with_a_request_id() {
    serve(exchange -> CompletableFuture.completedStage(FINE));

    Response response = handle("GET", "/v0/pets/7");

    assertEquals(200, response.status());
    assertSame(FINE.body(), response.body());
    String id = response.headers().first("apigw-requestid");
    assertTrue(id.matches("[\\w-]{15}="), id);
    assertEquals(Headers.of("X-Up", "1", "x-up", "2", "Apigw-Requestid", id), response.headers());
  }

  @Test
  void an_integrator_gets_the_path_without_the_stage_and_the_same_id() {
    serve(
        exchange -> {
          seen.add(exchange);
          return CompletableFuture.completedStage(FINE);
        });

    Response response = handle("GET", "/v0/pets/7");

    assertEquals("/pets/7", seen.get(0).path().decoded());
    assertEquals("/v0/pets/7", seen.get(0).request().path().decoded());
    assertEquals(response.headers().first("Apigw-Requestid"), seen.get(0).requestId());
  }

  @Test
  void without_a_stage_or_a_route_the_answer_is_404() {
    assertAnswer(404, "{\"message\":\"Not Found\"}", handle("GET", "/v0/pets/7"));
    serve(exchange -> CompletableFuture.completedStage(FINE));
    assertAnswer(404, "{\"message\":\"Not Found\"}", handle("GET", "/v1/pets/7"));
    assertAnswer(404, "{\"message\":\"Not Found\"}", handle("GET", "/v0/other"));
    assertAnswer(404, "{\"message\":\"Not Found\"}", handle("POST", "/v0/pets/7"));
  }

  @Test
  void what_could_not_be_read_is_answered_too() {
    Response response = gateway.refuse(Refusal.badRequest());

    assertAnswer(400, "{\"message\":\"Bad Request\"}", response);
  }

  @Test
  void refusals_of_integrators_are_answers() {
    serve(exchange -> CompletableFuture.failedStage(Refusal.serviceUnavailable()));
    assertAnswer(503, "{\"message\":\"Service Unavailable\"}", handle("GET", "/v0/pets/7"));

    serve(Integrator.misconfigured());
    assertAnswer(500, "{\"message\":\"Internal Server Error\"}", handle("GET", "/v0/pets/7"));

    serve(
        exchange -> {
          throw Refusal.badRequest();
        });
    assertAnswer(400, "{\"message\":\"Bad Request\"}", handle("GET", "/v0/pets/7"));

    serve(
        exchange ->
            CompletableFuture.supplyAsync(
                () -> {
                  throw Refusal.notFound();
                }));
    assertAnswer(404, "{\"message\":\"Not Found\"}", handle("GET", "/v0/pets/7"));
  }

  @Test
  void what_goes_wrong_unexpectedly_is_500_and_logged_and_no_cause_is_shown() {
    IllegalStateException cause = new IllegalStateException("secret cause");
    List<Integrator> failing =
        List.of(
            exchange -> CompletableFuture.failedStage(cause),
            exchange -> CompletableFuture.failedStage(new CompletionException(cause)),
            exchange -> CompletableFuture.failedStage(new AssertionError("secret cause")),
            exchange -> {
              throw cause;
            },
            exchange -> {
              throw new StackOverflowError("secret cause");
            });
    for (Integrator integrator : failing) {
      serve(integrator);
      try (LogCapture log = new LogCapture()) {
        Response response = handle("GET", "/v0/pets/7");

        assertAnswer(500, "{\"message\":\"Internal Server Error\"}", response);
        assertEquals(
            List.of(
                "SEVERE request "
                    + response.headers().first("Apigw-Requestid")
                    + " failed unexpectedly"),
            log.lines());
      }
    }
  }

  @Test
  void refusals_are_not_logged_as_errors() {
    serve(Integrator.misconfigured());
    try (LogCapture log = new LogCapture()) {
      handle("GET", "/v0/pets/7");

      assertEquals(List.of(), log.lines());
    }
  }

  @Test
  void a_request_keeps_the_plan_that_it_began_with() {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    serve(exchange -> answer);
    CompletableFuture<Response> response =
        gateway.handle(request("GET", "/v0/pets/7")).toCompletableFuture();
    plan.set(Plan.EMPTY);
    assertFalse(response.isDone());

    answer.complete(FINE);

    assertEquals(200, response.join().status());
    assertEquals(404, handle("GET", "/v0/pets/7").status());
  }

  private void serve(Integrator integrator) {
    RouteKey key = RouteKey.parse("GET /pets/{id}");
    RouteTable<RoutePlan> routes = RouteTable.compile(Map.of(key, new RoutePlan(key, integrator)));
    plan.set(
        new Plan(
            new StageTable<>(Map.of("v0", new StagePlan("v0", routes)), ""), List.of(), List.of()));
  }

  private Response handle(String method, String path) {
    CompletableFuture<Response> response =
        gateway.handle(request(method, path)).toCompletableFuture();
    return response.join();
  }

  private static Request request(String method, String path) {
    return new Request(
        method,
        "HTTP/1.1",
        RequestPath.parse(path),
        null,
        Headers.EMPTY,
        Body.EMPTY,
        new Request.Connection("http", "127.0.0.1", "127.0.0.1"),
        new Cancellation());
  }

  private static void assertAnswer(int status, String body, Response response) {
    assertEquals(status, response.status());
    assertEquals(body, text(response.body()));
    assertEquals(body.length(), response.body().length());
    assertEquals("application/json", response.headers().first("Content-Type"));
    assertEquals(2, response.headers().size());
    assertTrue(response.headers().contains("Apigw-Requestid"));
  }

  private static String text(Body body) {
    StringBuilder text = new StringBuilder();
    body.publisher()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(ByteBuffer buffer) {
                text.append(StandardCharsets.UTF_8.decode(buffer));
              }

              @Override
              public void onError(Throwable cause) {
                throw new AssertionError(cause);
              }

              @Override
              public void onComplete() {}
            });
    return text.toString();
  }
}
