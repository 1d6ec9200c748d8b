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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A client that leaves takes its exchange with the upstream along, and nobody else's. */
abstract class LeavingClientTheme extends Theme {

  private static final long LARGE = 1 << 30;
  private static final int DEPARTURES = 50;
  private static final int AT_ONCE = 8;
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
  void departures_within_downloads_do_not_touch_the_requests_of_others() {
    upstream.answer(
        request ->
            request.target().startsWith("/leave")
                ? Answers.generatedChunks(LARGE)
                : ownTarget(request));
    try (Neighbours neighbours = new Neighbours()) {
      for (int i = 0; i < DEPARTURES; i++) {
        RawClient client = stand.connect();
        client.send(head("GET", "/plain/leave")).openAnswer().read(50_000);
        client.reset();
        neighbours.assertOwnAnswer();
      }
    }
  }

  /** Here the thread that brings bytes from the upstream is the one that finds the client gone. */
  @Test
  void departures_between_events_do_not_touch_the_requests_of_others() {
    Queue<Feed> feeds = new ConcurrentLinkedQueue<>();
    upstream.answer(
        request -> {
          if (!request.target().startsWith("/leave")) {
            return ownTarget(request);
          }
          Feed feed = new Feed().event("one");
          feeds.add(feed);
          return Answers.serverSentEvents(feed);
        });
    try (Neighbours neighbours = new Neighbours()) {
      for (int i = 0; i < DEPARTURES; i++) {
        List<RawClient> clients = new ArrayList<>();
        for (int k = 0; k < AT_ONCE; k++) {
          RawClient client = stand.connect();
          assertEquals("one", client.send(head("GET", "/plain/leave")).openAnswer().nextEvent());
          clients.add(client);
        }
        clients.forEach(RawClient::reset);
        for (Feed feed = feeds.poll(); feed != null; feed = feeds.poll()) {
          feed.event("two").event("three").end();
        }
        neighbours.assertOwnAnswer();
      }
    }
  }

  @Test
  void departures_within_uploads_do_not_touch_the_requests_of_others() {
    upstream.answer(
        request -> request.target().startsWith("/leave") ? Answers.ok("done") : ownTarget(request));
    try (Neighbours neighbours = new Neighbours()) {
      for (int i = 0; i < DEPARTURES; i++) {
        RawClient client = stand.connect();
        client.send(head("POST", "/plain/leave-" + i, "Content-Length: 1000000") + "hello");
        client.reset();
        neighbours.assertOwnAnswer();
      }
    }
    for (RecordedRequest request : upstream.requests()) {
      if (request.target().startsWith("/leave")) {
        assertFalse(request.awaitBody());
      }
    }
  }

  /** Clients that go about their business and must not notice anything. */
  private final class Neighbours implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();
    private final List<CompletableFuture<Void>> all = new ArrayList<>();

    Neighbours() {
      for (int i = 0; i < NEIGHBOURS; i++) {
        CompletableFuture<Void> one = new CompletableFuture<>();
        all.add(one);
        new Thread(() -> live(one), "neighbour").start();
      }
    }

    private void live(CompletableFuture<Void> result) {
      try {
        while (!over.get()) {
          assertOwnAnswer();
        }
        result.complete(null);
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    }

    /** On a connection of its own, so that the server takes one that has just been given back. */
    void assertOwnAnswer() {
      String nonce = nonce();
      var answer = get("/plain/" + nonce);
      assertEquals("/" + nonce, answer.text());
      assertEquals(200, answer.status());
    }

    @Override
    public void close() {
      over.set(true);
      all.forEach(CompletableFuture::join);
    }
  }
}
