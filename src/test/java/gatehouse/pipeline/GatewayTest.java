package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.authorize.AccessCheck;
import gatehouse.config.RouteKey;
import gatehouse.cors.CorsStep;
import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Caller;
import gatehouse.http.Cancellation;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Outcome;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.http.TrustedProxies;
import gatehouse.integration.Integrator;
import gatehouse.mapping.ResponseMapping;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.Endpoint;
import gatehouse.routing.EndpointTable;
import gatehouse.routing.RouteTable;
import gatehouse.routing.StageTable;
import gatehouse.size.Quotas;
import gatehouse.testkit.LogCapture;
import gatehouse.testkit.Pieces;
import gatehouse.testkit.WholeBody;
import gatehouse.throttle.Throttle;
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
  private final Gateway gateway =
      new Gateway(
          plan::get,
          new RequestIds(InstantSource.system()),
          Ticker.SYSTEM,
          TrustedProxies.NONE,
          8_192,
          Quotas.NONE);
  private final List<Exchange> seen = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private AccessCheck access;
  private final ExchangeListener listener =
      new ExchangeListener() {
        @Override
        public void began(Exchange exchange) {
          heard.add("began");
        }

        @Override
        public void ended(Exchange exchange) {
          Outcome outcome = exchange.outcome();
          heard.add(
              "ended %d, %d up, %d bytes out, %d in, %s"
                  .formatted(
                      outcome.status(),
                      outcome.integrationStatus(),
                      outcome.responseBytes(),
                      outcome.requestBytes(),
                      outcome.errorMessage()));
        }
      };

  @Test
  void a_response_goes_back_with_a_request_id() throws Exception {
    serve((exchange, changes) -> CompletableFuture.completedStage(FINE));

    Response response = handle("GET", "/v0/pets/7");

    assertEquals(200, response.status());
    assertArrayEquals(new byte[] {'a'}, WholeBody.of(response.body()).bytes());
    String id = response.headers().first("apigw-requestid");
    assertTrue(id.matches("[\\w-]{15}="), id);
    assertEquals(Headers.of("X-Up", "1", "x-up", "2", "Apigw-Requestid", id), response.headers());
  }

  @Test
  void an_integrator_gets_the_path_without_the_stage_and_the_same_id() {
    serve(
        (exchange, changes) -> {
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
    serve((exchange, changes) -> CompletableFuture.completedStage(FINE));
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
    serve((exchange, changes) -> CompletableFuture.failedStage(Refusal.serviceUnavailable()));
    assertAnswer(503, "{\"message\":\"Service Unavailable\"}", handle("GET", "/v0/pets/7"));

    serve(Integrator.misconfigured());
    assertAnswer(500, "{\"message\":\"Internal Server Error\"}", handle("GET", "/v0/pets/7"));

    serve(
        (exchange, changes) -> {
          throw Refusal.badRequest();
        });
    assertAnswer(400, "{\"message\":\"Bad Request\"}", handle("GET", "/v0/pets/7"));

    serve(
        (exchange, changes) ->
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
            (exchange, changes) -> CompletableFuture.failedStage(cause),
            (exchange, changes) -> CompletableFuture.failedStage(new CompletionException(cause)),
            (exchange, changes) ->
                CompletableFuture.failedStage(new AssertionError("secret cause")),
            (exchange, changes) -> {
              throw cause;
            },
            (exchange, changes) -> {
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
  void the_listener_hears_the_end_when_the_last_byte_is_through() throws Exception {
    serve((exchange, changes) -> CompletableFuture.completedStage(FINE));
    Response response = handle("GET", "/v0/pets/7");
    assertEquals(List.of("began"), heard);

    WholeBody.of(response.body());

    assertEquals(List.of("began", "ended 200, 200 up, 1 bytes out, 0 in, null"), heard);
  }

  @Test
  void the_listener_hears_of_refusals_and_of_answers_without_a_body() throws Exception {
    serve(Integrator.misconfigured());
    WholeBody.of(handle("GET", "/v0/pets/7").body());
    WholeBody.of(handle("GET", "/v0/other").body());
    serve(
        (exchange, changes) ->
            CompletableFuture.completedStage(new Response(204, Headers.EMPTY, Body.EMPTY)));
    handle("GET", "/v0/pets/7");

    assertEquals(
        List.of(
            "began",
            "ended 500, 0 up, 35 bytes out, 0 in, Internal Server Error",
            "began",
            "ended 404, 0 up, 23 bytes out, 0 in, Not Found",
            "began",
            "ended 204, 204 up, 0 bytes out, 0 in, null"),
        heard);
  }

  @Test
  void the_listener_hears_once_of_an_answer_that_is_not_wanted_any_more() throws Exception {
    serve((exchange, changes) -> CompletableFuture.completedStage(FINE));
    handle("GET", "/v0/pets/7")
        .body()
        .publisher()
        .subscribe(
            new Flow.Subscriber<ByteBuffer>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
                subscription.cancel();
              }

              @Override
              public void onNext(ByteBuffer buffer) {}

              @Override
              public void onError(Throwable failure) {}

              @Override
              public void onComplete() {}
            });

    assertEquals(List.of("began", "ended 200, 200 up, 0 bytes out, 0 in, null"), heard);
  }

  @Test
  void a_head_beyond_what_the_server_can_send_is_503_and_its_body_is_not_wanted() {
    List<String> ends = new ArrayList<>();
    Body unwanted =
        Body.streaming(
            7,
            subscriber ->
                subscriber.onSubscribe(
                    new Flow.Subscription() {
                      @Override
                      public void request(long n) {}

                      @Override
                      public void cancel() {
                        ends.add("cancelled");
                      }
                    }));
    Headers tooLong = Headers.of("X-Long", "x".repeat(8_192));
    serve(
        (exchange, changes) ->
            CompletableFuture.completedStage(new Response(200, tooLong, unwanted)));

    assertAnswer(503, "{\"message\":\"Service Unavailable\"}", handle("GET", "/v0/pets/7"));
    assertEquals(List.of("cancelled"), ends);
    assertEquals("ended 503, 200 up, 33 bytes out, 0 in, Service Unavailable", heard.get(1));
  }

  @Test
  void a_response_that_cannot_be_mapped_is_discarded() {
    List<ResponseMapping> failing =
        List.of(
            (exchange, response) -> CompletableFuture.failedStage(Refusal.serviceUnavailable()),
            (exchange, response) -> {
              throw Refusal.serviceUnavailable();
            });
    for (ResponseMapping mapping : failing) {
      Pieces.Silent body = new Pieces.Silent();
      Response answer = new Response(200, Headers.EMPTY, body.body(5));
      serve((exchange, changes) -> CompletableFuture.completedStage(answer), mapping);

      assertEquals(503, handle("GET", "/v0/pets/7").status());
      assertEquals(1, body.cancelled);
    }
  }

  @Test
  void only_a_call_that_was_made_has_a_latency() {
    serve(
        (exchange, changes) -> {
          seen.add(exchange);
          return CompletableFuture.failedStage(Refusal.serviceUnavailable());
        });
    handle("GET", "/v0/pets/7");
    assertEquals(Outcome.NONE, seen.get(0).outcome().integrationNanos());

    serve(
        (exchange, changes) -> {
          seen.add(exchange);
          exchange.outcome().integrationCalled();
          return CompletableFuture.failedStage(Refusal.serviceUnavailable());
        });
    handle("GET", "/v0/pets/7");
    assertTrue(seen.get(1).outcome().integrationNanos() >= 0);
  }

  @Test
  void an_integrator_and_the_listener_know_who_calls() {
    Caller jane = new Caller.TokenBearer(Map.of("sub", "jane"), null);
    access = exchange -> CompletableFuture.completedStage(jane);
    serve(
        (exchange, changes) -> {
          seen.add(exchange);
          return CompletableFuture.completedStage(FINE);
        });

    assertEquals(200, handle("GET", "/v0/pets/7").status());
    assertSame(jane, seen.get(0).caller());
  }

  @Test
  void who_may_not_use_a_route_gets_no_further_and_uses_up_nothing() {
    access =
        exchange ->
            CompletableFuture.failedStage(
                Refusal.unauthorized(Headers.of("WWW-Authenticate", "Bearer")));
    serve(
        (exchange, changes) -> {
          throw new AssertionError("called");
        });

    Response response = handle("GET", "/v0/pets/7");

    assertEquals(401, response.status());
    assertEquals("Bearer", response.headers().first("www-authenticate"));
    assertEquals(404, handle("GET", "/v0/other").status());
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
    serve((exchange, changes) -> answer);
    CompletableFuture<Response> response =
        gateway.handle(request("GET", "/v0/pets/7")).toCompletableFuture();
    plan.set(Plan.EMPTY);
    assertFalse(response.isDone());

    answer.complete(FINE);

    assertEquals(200, response.join().status());
    assertEquals(404, handle("GET", "/v0/pets/7").status());
  }

  private void serve(Integrator integrator) {
    serve(integrator, null);
  }

  private void serve(Integrator integrator, ResponseMapping mapping) {
    RouteKey key = RouteKey.parse("GET /pets/{id}");
    MatchedRoute match = new MatchedRoute(key.toString(), List.of("id"), key.template()::variable);
    RouteTable<RoutePlan> routes =
        RouteTable.compile(
            Map.of(key, new RoutePlan(match, access, Throttle.NONE, null, integrator, mapping)));
    StagePlan stage =
        new StagePlan(
            new ApiStage("123456789012", "a1b2c3", "v0", Map.of()),
            routes,
            CorsStep.NONE,
            listener);
    Endpoint<StagePlan> plain = new Endpoint<>(new StageTable<>(Map.of("v0", stage), ""), false);
    plan.set(new Plan(new EndpointTable<>(plain, Map.of(), Map.of(), Map.of()), new PlanNotes()));
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
