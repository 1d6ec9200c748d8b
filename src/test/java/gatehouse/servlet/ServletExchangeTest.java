package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.authorize.AccessChecks;
import gatehouse.config.Configuration;
import gatehouse.config.Integration;
import gatehouse.config.IntegrationType;
import gatehouse.config.Route;
import gatehouse.config.RouteKey;
import gatehouse.config.Served;
import gatehouse.config.Stage;
import gatehouse.config.StageSettings;
import gatehouse.config.UriTemplate;
import gatehouse.http.Account;
import gatehouse.http.Exchange;
import gatehouse.http.Ticker;
import gatehouse.http.TrustedProxies;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.ExchangeListener;
import gatehouse.pipeline.Gateway;
import gatehouse.pipeline.Plan;
import gatehouse.pipeline.PlanCompiler;
import gatehouse.pipeline.RequestIds;
import gatehouse.pipeline.StageListeners;
import gatehouse.pipeline.Traffic;
import gatehouse.size.Quotas;
import gatehouse.testkit.Answers;
import gatehouse.testkit.LogCapture;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.Signal;
import gatehouse.testkit.TestFunctions;
import gatehouse.testkit.TestPools;
import gatehouse.testkit.TestServices;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One exchange in a container that misbehaves; the real containers are in the *IT tests. */
@Timeout(60)
class ServletExchangeTest {

