package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.Signal;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Bodies of any size pass through little memory, no faster than their receiver takes them. */
abstract class BigBodyTheme extends Theme {

  private static final long GIB = 1L << 30;
  private static final long HELD_BACK = GIB / 4;

  /** {@code -Dtest.bigBodies=10g} for what a release is tried with. */
  private static final long BIG =
      Long.parseLong(System.getProperty("test.bigBodies", "2g").replace("g", "")) * GIB;

  /** Far less than what is sent, far more than all buffers on the way. */
  private static final long MOST_UNDERWAY = 32 << 20;

  private static final int CHUNK = 64 * 1024;

  BigBodyTheme(Stand stand) {
    super(stand);
  }

  @Test
  void a_big_upload_of_known_length_passes() {
    upstream.answer(Answers.ok("got it"));
    try (RawClient client = stand.connect()) {
      client.send(head("PUT", "/long/x", "Content-Length: " + BIG)).sendGenerated(BIG);
      assertEquals("got it", client.readAnswer().text());
    }
    RecordedRequest request = upstream.takeRequest();
    assertEquals(Long.toString(BIG), request.header("Content-Length").orElse("none"));
    assertTrue(request.bodyIsGenerated(BIG));
  }

  @Test
  void a_big_upload_in_chunks_passes() {
    upstream.answer(Answers.ok("got it"));
    try (RawClient client = stand.connect()) {
      client.send(head("PUT", "/long/x", "Transfer-Encoding: chunked"));
      client.sendGeneratedChunks(BIG, CHUNK);
      assertEquals("got it", client.readAnswer().text());
    }
    RecordedRequest request = upstream.takeRequest();
    assertEquals("chunked", request.header("Transfer-Encoding").orElse("none"));
    assertTrue(request.bodyIsGenerated(BIG));
  }

  @Test
  void a_big_download_passes() {
    upstream.answer(Answers.generated(BIG));
    try (RawClient client = stand.connect()) {
      AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
      assertEquals(Long.toString(BIG), answer.head().header("Content-Length").orElse("none"));
      assertEquals(BIG, answer.readGenerated());
      assertTrue(answer.isComplete());
    }
  }

  @Test
  void an_upstream_is_held_back_by_a_client_that_does_not_read() {
    upstream.answer(Answers.generatedChunks(HELD_BACK));
    try (RawClient client = stand.connect()) {
      AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
      RecordedRequest request = upstream.takeRequest();
      assertTrue(awaitStandstill(request::sentBytes) < MOST_UNDERWAY);
      assertEquals(HELD_BACK, answer.readGenerated());
      assertTrue(answer.isComplete());
    }
  }

  @Test
  void a_client_is_held_back_by_an_upstream_that_does_not_read() {
    Signal go = new Signal();
    upstream.answer(Script.start().then(exchange -> go.await()).then(Answers.ok("got it")));
    try (RawClient client = stand.connect()) {
      client.send(head("PUT", "/long/x", "Content-Length: " + HELD_BACK));
      CompletableFuture<Void> sending = client.sendGeneratedInBackground(HELD_BACK);
      RecordedRequest request = upstream.takeRequest();
      assertTrue(awaitStandstill(client::sentBytes) < MOST_UNDERWAY);
      go.raise();
      sending.join();
      RawAnswer answer = client.readAnswer();
      assertEquals("got it", answer.text());
      assertTrue(request.bodyIsGenerated(HELD_BACK));
    }
  }
}
