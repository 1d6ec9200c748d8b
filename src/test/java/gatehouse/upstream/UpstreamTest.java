package gatehouse.upstream;

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
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.Signal;
import gatehouse.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UpstreamTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(60);

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("gatehouse-test-clock"));
  private final RawUpstream server = RawUpstream.start();
  private final Cancellation cancellation = new Cancellation();
  private Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);

  @AfterEach
  void stop() {
    upstream.close();
    clock.shutdownNow();
    server.close();
  }

  @Test
  void a_response_streams_to_its_end() throws Exception {
    server.answer(Answers.chunked(List.of("one ", "two ", "three")));

    Response response = get("/a?b=c").get(20, TimeUnit.SECONDS);

    assertEquals(200, response.status());
    assertEquals("one two three", Reader.of(response).text.get(20, TimeUnit.SECONDS));
    assertEquals("/a?b=c", server.takeRequest().target());
  }

  @Test
  void a_body_that_ends_with_its_connection_is_of_unknown_length() throws Exception {
    server.answer(Answers.untilClose("some"));

    Response response = get("/").get(20, TimeUnit.SECONDS);

    assertEquals(Body.UNKNOWN_LENGTH, response.body().length());
    assertEquals("some", Reader.of(response).text.get(20, TimeUnit.SECONDS));
  }

  @Test
  void a_target_that_looks_like_an_authority_goes_out_as_it_is_and_to_the_same_host()
      throws Exception {
    server.answer(Answers.ok("fine"));

    get("//evil.example:80/@evil/http://evil").get(20, TimeUnit.SECONDS);

    RecordedRequest request = server.takeRequest();
    assertEquals("GET //evil.example:80/@evil/http://evil HTTP/1.1", request.line());
  }

  @Test
  void an_upstream_that_does_not_answer_in_time_is_a_timeout() {
    server.answer(Script.start().readBody().stall());

    assertEquals(UpstreamFailure.Kind.TIMEOUT, failureOf(call(server.url(), "/", SHORT)));
    server.takeRequest().awaitClosedByPeer();
  }

  @Test
  void an_upstream_whose_head_trickles_is_a_timeout() {
    server.answer(Script.start().readBody().send("HTTP/1.1 200 OK\r\nX-A: ").stall());

    assertEquals(UpstreamFailure.Kind.TIMEOUT, failureOf(call(server.url(), "/", SHORT)));
  }

  @Test
  void waiting_for_a_connection_counts_towards_the_timeout() {
    restart(settings(1));
    server.answer(Script.start().readBody().stall());
    CompletableFuture<Response> first = get("/");
    server.takeRequest();

    assertEquals(UpstreamFailure.Kind.TIMEOUT, failureOf(call(server.url(), "/", SHORT)));
    assertFalse(first.isDone());
  }

  @Test
  void nobody_listening_is_unreachable() {
    assertEquals(
        UpstreamFailure.Kind.UNREACHABLE, failureOf(call(RawUpstream.refusingUrl(), "/", LONG)));
  }

  static Stream<Script> breaks() {
    Script start = Script.start().readBody();
    return Stream.of(
        start.close(), start.reset(), start.send("HTTP/1.1 103 Early Hints\r\n\r\n").close());
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void a_connection_that_breaks_before_the_head_is_unreachable(Script script) {
    server.answer(script);

    assertEquals(UpstreamFailure.Kind.UNREACHABLE, failureOf(get("/")));
  }

  static Stream<Arguments> rubbish() {
    return Stream.of(
        Arguments.of(
            "garbage",
            Script.start().readBody().send("\u0016\u0003\u0001garbage\r\n\r\n").readBody()),
        Arguments.of("two lengths", Answers.twoContentLengths()),
        Arguments.of("length and chunks", Answers.lengthAndChunks()),
        Arguments.of("a long header", Answers.longHeader(20_000)),
        Arguments.of("many headers", Answers.manyHeaders(1_000)),
        Arguments.of("a control character in a header", Answers.characterInHeader('\u0001')),
        Arguments.of("endless interim answers", Answers.endlessInterim()),
        Arguments.of("an endless head", Answers.endlessHead()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rubbish")
  void what_is_no_response_is_malformed(String name, Script script) {
    server.answer(script);

    assertEquals(UpstreamFailure.Kind.MALFORMED, failureOf(get("/")));
    server.takeRequest().awaitClosedByPeer();
  }

  @Test
  void tls_without_trust_is_untrusted(@TempDir Path directory) {
    TestCertificates certificates = TestCertificates.in(directory);
    try (RawUpstream tls =
        RawUpstream.startTls(certificates.server(TestCertificates.Identity.UNTRUSTED))) {
      assertEquals(UpstreamFailure.Kind.UNTRUSTED, failureOf(call(tls.url(), "/", LONG)));
      assertEquals(List.of(), tls.requests());
    }
  }

  @Test
  void a_tls_handshake_that_does_not_come_on_is_a_timeout() {
    server.atAccept(RawUpstream.AtAccept.STALL);
    String url = server.url().replace("http:", "https:");

    assertEquals(UpstreamFailure.Kind.TIMEOUT, failureOf(call(url, "/", SHORT)));
  }

  @Test
  void a_client_that_leaves_abandons_the_call_and_closes_its_connection() {
    server.answer(Script.start().readBody().stall());
    CompletableFuture<Response> response = get("/");
    RecordedRequest request = server.takeRequest();

    cancellation.cancel();

    assertEquals(UpstreamFailure.Kind.ABANDONED, failureOf(response));
    request.awaitClosedByPeer();
  }

  /** HttpClient forgets what to cancel when a lease or a connect comes to its end very fast. */
  @Test
  void a_client_that_leaves_closes_a_connection_that_had_been_used_before() throws Exception {
    restart(settings(1));
    for (int i = 0; i < 20; i++) {
      server.answer(Answers.ok("fine"));
      Reader.of(get("/").get(20, TimeUnit.SECONDS)).text.get(20, TimeUnit.SECONDS);
      RecordedRequest earlier = server.takeRequest();
      server.answer(Script.start().readBody().stall());
      Cancellation leaving = new Cancellation();
      CompletableFuture<Response> response = get("/", leaving);
      RecordedRequest request = server.takeRequest();
      assertEquals(earlier.connection(), request.connection());

      leaving.cancel();

      assertEquals(UpstreamFailure.Kind.ABANDONED, failureOf(response));
      request.awaitClosedByPeer();
    }
  }

  @Test
  void a_client_that_leaves_closes_a_new_connection() {
    server.answer(Script.start().readBody().stall());
    for (int i = 0; i < 100; i++) {
      Cancellation leaving = new Cancellation();
      CompletableFuture<Response> response = get("/", leaving);
      RecordedRequest request = server.takeRequest();

      leaving.cancel();

      assertEquals(UpstreamFailure.Kind.ABANDONED, failureOf(response));
      request.awaitClosedByPeer();
    }
  }

  @Test
  void a_client_that_has_left_before_gets_no_call() {
    cancellation.cancel();

    assertEquals(UpstreamFailure.Kind.ABANDONED, failureOf(get("/")));
    assertEquals(0, server.acceptedConnections());
  }

  @Test
  void a_request_body_that_breaks_off_abandons_the_call() throws Exception {
    server.answer(Answers.ok("too early").then(Script.start().stall()));
    CompletableFuture<Flow.Subscriber<? super ByteBuffer>> subscriber = new CompletableFuture<>();
    Flow.Publisher<ByteBuffer> client =
        newcomer -> {
          newcomer.onSubscribe(new Endless(newcomer));
          subscriber.complete(newcomer);
        };
    CompletableFuture<Response> response =
        exchange(
            server.url(),
            "/",
            Body.streaming(Body.UNKNOWN_LENGTH, client),
            Headers.EMPTY,
            LONG,
            cancellation);
    RecordedRequest request = server.takeRequest();

    subscriber.get(20, TimeUnit.SECONDS).onError(new IOException("the client broke off"));

    assertEquals(UpstreamFailure.Kind.ABANDONED, failureOf(response));
    assertFalse(request.awaitBody());
  }

  @ParameterizedTest
  @ValueSource(longs = {Body.UNKNOWN_LENGTH, 1_000_000})
  void a_request_that_is_refused_halfway_ends_with_its_connection(long length) throws Exception {
    server.answer(Answers.beforeTheBody("413 Content Too Large", "too much"));

    Response response = beginning(length).get(20, TimeUnit.SECONDS);

    assertEquals(413, response.status());
    assertEquals("too much", Reader.of(response).text.get(20, TimeUnit.SECONDS));
    server.takeRequest().awaitClosedByPeer();
    assertEquals(0, upstream.connections().available());
  }

  @ParameterizedTest
  @ValueSource(longs = {Body.UNKNOWN_LENGTH, 1_000_000})
  void a_request_that_is_refused_halfway_never_looks_whole(long length) throws Exception {
    server.answer(
        Script.start()
            .send(Answers.head("413 Content Too Large", "Content-Length: 8") + "\r\ntoo")
            .readBody()
            .send(" much"));
    Reader reader = Reader.of(beginning(length).get(20, TimeUnit.SECONDS));
    RecordedRequest request = server.takeRequest();
    request.awaitBodyBytes(1);

    server.answer(Answers.ok("done"));
    Reader.of(get("/").get(20, TimeUnit.SECONDS)).text.get(20, TimeUnit.SECONDS);
    cancellation.cancel();

    assertFalse(request.awaitBody());
    assertThrows(ExecutionException.class, () -> reader.text.get(20, TimeUnit.SECONDS));
  }

  /** A request whose first byte is sent, and never the next. */
  private CompletableFuture<Response> beginning(long length) {
    return exchange(
        server.url(),
        "/",
        Body.streaming(length, newcomer -> newcomer.onSubscribe(new Endless(newcomer))),
        Headers.EMPTY,
        LONG,
        cancellation);
  }

  @Test
  void a_response_that_breaks_off_is_an_error_for_its_reader() throws Exception {
    server.answer(Answers.truncatedBody());

    Reader reader = Reader.of(get("/").get(20, TimeUnit.SECONDS));

    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> reader.text.get(20, TimeUnit.SECONDS));
    assertInstanceOf(UpstreamFailure.class, failure.getCause());
  }

  @Test
  void a_reader_that_does_not_want_the_rest_closes_the_connection() throws Exception {
    Signal goOn = new Signal();
    server.answer(
        Script.start().readBody().send(Answers.head("200 OK") + "\r\nsome").await(goOn).close());
    Response response = get("/").get(20, TimeUnit.SECONDS);

    response.body().publisher().subscribe(new Cancelling());

    server.takeRequest().awaitClosedByPeer();
  }

  @Test
  void calls_after_the_end_fail() {
    upstream.close();

    assertInstanceOf(
        UpstreamFailure.class,
        assertThrows(ExecutionException.class, () -> get("/").get(20, TimeUnit.SECONDS))
            .getCause());
    assertInstanceOf(
        UpstreamFailure.class,
        assertThrows(
                ExecutionException.class,
                () -> call("http://localhost:1", "/", LONG).get(20, TimeUnit.SECONDS))
            .getCause());
  }

  @Test
  void closing_breaks_off_what_is_under_way_and_ends_all_threads() throws Exception {
    restart(settings(1));
    Signal goOn = new Signal();
    server.answer(
        Script.start().readBody().send(Answers.head("200 OK") + "\r\nsome").await(goOn).close());
    Reader streaming = Reader.of(get("/").get(20, TimeUnit.SECONDS));
    CompletableFuture<Response> waiting = get("/");
    assertTrue(threads().anyMatch(name -> name.startsWith("gatehouse-upstream")));

    upstream.close();

    assertThrows(ExecutionException.class, () -> streaming.text.get(20, TimeUnit.SECONDS));
    assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
    assertEquals(
        List.of(),
        threads().filter(name -> name.startsWith("gatehouse-") && !name.contains("test")).toList());
  }

  @Test
  void no_deadline_stays_behind_a_call() throws Exception {
    clock.setRemoveOnCancelPolicy(true);
    int usual = clock.getQueue().size();
    server.answer(Answers.ok("fine"));
    for (int i = 0; i < 5; i++) {
      Reader.of(get("/").get(20, TimeUnit.SECONDS)).text.get(20, TimeUnit.SECONDS);
    }
    failureOf(call(RawUpstream.refusingUrl(), "/", LONG));

    // The housekeeping is in the queue but for the moments when it runs.
    assertTrue(clock.getQueue().size() <= Math.max(1, usual));
  }

  /** Loopback addresses of the same port: what a change in DNS leads to. */
  @Test
  void a_change_of_addresses_takes_effect_in_time_though_the_connection_is_kept_busy()
      throws Exception {
    AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
    server.answer(Answers.ok("old"));
    try (ServerSocket moved =
        new ServerSocket(server.port(), 50, InetAddress.getByName("127.0.0.2"))) {
      upstream.close();
      upstream = new Upstream(changed(Duration.ofMillis(40), null), clock, names(address));
      String url = "http://pets.example:" + server.port();
      assertEquals(200, call(url, "/", LONG).get(20, TimeUnit.SECONDS).status());

      address.set("127.0.0.2");
      CompletableFuture<Socket> arrival = CompletableFuture.supplyAsync(() -> accept(moved));
      while (!arrival.isDone()) {
        call(url, "/", SHORT).handle((response, failure) -> null).get(20, TimeUnit.SECONDS);
      }

      arrival.get().close();
    }
  }

  @Test
  void an_unused_connection_is_closed_after_its_time() throws Exception {
    restart(changed(null, Duration.ofMillis(50)));
    server.answer(Answers.ok("fine"));
    Reader.of(get("/").get(20, TimeUnit.SECONDS)).text.get(20, TimeUnit.SECONDS);

    server.takeRequest().awaitClosedByPeer();
  }

  @Test
  void a_destination_may_have_a_limit_of_its_own() {
    URI uri = URI.create(server.url());
    upstream.limit(Destination.of(new Origin("http", uri.getHost(), uri.getPort())), 1);
    server.answer(Script.start().readBody().stall());
    CompletableFuture<Response> first = get("/");
    server.takeRequest();

    assertEquals(UpstreamFailure.Kind.TIMEOUT, failureOf(call(server.url(), "/", SHORT)));
    assertFalse(first.isDone());
    assertEquals(1, server.acceptedConnections());
  }

  private static Socket accept(ServerSocket listening) {
    try {
      return listening.accept();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DnsResolver names(AtomicReference<String> address) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(address.get())};
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private static UpstreamSettings changed(Duration dnsRefresh, Duration keepAlive) {
    UpstreamSettings usual = UpstreamSettings.DEFAULT;
    return new UpstreamSettings(
        usual.maxConnectionsPerOrigin(),
        usual.maxConnections(),
        usual.connectTimeout(),
        usual.idleTimeout(),
        keepAlive == null ? usual.keepAlive() : keepAlive,
        dnsRefresh == null ? usual.dnsRefresh() : dnsRefresh,
        null);
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName);
  }

  private static UpstreamSettings settings(int connections) {
    UpstreamSettings usual = UpstreamSettings.DEFAULT;
    return new UpstreamSettings(
        connections,
        connections,
        usual.connectTimeout(),
        usual.idleTimeout(),
        usual.keepAlive(),
        usual.dnsRefresh(),
        null);
  }

  private void restart(UpstreamSettings settings) {
    upstream.close();
    upstream = new Upstream(settings, clock);
  }

  private CompletableFuture<Response> get(String target) {
    return get(target, cancellation);
  }

  private CompletableFuture<Response> get(String target, Cancellation leaving) {
    return exchange(server.url(), target, Body.EMPTY, Headers.EMPTY, LONG, leaving);
  }

  private CompletableFuture<Response> call(String url, String target, Duration timeout) {
    return exchange(url, target, Body.EMPTY, Headers.EMPTY, timeout, cancellation);
  }

  private CompletableFuture<Response> exchange(
      String url,
      String target,
      Body body,
      Headers headers,
      Duration timeout,
      Cancellation leaving) {
    URI uri = URI.create(url);
    Origin origin = new Origin(uri.getScheme(), uri.getHost(), uri.getPort());
    Headers.Builder all = new Headers.Builder(4).add("Host", origin.authority());
    headers.forEach(all::add);
    String method = body.isEmpty() ? "GET" : "POST";
    return upstream
        .exchange(
            new UpstreamRequest(Destination.of(origin), method, target, all.build(), body, timeout),
            leaving)
        .toCompletableFuture();
  }

  private static UpstreamFailure.Kind failureOf(CompletableFuture<Response> response) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> response.get(20, TimeUnit.SECONDS));
    return assertInstanceOf(UpstreamFailure.class, failure.getCause()).kind();
  }

  /** Gives one buffer, and nothing more by itself. */
  private static final class Endless implements Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> to;
    private boolean given;

    Endless(Flow.Subscriber<? super ByteBuffer> to) {
      this.to = to;
    }

    @Override
    public void request(long count) {
      if (!given) {
        given = true;
        to.onNext(ByteBuffer.wrap(new byte[] {'a'}));
      }
    }

    @Override
    public void cancel() {}
  }

  private static final class Cancelling implements Flow.Subscriber<ByteBuffer> {

    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      subscription.cancel();
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {}
  }

  private static final class Reader implements Flow.Subscriber<ByteBuffer> {

    private final StringBuilder received = new StringBuilder();
    private final CompletableFuture<String> text = new CompletableFuture<>();

    static Reader of(Response response) {
      Reader reader = new Reader();
      response.body().publisher().subscribe(reader);
      return reader;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      received.append(StandardCharsets.UTF_8.decode(buffer));
    }

    @Override
    public void onError(Throwable cause) {
      text.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      text.complete(received.toString());
    }
  }
}