  private final FakeContainer container = new FakeContainer();
  private final RawUpstream server = RawUpstream.start();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("gatehouse-test-clock"));
  private final Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);

  @AfterEach
  void stop() throws Exception {
    // Late signals and touches come before this.
    container.thread().submit(() -> {}).get(20, TimeUnit.SECONDS);
    container.close();
    upstream.close();
    clock.shutdownNow();
    server.close();
  }

  private final ExchangeCount exchanges = new ExchangeCount();

  @Test
  void an_answer_is_written_and_the_exchange_completed() throws Exception {
    start(emptyGateway());

    container.awaitEnd();

    assertEquals("{\"message\":\"Not Found\"}", text());
    assertEquals(
        List.of("setStatus 404", "setContentLengthLong 23", "complete"), container.calls());
    assertEquals(List.of(), container.touches().violations());
  }

  @Test
  void bodies_stream_through_in_both_directions() throws Exception {
    server.answer(Answers.echoWhileReading());
    long length = 5_000;
    container.withBody(
        new FakeInput(container.touches(), container.thread(), 3, length).reading(100), length);
    start(relayingGateway());

    container.awaitEnd();

    byte[] sent = new byte[(int) length];
    for (int i = 0; i < length; i++) {
      sent[i] = (byte) i;
    }
    assertArrayEquals(sent, container.output().written());
    assertEquals(1, container.handBacks());
    assertEquals(List.of(), container.touches().violations());
  }

  @ParameterizedTest
  @CsvSource({
    "setStatus, java.lang.IllegalArgumentException",
    "setStatus, java.lang.IllegalStateException",
    "addHeader, java.lang.NullPointerException",
    "getOutputStream, java.lang.IllegalStateException",
    "setContentLengthLong, java.lang.UnsupportedOperationException"
  })
  void a_response_that_throws_ends_the_exchange_once_and_is_logged(
      String method, Class<? extends RuntimeException> fault) throws Exception {
    container.throwing(method, fault.getDeclaredConstructor(String.class).newInstance("odd"));
    try (LogCapture log = new LogCapture()) {
      start(emptyGateway());
      container.awaitEnd();

      assertTrue(
          log.lines().stream().anyMatch(line -> line.startsWith("SEVERE an exchange failed")));
    }

    assertEquals(1, container.handBacks());
    assertEquals(0, container.output().written().length);
  }

  @Test
  void what_fails_unexpectedly_before_the_head_is_out_is_answered_with_500() throws Exception {
    container.throwing("addHeader", new IllegalArgumentException("odd"));
    try (LogCapture log = new LogCapture()) {
      start(emptyGateway());
      container.awaitEnd();
      assertEquals(1, log.lines().size());
    }

    assertEquals(List.of("setStatus 404", "reset", "setStatus 500", "complete"), container.calls());
  }

  @Test
  void an_answer_whose_head_cannot_be_written_is_over_for_its_listeners() throws Exception {
    server.answer(Answers.ok("hello"));
    container.throwing("setStatus", new IllegalStateException("odd"));
    CountDownLatch ended = new CountDownLatch(1);
    ExchangeListener listener =
        new ExchangeListener() {
          @Override
          public void began(Exchange exchange) {}

          @Override
          public void ended(Exchange exchange) {
            ended.countDown();
          }
        };
    try (LogCapture log = new LogCapture()) {
      start(relayingGateway((stage, settings, routes) -> listener));
      container.awaitEnd();
      assertTrue(ended.await(20, TimeUnit.SECONDS), log.lines()::toString);
    }
  }

  @Test
  void an_upstream_that_breaks_off_breaks_the_exchange_off() throws Exception {
    server.answer(Answers.truncatedBody());
    start(relayingGateway());

    container.awaitEnd();

    assertEquals("hello", text());
    assertEquals("dispatch", container.calls().get(container.calls().size() - 1));
    assertEquals(1, container.handBacks());
    assertEquals(List.of(), container.touches().violations());
  }

  @Test
  void a_container_that_has_ended_the_exchange_by_itself_may_refuse_to_break_it_off()
      throws Exception {
    container.throwing("dispatch", new IllegalStateException("not asynchronous any more"));
    server.answer(Answers.truncatedBody());
    start(relayingGateway());

    container.awaitEnd();

    assertEquals(1, container.handBacks());
    assertTrue(
        exchanges.awaitNone(Duration.ofSeconds(20), Duration.ZERO),
        "the container tells of no end");
  }

  @Test
  void a_container_that_took_its_objects_back_without_a_word_is_nothing_to_complain_of()
      throws Exception {
    container.throwing("setStatus", new IllegalStateException("recycled"));
    container.throwing("isCommitted", new IllegalStateException("recycled"));
    container.throwing("dispatch", new IllegalStateException("not asynchronous any more"));
    try (LogCapture log = new LogCapture()) {
      start(emptyGateway());
      container.awaitEnd();

      assertTrue(
          exchanges.awaitNone(Duration.ofSeconds(20), Duration.ZERO),
          "the container tells of no end");
      assertEquals(List.of(), log.lines());
    }
  }

  @Test
  void an_output_that_throws_breaks_the_exchange_off_and_closes_the_upstream() throws Exception {
    container.output().throwingAfter(1, new IllegalStateException("odd"));
    Signal goOn = new Signal();
    server.answer(
        Script.start().readBody().send(Answers.head("200 OK") + "\r\nhello").await(goOn).close());
    try (LogCapture log = new LogCapture()) {
      start(relayingGateway());
      container.awaitEnd();
      assertEquals(1, log.lines().size());
    }

    assertEquals("dispatch", container.calls().get(container.calls().size() - 1));
    assertEquals(1, container.handBacks());
    server.takeRequest().awaitClosedByPeer();
  }

  @Test
  void a_client_that_leaves_while_the_upstream_thinks_closes_the_upstream() throws Exception {
    server.answer(Script.start().readBody().stall());
    start(relayingGateway());
    RecordedRequest request = server.takeRequest();

    container.breakConnection();

    request.awaitClosedByPeer();
    container.awaitEnd();
    assertEquals(List.of("reset", "setStatus 503", "complete"), container.calls());
    assertEquals(List.of(), container.touches().violations());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_read_that_fails_ends_the_exchange_though_the_container_does_not_tell(int reads)
      throws Exception {
    server.answer(Answers.ok("done"));
    container.withBody(bodyBreakingAfter(reads).silently(), 5_000);
    start(relayingGateway());

    container.awaitEnd();

    assertEquals("setStatus 503", container.calls().get(0));
    assertEquals(1, container.handBacks());
    assertTrue(
        exchanges.awaitNone(Duration.ofSeconds(20), Duration.ZERO),
        "the container tells of no end");
    assertEquals(List.of(), container.touches().violations());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_body_that_ends_early_is_answered_before_the_exchange_goes_back(int reads)
      throws Exception {
    server.answer(Answers.ok("done"));
    container.withBody(bodyBreakingAfter(reads).failingWithinIsReady(), 5_000);
    start(relayingGateway());

    container.awaitEnd();

    List<String> calls = container.calls();
    // The relay may answer first.
    assertTrue(calls.contains("setStatus 400") || calls.contains("setStatus 503"), calls::toString);
    assertEquals(1, container.handBacks());
    assertEquals(List.of(), container.touches().violations());
  }

  @Test
  void a_refusal_that_fails_behind_a_body_that_broke_ends_the_exchange_though_nobody_tells()
      throws Exception {
    server.answer(Answers.ok("done"));
    container.output().breakingAfter(0).silently();
    container.withBody(bodyBreakingAfter(2).silently(), 5_000);
    start(relayingGateway());

    container.awaitEnd();

    assertEquals(1, container.handBacks());
    assertTrue(
        exchanges.awaitNone(Duration.ofSeconds(20), Duration.ZERO),
        "the container tells of no end");
    assertEquals(List.of(), container.touches().violations());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_write_that_fails_ends_the_exchange_once_and_closes_the_upstream(int writes)
      throws Exception {
    container.output().breakingAfter(writes);
    server.answer(Answers.generated(1 << 20));
    start(relayingGateway());

    container.awaitEnd();

    assertEquals(1, container.handBacks());
    assertFalse(container.calls().contains("dispatch"));
    assertTrue(
        exchanges.awaitNone(Duration.ofSeconds(20), Duration.ZERO),
        "the container tells of no end");
    assertEquals(List.of(), container.touches().violations());
    server.takeRequest().awaitClosedByPeer();
  }

  /** A body of 5,000 bytes; the operation after this many fails. */
  private FakeInput bodyBreakingAfter(int operations) {
    return new FakeInput(container.touches(), container.thread(), 3, 5_000)
        .reading(100)
        .breakingAfter(operations);
  }

  private void start(Gateway gateway) throws Exception {
    container
        .thread()
        .submit(
            () ->
                ServletExchange.start(
                    container.request(), container.response(), new Deployment(gateway, exchanges)))
        .get(20, TimeUnit.SECONDS);
  }

  private String text() {
    return new String(container.output().written(), StandardCharsets.UTF_8);
  }

  private static Gateway emptyGateway() {
    return new Gateway(
        () -> Plan.EMPTY,
        new RequestIds(InstantSource.system()),
        Ticker.SYSTEM,
        TrustedProxies.NONE,
        8_192,
        Quotas.NONE);
  }

  private Gateway relayingGateway() {
    return relayingGateway(StageListeners.NONE);
  }

  private Gateway relayingGateway(StageListeners listeners) {
    Configuration configuration =
        new Configuration(
            Map.of(
                "all", new Stage("all", "$default", Served.Live.ALL, Map.of(), StageSettings.NONE)),
            Map.of("every", new Route("every", RouteKey.parse("$default"), "up")),
            Map.of(
                "up",
                new Integration(
                    "up",
                    IntegrationType.HTTP_PROXY,
                    UriTemplate.parse(server.url()),
                    null,
                    20_000)));
    Plan plan =
        new PlanCompiler(
                new Integrators(
                    TestPools.of(upstream, clock),
                    TestFunctions.of(upstream, clock),
                    TestServices.of(upstream, clock),
                    () -> "root"),
                AccessChecks.NONE,
                Account.DEFAULT,
                "",
                listeners,
                new Traffic(Ticker.SYSTEM, Quotas.NONE, Traffic.UNLIMITED, Traffic.UNLIMITED))
            .compile(configuration);
    return new Gateway(
        () -> plan,
        new RequestIds(InstantSource.system()),
        Ticker.SYSTEM,
        TrustedProxies.NONE,
        8_192,
        Quotas.NONE);
  }
}
