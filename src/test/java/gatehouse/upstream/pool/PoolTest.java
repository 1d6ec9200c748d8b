package gatehouse.upstream.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.testkit.Answers;
import gatehouse.testkit.Pieces;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.Script;
import gatehouse.testkit.WholeBody;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamFailure;
import gatehouse.upstream.UpstreamRequest;
import gatehouse.upstream.UpstreamSettings;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class PoolTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final PoolSettings.Ejection EJECTION =
      new PoolSettings.Ejection(3, Duration.ofHours(1), Duration.ofHours(1));

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("gatehouse-test-clock"));
  private final Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);
  private final Random random = new Random(7);
  private final Pools pools =
      new Pools(
          upstream,
          clock,
          System::nanoTime,
          bound -> {
            synchronized (random) {
              return random.nextInt(bound);
            }
          },
          0);
  private final RawUpstream one = RawUpstream.start().answer(Answers.ok("one"));
  private final RawUpstream two = RawUpstream.start().answer(Answers.ok("two"));
  private final AtomicInteger retried = new AtomicInteger();

  @AfterEach
  void stop() {
    pools.close();
    upstream.close();
    clock.shutdownNow();
    one.close();
    two.close();
  }

  @Test
  void all_targets_get_requests_and_the_host_field_of_their_own() throws Exception {
    Pool pool = pool(settings(0, one.port(), two.port()));
    for (int i = 0; i < 50; i++) {
      get(pool);
    }

    assertTrue(one.requests().size() > 10);
    assertTrue(two.requests().size() > 10);
    assertEquals("127.0.0.1:" + one.port(), one.takeRequest().header("Host").orElseThrow());
    assertEquals("127.0.0.1:" + two.port(), two.takeRequest().header("Host").orElseThrow());
  }

  @Test
  void a_target_without_weight_gets_nothing() throws Exception {
    pools.keep(
        Map.of(
            "p",
            with(
                List.of(
                    new PoolSettings.Member("127.0.0.1", one.port(), 0),
                    new PoolSettings.Member("127.0.0.1", two.port(), 1)),
                null,
                0)));
    Pool pool = pools.pool("p", null);
    for (int i = 0; i < 20; i++) {
      assertEquals("two", get(pool));
    }

    assertEquals(List.of(), one.requests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
  void who_refuses_a_connection_is_replaced_for_idempotent_requests(String method)
      throws Exception {
    two.answer(Answers.bodiless("200 OK", "Content-Length: 0"));
    Pool pool = pool(settings(1, refusingPort(), two.port()));
    for (int i = 0; i < 10; i++) {
      assertEquals(200, exchange(pool, method, Body.EMPTY, LONG).get().status());
    }

    assertTrue(retried.get() > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "PURGE"})
  void other_methods_are_never_repeated(String method) {
    one.answer(Script.start().readBody().reset());
    two.answer(Script.start().readBody().reset());
    Pool pool = pool(settings(3, one.port(), two.port()));

    assertEquals(
        UpstreamFailure.Kind.UNREACHABLE, failureOf(exchange(pool, method, Body.EMPTY, LONG)));
    assertEquals(1, one.requests().size() + two.requests().size());
    assertEquals(0, retried.get());
  }

  @Test
  void a_request_with_a_body_is_never_repeated() {
    one.answer(Script.start().readBody().reset());
    two.answer(Script.start().readBody().reset());
    Pool pool = pool(settings(3, one.port(), two.port()));

    failureOf(exchange(pool, "PUT", Body.of(new byte[] {1}), LONG));

    assertEquals(1, one.requests().size() + two.requests().size());
  }

  @Test
  void without_retries_nothing_is_repeated() {
    one.answer(Script.start().readBody().reset());
    Pool pool = pool(settings(0, one.port()));

    failureOf(exchange(pool, "GET", Body.EMPTY, LONG));

    assertEquals(1, one.requests().size());
  }

  @Test
  void a_connection_that_breaks_before_the_head_is_tried_again_as_often_as_allowed() {
    one.answer(Script.start().readBody().reset());
    Pool pool = pool(settings(2, one.port()));

    failureOf(exchange(pool, "GET", Body.EMPTY, LONG));

    assertEquals(3, one.requests().size());
    assertEquals(2, retried.get());
  }

  @Test
  void a_target_that_closes_a_kept_connection_costs_no_request() throws Exception {
    Pool pool = pool(settings(1, one.port()));
    for (int i = 0; i < 20; i++) {
      assertEquals("one", get(pool));
      one.closeConnections();
    }
  }

  @Test
  void what_has_begun_to_answer_is_not_tried_again() {
    one.answer(Script.start().readBody().send("HTTP/1.1 103 Early Hints\r\n\r\n").reset());
    Pool pool = pool(settings(3, one.port()));

    failureOf(exchange(pool, "GET", Body.EMPTY, LONG));

    assertEquals(1, one.requests().size());
  }

  @Test
  void a_timeout_is_not_tried_again() {
    one.answer(Script.start().readBody().stall());
    Pool pool = pool(settings(3, one.port()));

    assertEquals(
        UpstreamFailure.Kind.TIMEOUT,
        failureOf(exchange(pool, "GET", Body.EMPTY, Duration.ofMillis(60))));
    assertEquals(1, one.requests().size());
  }

  @Test
  void a_client_that_has_left_gets_no_further_attempt() {
    Cancellation leaving = new Cancellation();
    one.answer(
        request -> {
          leaving.cancel();
          return Script.start().reset();
        });
    Pool pool = pool(settings(3, one.port()));

    failureOf(exchange(pool, "GET", Body.EMPTY, LONG, leaving));

    assertEquals(1, one.requests().size());
  }

  @Test
  void who_fails_again_and_again_is_left_alone() throws Exception {
    int dead = refusingPort();
    Pool pool = pool(settings(0, dead, two.port()));
    int failures = 0;
    for (int i = 0; i < 60; i++) {
      try {
        get(pool);
      } catch (ExecutionException e) {
        failures++;
      }
    }

    assertEquals(EJECTION.maxFailures(), failures);
    assertTrue(status("127.0.0.1:" + dead).ejected());
  }

  @Test
  void clients_that_do_not_send_their_bodies_eject_nobody() throws Exception {
    Pool pool = pool(settings(0, one.port()));
    for (int i = 0; i < EJECTION.maxFailures(); i++) {
      Body unsent = new Pieces.Silent().body(10);
      assertEquals(
          UpstreamFailure.Kind.TIMEOUT,
          failureOf(exchange(pool, "POST", unsent, Duration.ofMillis(300))));
    }
    assertFalse(status("127.0.0.1:" + one.port()).ejected());

    one.answer(Script.start().readBody().stall());
    for (int i = 0; i < EJECTION.maxFailures(); i++) {
      failureOf(exchange(pool, "POST", Body.of(new byte[10]), Duration.ofMillis(300)));
    }
    assertTrue(status("127.0.0.1:" + one.port()).ejected());
  }

  @Test
  void what_is_known_of_a_target_outlives_a_reload() throws Exception {
    int dead = refusingPort();
    PoolSettings before = settings(1, dead, two.port());
    Pool pool = pool(before);
    for (int i = 0; i < 60; i++) {
      get(pool);
    }
    assertTrue(status("127.0.0.1:" + dead).ejected());
    int attempts = retried.get();

    Pool after = pool(settings(1, one.port(), dead));
    for (int i = 0; i < 20; i++) {
      assertEquals("one", get(after));
    }

    assertEquals(attempts, retried.get());
  }

  @Test
  void checks_find_out_who_is_down_and_who_is_well_again() throws Exception {
    one.answer(request -> Answers.of(request.target().equals("/health") ? "500 No" : "200 OK", ""));
    pool(checked(one.port(), two.port()));
    await(() -> status("127.0.0.1:" + one.port()).down());
    Pool pool = pools.pool("p", null);
    for (int i = 0; i < 20; i++) {
      assertEquals("two", get(pool));
    }

    one.answer(Answers.ok("one"));
    await(() -> !status("127.0.0.1:" + one.port()).down());
  }

  @Test
  void when_all_checks_fail_somebody_is_tried_nevertheless() throws Exception {
    one.answer(request -> Answers.of(request.target().equals("/health") ? "500 No" : "200 OK", ""));
    Pool pool = pool(checked(one.port()));
    await(() -> status("127.0.0.1:" + one.port()).down());

    assertEquals("", get(pool));
  }

  @Test
  void checks_go_on_through_a_reload_and_end_with_their_pool() throws Exception {
    pool(checked(one.port()));
    await(() -> one.requests().size() >= 3);
    pool(checked(one.port()));
    await(() -> one.requests().size() >= 6);

    pools.keep(Map.of());

    clock.purge();
    int housekeeping = 1;
    await(() -> clock.getQueue().size() <= housekeeping);
    assertEquals(List.of(), pools.status());
  }

  @Test
  void pools_that_are_only_prepared_leave_the_checks_of_the_others_alone() throws Exception {
    pool(checked(one.port()));

    pools.prepare(Map.of("q", checked(two.port())));
    int before = one.requests().size();
    await(() -> one.requests().size() >= before + 3);
    assertEquals(List.of(), two.requests());
    assertEquals("p", pools.status().get(0).connection());

    pools.commit();
    await(() -> two.requests().size() >= 3);
  }

  @Test
  void the_smallest_limit_of_a_destination_counts_and_goes_with_its_pool() {
    Map<Destination, List<Object>> told = new LinkedHashMap<>();
    Outbound limited =
        new Outbound() {
          @Override
          public CompletionStage<Response> exchange(
              UpstreamRequest request, Cancellation cancellation, Runnable atEnd) {
            throw new AssertionError("nobody calls");
          }

          @Override
          public void limit(Destination to, @Nullable Integer most) {
            told.computeIfAbsent(to, key -> new ArrayList<>()).add(most == null ? "usual" : most);
          }

          @Override
          public TlsProfile profile(
              @Nullable List<X509Certificate> trusted, TlsProfile.@Nullable Identity identity) {
            throw new AssertionError("no certificates");
          }
        };
    Pools of = new Pools(limited, null, System::nanoTime, bound -> 0, 0);
    of.prepare(Map.of("a", limited(3), "b", limited(9)));
    of.pool("a", null);
    of.pool("b", null);
    assertEquals(Map.of(), told);
    of.commit();
    of.prepare(Map.of("b", limited(9)));
    of.pool("b", null);
    of.commit();
    of.keep(Map.of());

    assertEquals(List.of(List.of(3, 9, "usual")), List.copyOf(told.values()));
  }

  private static PoolSettings limited(int connections) {
    return new PoolSettings(
        List.of(new PoolSettings.Member("127.0.0.1", 80, 1)), null, null, EJECTION, connections, 0);
  }

  /** The counts decide who gets requests: one that is too high would starve its target for ever. */
  @Test
  void outstanding_counts_are_zero_after_thousands_of_random_faults() throws Exception {
    List<Script> scripts =
        List.of(
            Answers.ok("fine"),
            Answers.ok(""),
            Answers.bodiless("204 No Content"),
            Answers.chunked(List.of("a", "b", "c")),
            Answers.truncatedBody(),
            Answers.truncatedChunks(),
            Answers.garbage(),
            Answers.twoContentLengths(),
            Answers.untilClose("rest"),
            Script.start().close(),
            Script.start().readBody().reset(),
            Script.start().readBody().send("HTTP/1.1 200 OK\r\nContent-Le").reset(),
            Script.start().readBody().stall());
    one.forgettingRequests().answer(request -> random(scripts));
    two.forgettingRequests().answer(request -> random(scripts));
    Pool pool = pool(settings(2, one.port(), two.port(), refusingPort()));
    for (int round = 0; round < 60; round++) {
      List<CompletableFuture<?>> exchanges = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        exchanges.add(faulty(pool, random(List.of(0, 1, 2, 3))));
      }
      for (CompletableFuture<?> exchange : exchanges) {
        exchange.handle((response, failure) -> null).get(20, TimeUnit.SECONDS);
      }
    }

    await(() -> pools.status().stream().allMatch(status -> status.outstanding() == 0));
  }

  /** An exchange whose client reads all, leaves at once, leaves later, or stops in the body. */
  private CompletableFuture<?> faulty(Pool pool, int manner) {
    Cancellation leaving = new Cancellation();
    CompletableFuture<Response> response =
        exchange(pool, "GET", Body.EMPTY, Duration.ofMillis(100), leaving);
    if (manner == 0) {
      leaving.cancel();
    }
    return response.thenAccept(
        got -> {
          if (manner == 1) {
            leaving.cancel();
          } else {
            got.body().publisher().subscribe(new Taker(manner != 2));
          }
        });
  }

  private <T> T random(List<T> all) {
    synchronized (random) {
      return all.get(random.nextInt(all.size()));
    }
  }

  private PoolSettings settings(int retries, int... ports) {
    List<PoolSettings.Member> members = new ArrayList<>();
    for (int port : ports) {
      members.add(new PoolSettings.Member("127.0.0.1", port, 1));
    }
    return with(members, null, retries);
  }

  private PoolSettings checked(int... ports) {
    return with(
        settings(0, ports).members(),
        new PoolSettings.Check(
            "/health", Duration.ofMillis(2), Duration.ofSeconds(10), 2, 3, 200, 299),
        0);
  }

  private static PoolSettings with(
      List<PoolSettings.Member> members, PoolSettings.@Nullable Check check, int retries) {
    return new PoolSettings(members, null, check, EJECTION, null, retries);
  }

  private Pool pool(PoolSettings settings) {
    pools.keep(Map.of("p", settings));
    return pools.pool("p", null);
  }

  private TargetStatus status(String target) {
    return pools.status().stream()
        .filter(status -> status.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private String get(Pool pool) throws Exception {
    Response response = exchange(pool, "GET", Body.EMPTY, LONG).get(20, TimeUnit.SECONDS);
    return new String(WholeBody.of(response.body()).bytes(), StandardCharsets.UTF_8);
  }

  private CompletableFuture<Response> exchange(
      Pool pool, String method, Body body, Duration timeout) {
    return exchange(pool, method, body, timeout, new Cancellation());
  }

  private CompletableFuture<Response> exchange(
      Pool pool, String method, Body body, Duration timeout, Cancellation leaving) {
    return pool.exchange(
            new PoolRequest(method, "/", host -> Headers.of("Host", host), body, timeout),
            leaving,
            retried::incrementAndGet)
        .toCompletableFuture();
  }

  private static UpstreamFailure.Kind failureOf(CompletableFuture<Response> response) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> response.get(20, TimeUnit.SECONDS));
    return assertInstanceOf(UpstreamFailure.class, failure.getCause()).kind();
  }

  private static int refusingPort() {
    String url = RawUpstream.refusingUrl();
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "it does not come about");
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }
}
