package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.Answers;
import gatehouse.testkit.Feed;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A client that leaves takes its exchange with the upstream along, and nobody else's. */
abstract class LeavingClientTheme extends Theme {

  private static final long LARGE = 1 << 30;
  private static final int DEPARTURES = 50;
  private static final int NEIGHBOURS = 4;

  LeavingClientTheme(Stand stand) {
    super(stand);
  }

  @Test
  void a_reset_within_a_download_ends_the_upstreams_sending() {
    leaveDownload(RawClient::reset);
  }

  @Test
  void a_close_within_a_download_ends_the_upstreams_sending() {
    leaveDownload(RawClient::close);
  }

  private void leaveDownload(Consumer<RawClient> departure) {
    upstream.answer(Answers.generated(LARGE));
    RawClient client = stand.connect();
    AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
    answer.read(100_000);
    departure.accept(client);
    upstream.takeRequest().awaitClosedByPeer();
    assertAllIsWell();
  }

  @Test
  void a_listener_to_events_that_leaves_is_noticed_by_the_next_events() {
    Feed feed = new Feed();
    upstream.answer(Answers.serverSentEvents(feed));
    RawClient client = stand.connect();
    AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
    feed.event("one");
    assertEquals("one", answer.nextEvent());
    client.reset();
    RecordedRequest request = upstream.takeRequest();
    feed.event("two").event("three").event("four");
    request.awaitClosedByPeer();
    assertAllIsWell();
  }

  @Test
  void an_upload_of_known_length_that_is_reset_is_never_complete() {
    leaveUpload(true, RawClient::reset);
  }

  @Test
  void an_upload_of_known_length_that_is_closed_is_never_complete() {
    leaveUpload(true, RawClient::close);
  }

  @Test
  void an_upload_in_chunks_that_is_reset_is_never_complete() {
    leaveUpload(false, RawClient::reset);
  }

  @Test
  void an_upload_in_chunks_that_is_closed_is_never_complete() {
    leaveUpload(false, RawClient::close);
  }

  private void leaveUpload(boolean ofKnownLength, Consumer<RawClient> departure) {
    upstream.answer(Answers.ok("done"));
    RawClient client = stand.connect();
    client.send(
        head(
            "POST",
            "/plain/x",
            ofKnownLength ? "Content-Length: 1000000" : "Transfer-Encoding: chunked"));
    RecordedRequest request = upstream.takeRequest();
    if (ofKnownLength) {
      client.send("hello");
    } else {
      client.sendChunk("hello");
    }
    request.awaitBodyBytes(5);
    departure.accept(client);
    assertFalse(request.awaitBody());
    request.awaitClosedByPeer();
    assertEquals("hello", request.text());
    assertAllIsWell();
  }

  /** Over HTTP/1.1 no servlet container tells that before something is read or written. */
  @Test
  void a_client_that_leaves_unnoticed_keeps_the_upstream_no_longer_than_the_timeout() {
    upstream.answer(Script.start().stall());
    RawClient client = stand.connect();
    client.send(head("GET", "/short/x"));
    RecordedRequest request = upstream.takeRequest();
    client.reset();
    request.awaitClosedByPeer();
    assertAllIsWell();
  }

  @Test
  void departures_do_not_touch_the_requests_of_others() throws Exception {
    upstream.answer(
        request ->
            request.target().startsWith("/leave")
                ? Answers.generatedChunks(LARGE)
                : ownTarget(request));
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(NEIGHBOURS);
    List<CompletableFuture<Integer>> neighbours = new ArrayList<>();
    try {
      for (int i = 0; i < NEIGHBOURS; i++) {
        neighbours.add(CompletableFuture.supplyAsync(() -> live(over), threads));
      }
      for (int i = 0; i < DEPARTURES; i++) {
        RawClient client = stand.connect();
        client.send(head("GET", "/plain/leave-" + i)).openAnswer().read(50_000);
        client.reset();
        assertOwnAnswers(stand.connect(), 3);
      }
      over.set(true);
      for (CompletableFuture<Integer> neighbour : neighbours) {
        assertFalse(neighbour.get(20, TimeUnit.SECONDS) == 0);
      }
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private int live(AtomicBoolean over) {
    int answers = 0;
    while (!over.get()) {
      assertOwnAnswers(stand.connect(), 5);
      answers++;
    }
    return answers;
  }

  private void assertOwnAnswers(RawClient newClient, int count) {
    try (RawClient client = newClient) {
      for (int i = 0; i < count; i++) {
        String nonce = nonce();
        var answer = client.send(head("GET", "/plain/" + nonce)).readAnswer();
        assertEquals("/" + nonce, answer.text());
        assertEquals(200, answer.status());
      }
    }
  }
}
