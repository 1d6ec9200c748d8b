package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import gatehouse.testkit.Answers;
import gatehouse.testkit.Feed;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.Script;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that cannot be reached, cannot be trusted, or takes too long. */
abstract class UnreachableUpstreamTheme extends Theme {

  private static final long LARGE = 64 << 20;

  UnreachableUpstreamTheme(Stand stand) {
    super(stand);
  }

  @Test
  void an_upstream_that_does_not_answer_in_time_gets_503() {
    upstream.answer(Script.start().stall());
    assertUnavailable(get("/short/x"));
    upstream.takeRequest().awaitClosedByPeer();
    assertAllIsWell();
  }

  @Test
  void an_upstream_that_trickles_its_head_gets_503_in_the_end() {
    Feed feed = new Feed().send("HTTP/1.1 200 OK\r\n");
    upstream.answer(Script.start().sendFrom(feed));
    try (RawClient client = stand.connect()) {
      client.send(head("GET", "/short/x"));
      var request = upstream.takeRequest();
      CompletableFuture<RawAnswer> answer = CompletableFuture.supplyAsync(client::readAnswer);
      for (int i = 0; !answer.isDone(); i++) {
        feed.send("X-" + i + ": trickle\r\n");
        Thread.onSpinWait();
        java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
      }
      assertUnavailable(answer.join());
      request.awaitClosedByPeer();
    }
  }

  @Test
  void an_upstream_that_does_not_read_the_body_gets_503() {
    upstream.answer(Script.start().stallWithoutReading());
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/short/x", "Content-Length: " + LARGE));
      CompletableFuture<Void> sending = client.sendGeneratedInBackground(LARGE);
      assertUnavailable(client.readAnswer());
      sending.handle((done, failure) -> true).join();
    }
    upstream.closeConnections();
    assertAllIsWell();
  }

  @Test
  void a_client_that_does_not_send_its_body_gets_503() {
    upstream.answer(Answers.ok("done"));
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/short/x", "Content-Length: 10")).send("hello");
      assertUnavailable(client.readAnswer());
    }
    assertFalse(upstream.takeRequest().awaitBody());
    assertAllIsWell();
  }

  @Test
  void a_body_may_take_longer_than_the_timeout_once_its_head_is_there() {
    Feed feed = new Feed();
    upstream.answer(
        Script.start().send(Answers.head("200 OK", "Content-Length: 4") + "\r\n").sendFrom(feed));
    try (RawClient client = stand.connect();
        RawClient other = stand.connect()) {
      var answer = client.send(head("GET", "/short/x")).openAnswer();
      upstream.answer(Script.start().stall());
      // Began later and has timed out: so the first one's time is over, too.
      assertUnavailable(other.send(head("GET", "/short/y")).readAnswer());
      feed.send("late").end();
      assertEquals("late", answer.readAll().text());
    }
  }

  @Test
  void a_connection_that_is_refused_gets_503() {
    assertUnavailable(get("/refused/x"));
  }

  @Test
  void a_name_that_nobody_has_gets_503() {
    assertUnavailable(get("/unknown/x"));
  }

  @Test
  void a_host_that_drops_packets_gets_503_in_time() {
    assertUnavailable(get("/silent/x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "unknown"})
  void the_body_for_an_upstream_that_is_not_there_does_not_keep_the_answer_back(String route) {
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/" + route + "/x", "Content-Length: 10")).send("hello");
      assertUnavailable(client.readAnswer());
    }
  }

  @Test
  void a_connection_that_is_closed_or_reset_at_once_gets_503() {
    for (RawUpstream.AtAccept odd :
        new RawUpstream.AtAccept[] {RawUpstream.AtAccept.CLOSE, RawUpstream.AtAccept.RESET}) {
      upstream.closeConnections();
      upstream.atAccept(odd);
      assertUnavailable(get("/plain/x"));
    }
    upstream.atAccept(RawUpstream.AtAccept.SERVE);
    assertAllIsWell();
  }

  @Test
  void a_trusted_certificate_is_accepted() {
    RawAnswer answer = get("/trusted/x");
    assertEquals(200, answer.status(), answer.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"untrusted", "expired", "wrong_host"})
  void a_certificate_that_is_not_to_be_trusted_gets_500(String route) {
    assertRefused(500, "Internal Server Error", get("/" + route + "/x"));
  }
}
