package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.Answers;
import gatehouse.testkit.Feed;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** So many requests pass, so many at once, and so large, and not one more. */
abstract class TrafficTheme extends Theme {

  static final int BURST = 25;
  static final int PLACES = 30;
  static final int LARGEST_BODY = 100_000;

  private static final int CLIENTS = 64;

  TrafficTheme(Stand stand) {
    super(stand);
  }

  /** A token comes back in some three hours. */
  static String settings(int burstOfReloaded) {
    return """
        "RouteSettings": {
          "ANY /throttled/{proxy+}": {"ThrottlingBurstLimit": %d, "ThrottlingRateLimit": 0.0001},
          "ANY /reloaded/{proxy+}": {"ThrottlingBurstLimit": %d, "ThrottlingRateLimit": 0.0001}}
        """
        .formatted(BURST, burstOfReloaded);
  }

  @BeforeEach
  void begin_with_all_places_free() {
    assertAllPlacesAreFree();
    stand.upstream("bounded").forget();
  }

  @Test
  void of_64_clients_at_once_exactly_the_burst_passes() throws Exception {
    RawUpstream throttled = stand.upstream("throttled");
    throttled.answer(Answers.ok("done"));
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      CyclicBarrier barrier = new CyclicBarrier(CLIENTS);
      List<Future<RawAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        answers.add(
            clients.submit(
                () -> {
                  barrier.await();
                  return get("/throttled/x");
                }));
      }
      int passed = 0;
      for (Future<RawAnswer> answer : answers) {
        RawAnswer got = answer.get(RawUpstream.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (got.status() == 200) {
          passed++;
        } else {
          assertRefused(429, "Too Many Requests", got);
        }
      }
      assertEquals(BURST, passed);
      assertEquals(BURST, throttled.requests().size());
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void a_reload_gives_nobody_new_tokens() throws Exception {
    stand.upstream("reloaded").answer(Answers.ok("done"));
    for (int i = 0; i < BURST - 2; i++) {
      assertEquals(200, get("/reloaded/x").status());
    }
    stand.reload(settings(BURST + 10));
    assertEquals(200, get("/reloaded/x").status());
    assertEquals(200, get("/reloaded/x").status());
    assertRefused(429, "Too Many Requests", get("/reloaded/x"));
  }

  @Test
  void while_all_places_are_taken_the_excess_gets_503_at_once() {
    Signal go = new Signal();
    RawUpstream bounded = stand.upstream("bounded");
    bounded.answer(Script.start().await(go).then(Answers.ok("done")));
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      waiting.add(stand.connect().send(head("GET", "/bounded/x")));
    }
    for (int i = 0; i < PLACES; i++) {
      bounded.takeRequest();
    }
    for (int i = 0; i < 3; i++) {
      assertUnavailable(get("/bounded/x"));
    }
    assertEquals(200, get("/plain/x").status(), "other integrations have places of their own");

    go.raise();
    waiting.forEach(client -> assertEquals("done", client.readAnswer().text()));
    waiting.forEach(RawClient::close);
    assertAllPlacesAreFree();
  }

  @Test
  void an_answer_keeps_its_place_to_its_last_byte() {
    RawUpstream bounded = stand.upstream("bounded");
    List<Feed> feeds = new ArrayList<>();
    List<AnswerStream> answers = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      Feed feed = new Feed().event("one");
      feeds.add(feed);
      bounded.answer(Answers.serverSentEvents(feed));
      AnswerStream answer = stand.connect().send(head("GET", "/bounded/x")).openAnswer();
      assertEquals("one", answer.nextEvent());
      answers.add(answer);
    }
    assertUnavailable(get("/bounded/x"));
    feeds.forEach(Feed::end);
    answers.forEach(AnswerStream::readAll);
    assertAllPlacesAreFree();
  }

  @Test
  void clients_that_leave_take_no_place_along() {
    RawUpstream bounded = stand.upstream("bounded");
    for (int round = 0; round < 3; round++) {
      bounded.answer(Answers.generatedChunks(LARGEST_BODY - 1));
      List<RawClient> leaving = new ArrayList<>();
      for (int i = 0; i < PLACES; i++) {
        RawClient client = stand.connect().send(head("GET", "/bounded/x"));
        client.openAnswer().read(10);
        leaving.add(client);
      }
      leaving.forEach(RawClient::reset);
      leaving.clear();
      for (int i = 0; i < PLACES; i++) {
        leaving.add(
            stand.connect().send(head("POST", "/bounded/x", "Content-Length: 1000") + "hello"));
      }
      leaving.forEach(RawClient::reset);
      assertAllPlacesAreFree();
    }
  }

  @Test
  void an_upload_in_chunks_beyond_the_limit_is_413_and_never_complete_upstream() {
    upstream.answer(Answers.ok("done"));
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Transfer-Encoding: chunked"));
      client.sendChunk("a".repeat(LARGEST_BODY / 2));
      RecordedRequest request = upstream.takeRequest();
      request.awaitBodyBytes(LARGEST_BODY / 2);
      client.sendChunk("b".repeat(LARGEST_BODY / 2 + 1));
      assertRefused(413, "Request Entity Too Large", client.readAnswer());
      assertFalse(request.awaitBody());
    }
    assertAllIsWell();
  }

  @Test
  void an_upload_in_chunks_up_to_the_limit_passes() {
    upstream.answer(Answers.ok("done"));
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Transfer-Encoding: chunked"));
      client.sendChunk("a".repeat(LARGEST_BODY / 2)).sendChunk("b".repeat(LARGEST_BODY / 2));
      assertEquals("done", client.sendLastChunk().readAnswer().text());
    }
    assertEquals(LARGEST_BODY, upstream.takeRequest().bodyLength());
  }

  /** When a client has its last byte, or has left, the server need not have noticed it yet. */
  private void assertAllPlacesAreFree() {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (freePlaces() < PLACES) {
      assertFalse(System.nanoTime() > deadline, "some places do not come back");
    }
  }

  /** So many of as many requests as there are places get through while none of them ends. */
  private long freePlaces() {
    Signal go = new Signal();
    RawUpstream bounded = stand.upstream("bounded");
    bounded.answer(Script.start().await(go).then(Answers.ok("free")));
    bounded.forget();
    ExecutorService clients = Executors.newFixedThreadPool(PLACES);
    try {
      List<CompletableFuture<RawAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < PLACES; i++) {
        answers.add(CompletableFuture.supplyAsync(() -> get("/bounded/free"), clients));
      }
      while (answers.stream().filter(CompletableFuture::isDone).count() + bounded.requests().size()
          < PLACES) {
        LockSupport.parkNanos(1_000_000);
      }
      go.raise();
      return answers.stream().filter(answer -> answer.join().status() == 200).count();
    } finally {
      clients.shutdownNow();
    }
  }
}
