package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.Api;
import gatehouse.config.Route;
import gatehouse.config.RouteKey;
import gatehouse.config.RouteSettings;
import gatehouse.config.Served;
import gatehouse.config.Stage;
import gatehouse.config.StageSettings;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.RequestChanges;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.integration.Integrator;
import gatehouse.size.Quotas;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.Pieces;
import gatehouse.testkit.WholeBody;
import gatehouse.throttle.Throttle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final Api API = new Api("a", Map.of(), Map.of(), Map.of());
  private static final Route PETS = new Route("pets", RouteKey.parse("GET /pets"), "up");

  /** Time stands still. */
  private static final Ticker TICKER = ticker(() -> 0);

  private final Traffic traffic = new Traffic(TICKER, Quotas.NONE, 3, 2);
  private final Queue<CompletableFuture<Response>> calls = new ArrayDeque<>();
  private final Integrator upstream =
      (exchange, changes) -> {
        CompletableFuture<Response> call = new CompletableFuture<>();
        calls.add(call);
        return call;
      };

  @Test
  void a_route_has_the_limit_that_its_stage_gives_it_over_reloads() {
    assertEquals(2, drain(throttle(traffic, new RouteSettings(2, 1.0, null))));
    assertEquals(0, drain(throttle(traffic, new RouteSettings(2, 1.0, null))));
    assertSame(Throttle.NONE, throttle(traffic, RouteSettings.NONE));
    assertSame(Throttle.NONE, throttle(traffic, new RouteSettings(null, null, true)));
    assertEquals(2, drain(throttle(traffic, new RouteSettings(2, 1.0, null))), "it was gone");
  }

  @Test
  void what_is_absent_of_rate_and_burst_is_the_accounts() {
    assertEquals(5_000, drain(throttle(traffic, new RouteSettings(null, 1.0, null))));
    AtomicLong nanos = new AtomicLong();
    Traffic moving =
        new Traffic(ticker(nanos::get), Quotas.NONE, Traffic.UNLIMITED, Traffic.UNLIMITED);
    Throttle throttle = throttle(moving, new RouteSettings(1, null, null));
    assertEquals(1, drain(throttle));
    nanos.set(99_999);
    assertEquals(0, drain(throttle));
    nanos.set(100_000);
    assertEquals(1, drain(throttle));
  }

  @Test
  void with_quotas_all_routes_of_all_apis_have_5000_together() {
    Traffic aws = new Traffic(TICKER, Quotas.AWS, Traffic.UNLIMITED, Traffic.UNLIMITED);
    assertEquals(4_000, drain(throttle(aws, new RouteSettings(4_000, 1.0, null))));
    assertEquals(1_000, drain(throttle(aws, RouteSettings.NONE)));
    assertEquals(0, drain(throttle(aws, RouteSettings.NONE)));
  }

  @Test
  void without_a_limit_there_is_no_bulkhead() {
    Traffic free = new Traffic(TICKER, Quotas.NONE, Traffic.UNLIMITED, Traffic.UNLIMITED);
    assertSame(upstream, free.draft().bounded(API, "up", upstream));
  }

  @Test
  void the_excess_is_503_at_once_and_over_reloads() {
    call(bounded("up"));
    call(bounded("up"));
    assertUnavailable(call(bounded("up")));
    call(bounded("other"));
    assertUnavailable(call(bounded("other")));
    assertEquals(3, calls.size(), "the others have not been called");
    assertEquals(3, traffic.inFlight());
  }

  @Test
  void the_excess_is_noted_for_metrics() {
    call(bounded("up"));
    Exchange admitted = Exchanges.get("/pets", null);
    bounded("up").answer(admitted, RequestChanges.NONE);
    Exchange excess = Exchanges.get("/pets", null);
    assertUnavailable(bounded("up").answer(excess, RequestChanges.NONE).toCompletableFuture());
    assertTrue(excess.outcome().isShed());
    assertFalse(admitted.outcome().isShed());
  }

  @Test
  void a_place_is_free_again_when_the_answer_has_ended_however_it_ends() throws Exception {
    Integrator integrator = bounded("up");
    Exchange exchange = Exchanges.get("/pets", null);

    CompletableFuture<Response> whole = call(integrator);
    calls.remove().complete(answer(Pieces.body(3, 10)));
    assertEquals(1, traffic.inFlight(), "the head is not the end");
    assertTrue(WholeBody.of(whole.join().body()).isComplete());
    assertEquals(0, traffic.inFlight());

    call(integrator);
    calls.remove().complete(answer(Body.EMPTY));
    assertEquals(0, traffic.inFlight());

    call(integrator);
    calls.remove().completeExceptionally(Refusal.internalServerError());
    assertEquals(0, traffic.inFlight());

    Pieces.Silent broken = new Pieces.Silent();
    CompletableFuture<Response> breaking = call(integrator);
    calls.remove().complete(answer(broken.body(5)));
    breaking.join().body().publisher().subscribe(new Nobody());
    assertEquals(1, traffic.inFlight());
    broken.subscriber.onError(new IOException("gone"));
    broken.subscriber.onComplete();
    assertEquals(0, traffic.inFlight());

    Pieces.Silent discarded = new Pieces.Silent();
    CompletableFuture<Response> unwanted = call(integrator);
    calls.remove().complete(answer(discarded.body(5)));
    unwanted.join().body().discard();
    assertEquals(0, traffic.inFlight());
    assertEquals(1, discarded.cancelled);

    integrator.answer(exchange, RequestChanges.NONE);
    exchange.request().cancellation().cancel();
    assertEquals(0, traffic.inFlight());
    calls.remove().completeExceptionally(Refusal.serviceUnavailable());
    assertEquals(0, traffic.inFlight());
  }

  @Test
  void an_integrator_that_throws_keeps_no_place() {
    Traffic.Draft draft = traffic.draft();
    Integrator throwing =
        draft.bounded(
            API,
            "up",
            (exchange, changes) -> {
              throw new IllegalStateException("fault");
            });
    draft.commit();
    assertThrows(IllegalStateException.class, () -> call(throwing));
    assertEquals(0, traffic.inFlight());
  }

  private Integrator bounded(String integrationId) {
    Traffic.Draft draft = traffic.draft();
    Integrator integrator = draft.bounded(API, integrationId, upstream);
    draft.commit();
    return integrator;
  }

  private static CompletableFuture<Response> call(Integrator integrator) {
    return integrator
        .answer(Exchanges.get("/pets", null), RequestChanges.NONE)
        .toCompletableFuture();
  }

  private static void assertUnavailable(CompletableFuture<Response> answer) {
    assertTrue(answer.isDone());
    Throwable cause = assertThrows(CompletionException.class, answer::join).getCause();
    assertEquals(503, ((Refusal) cause).status());
  }

  private static Response answer(Body body) {
    return new Response(200, Headers.EMPTY, body);
  }

  private static Throttle throttle(Traffic traffic, RouteSettings settings) {
    Stage stage =
        new Stage(
            "v0", "v0", Served.Live.ALL, Map.of(), new StageSettings(settings, Map.of(), null));
    Traffic.Draft draft = traffic.draft();
    Throttle throttle = draft.throttle(API, stage, PETS);
    draft.commit();
    return throttle;
  }

  private static int drain(Throttle throttle) {
    int passed = 0;
    while (throttle.admits()) {
      passed++;
    }
    assertFalse(throttle.admits());
    return passed;
  }

  private static Ticker ticker(LongSupplier nanos) {
    return new Ticker() {
      @Override
      public Instant now() {
        return Instant.EPOCH;
      }

      @Override
      public long nanos() {
        return nanos.getAsLong();
      }
    };
  }

  /** Takes whatever comes. */
  private static final class Nobody implements Flow.Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer buffer) {}

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {}
  }
}
