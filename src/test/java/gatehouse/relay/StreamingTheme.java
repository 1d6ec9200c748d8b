package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.Answers;
import gatehouse.testkit.Feed;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is there is passed on at once, in both directions. */
abstract class StreamingTheme extends Theme {

  /** More than all buffers on the way. */
  private static final long LARGE = 64 << 20;

  StreamingTheme(Stand stand) {
    super(stand);
  }

  @Test
  void each_event_reaches_the_client_before_the_next_one_is_sent() {
    Feed feed = new Feed();
    upstream.answer(Answers.serverSentEvents(feed));
    try (RawClient client = stand.connect()) {
      AnswerStream answer = client.send(head("GET", "/plain/events")).openAnswer();
      assertEquals("text/event-stream", answer.head().header("Content-Type").orElse("none"));
      for (String event : List.of("one", "two", "three")) {
        feed.event(event);
        assertEquals(event, answer.nextEvent());
      }
      feed.end();
      assertEquals("", answer.readAll().text());
      assertTrue(answer.isComplete());
    }
  }

  @Test
  void a_head_reaches_the_client_before_a_body_in_chunks_begins() {
    Feed feed = new Feed();
    upstream.answer(
        Script.start()
            .send(Answers.head("201 Created", "Transfer-Encoding: chunked") + "\r\n")
            .sendChunksFrom(feed));
    try (RawClient client = stand.connect()) {
      AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
      assertEquals(201, answer.status());
      feed.send("late").end();
      assertEquals("late", answer.readAll().text());
      assertTrue(answer.isComplete());
    }
  }

  @Test
  void a_head_reaches_the_client_before_a_body_of_known_length_begins() {
    Feed feed = new Feed();
    upstream.answer(
        Script.start().send(Answers.head("200 OK", "Content-Length: 4") + "\r\n").sendFrom(feed));
    try (RawClient client = stand.connect()) {
      AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
      assertEquals("4", answer.head().header("Content-Length").orElse("none"));
      feed.send("late").end();
      assertEquals("late", answer.readAll().text());
      assertTrue(answer.isComplete());
    }
  }

  @Test
  void each_piece_of_a_request_reaches_the_upstream_before_the_next_one_is_sent() {
    upstream.answer(Answers.ok("done"));
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Transfer-Encoding: chunked"));
      RecordedRequest request = upstream.takeRequest();
      client.sendChunk("one");
      request.awaitBodyBytes(3);
      client.sendChunk("two");
      request.awaitBodyBytes(6);
      client.sendLastChunk();
      assertEquals("done", client.readAnswer().text());
      assertEquals("onetwo", request.text());
    }
  }

  @Test
  void a_body_can_be_answered_while_it_is_sent() {
    upstream.answer(Answers.echoWhileReading());
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Transfer-Encoding: chunked"));
      AnswerStream answer = client.openAnswer();
      for (String piece : List.of("one", "two", "three")) {
        client.sendChunk(piece);
        assertEquals(piece, answer.read(piece.length()));
      }
      client.sendLastChunk();
      assertEquals("", answer.readAll().text());
      assertTrue(answer.isComplete());
    }
  }

  @Test
  void an_early_refusal_reaches_the_client_although_the_upstream_closes() {
    upstream.answer(
        Script.start()
            .send(Answers.head("413 Content Too Large", "Content-Length: 8") + "\r\ntoo much")
            .close());
    assertEarlyRefusal();
  }

  @Test
  void an_early_refusal_reaches_the_client_although_the_upstream_reads_on() {
    upstream.answer(Answers.beforeTheBody("413 Content Too Large", "too much"));
    assertEarlyRefusal();
  }

  private void assertEarlyRefusal() {
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Content-Length: " + LARGE));
      CompletableFuture<Void> sending = client.sendGeneratedInBackground(LARGE);
      RawAnswer answer = client.readAnswer();
      assertEquals(413, answer.status());
      assertEquals("too much", answer.text());
      assertTrue(answer.complete());
      // The server may take the rest or not; the client is not left hanging either way.
      sending.handle((done, failure) -> true).join();
    }
    assertAllIsWell();
  }

  @Test
  void a_client_that_waits_for_100_is_told_to_go_on_and_the_upstream_is_asked_nothing() {
    upstream.answer(Answers.ok("done"));
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Content-Length: 5", "Expect: 100-continue"));
      assertEquals("HTTP/1.1 100", client.readInterim().startLine().substring(0, 12));
      RawAnswer answer = client.send("hello").readAnswer();
      assertEquals("done", answer.text());
      assertEquals(List.of(), answer.interim());
    }
    RecordedRequest request = upstream.takeRequest();
    assertEquals(List.of(), request.headers("Expect"));
    assertEquals("hello", request.text());
  }

  @Test
  void a_client_that_waits_for_100_is_answered_without_its_body_when_nobody_takes_that() {
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/nowhere", "Content-Length: 5", "Expect: 100-continue"));
      RawAnswer answer = client.readAnswer();
      assertEquals(404, answer.status());
      if (stand.tellsToGoOnWhenAsked()) {
        assertEquals(List.of(), answer.interim());
      }
    }
  }

  @Test
  void a_slow_request_body_does_not_hold_its_answer_back() {
    upstream.answer(Answers.beforeTheBody("200 OK", "early"));
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Content-Length: 10")).send("hello");
      RawAnswer answer = client.readAnswer();
      assertEquals("early", answer.text());
      assertTrue(answer.complete());
    }
  }
}
