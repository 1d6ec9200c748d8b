package gatehouse.size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.testkit.Exchanges;
import gatehouse.testkit.Pieces;
import gatehouse.testkit.WholeBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SizeStepTest {

  private static final Quotas COUNTING = new Quotas(100, 100, 1_000, false);
  private static final Quotas READING = new Quotas(100, 100, 1_000, true);

  @Test
  void without_limits_everything_passes_untouched() {
    SizeStep step = new SizeStep(Quotas.NONE);
    Exchange exchange = exchange(Pieces.body(1, 1_000));
    Response response = new Response(200, Headers.EMPTY, Pieces.body(1, 1_000));
    step.check(exchange.request());
    assertSame(exchange, step.received(exchange).toCompletableFuture().join());
    assertSame(response, step.answered(exchange, response).toCompletableFuture().join());
  }

  @Test
  void an_announced_body_is_refused_beyond_the_limit_and_only_there() {
    SizeStep step = new SizeStep(COUNTING);
    step.check(request(new Pieces.Silent().body(100)));
    Pieces.Silent body = new Pieces.Silent();
    assertRefused(413, () -> step.check(request(body.body(101))));
    assertNull(body.subscriber, "nobody has begun to read it");
  }

  @Test
  void a_body_that_somebody_has_read_since_is_held_to_the_limit() {
    for (Quotas quotas : new Quotas[] {COUNTING, READING}) {
      SizeStep step = new SizeStep(quotas);
      Exchange within = exchange(Body.of(new byte[100]));
      assertSame(within, step.received(within).toCompletableFuture().join());
      CompletableFuture<Exchange> beyond =
          step.received(exchange(Body.of(new byte[101]))).toCompletableFuture();
      assertTrue(beyond.isCompletedExceptionally());
    }
  }

  @Test
  void request_line_and_header_values_are_counted_and_names_are_not() {
    SizeStep step = new SizeStep(COUNTING);
    // "GET /a%20b?q HTTP/1.1" has 21 bytes.
    for (String name : new String[] {"X", "X-A-Name-That-Is-Long"}) {
      step.check(head(Headers.of(name, "a".repeat(500), "Y", "b".repeat(479))));
      Headers more = Headers.of(name, "a".repeat(500), "Y", "b".repeat(480));
      assertRefused(431, () -> step.check(head(more)));
    }
  }

  @Test
  void a_streamed_body_is_passed_on_up_to_the_limit_and_ends_with_the_refusal() throws Exception {
    SizeStep step = new SizeStep(COUNTING);
    WholeBody within = WholeBody.of(received(step, Pieces.body(10, 10)));
    assertTrue(within.isComplete());
    assertEquals(100, within.bytes().length);

    WholeBody beyond = WholeBody.of(received(step, Pieces.body(11, 10)));
    assertFalse(beyond.isComplete());
    assertEquals(100, beyond.bytes().length, "no byte beyond the limit goes on");
  }

  @Test
  void a_streamed_body_beyond_the_limit_is_not_read_any_further() throws Exception {
    Pieces.Silent source = new Pieces.Silent();
    Body limited = received(new SizeStep(COUNTING), source.body(Body.UNKNOWN_LENGTH));
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    limited.publisher().subscribe(new Failing(failure));

    source.subscriber.onNext(ByteBuffer.allocate(101));

    assertEquals(1, source.cancelled);
    assertEquals(413, ((Refusal) failure.join()).status());
    source.subscriber.onNext(ByteBuffer.allocate(1));
    source.subscriber.onComplete();
    source.subscriber.onError(new IOException("late"));
  }

  @Test
  void with_aws_a_body_of_unknown_length_is_read_wholly_and_has_a_length_then() throws Exception {
    SizeStep step = new SizeStep(READING);
    Body whole = received(step, Pieces.body(10, 10));
    assertEquals(100, whole.length());
    assertEquals(100, WholeBody.of(whole).bytes().length);
    assertTrue(received(step, Pieces.body(0, 1)).isEmpty());
  }

  @Test
  void with_aws_a_body_beyond_the_limit_is_refused_and_not_read_any_further() {
    SizeStep step = new SizeStep(READING);
    Pieces.Silent source = new Pieces.Silent();
    CompletableFuture<Exchange> received =
        step.received(exchange(source.body(Body.UNKNOWN_LENGTH))).toCompletableFuture();
    source.subscriber.onNext(ByteBuffer.allocate(100));
    assertFalse(received.isDone());
    source.subscriber.onNext(ByteBuffer.allocate(1));
    assertRefused(413, received::join);
    assertEquals(1, source.cancelled);
    source.subscriber.onNext(ByteBuffer.allocate(1));
    source.subscriber.onComplete();
  }

  @Test
  void with_aws_a_body_that_breaks_off_is_no_body() {
    Pieces.Silent source = new Pieces.Silent();
    CompletableFuture<Exchange> received =
        new SizeStep(READING)
            .received(exchange(source.body(Body.UNKNOWN_LENGTH)))
            .toCompletableFuture();
    source.subscriber.onNext(ByteBuffer.allocate(50));
    source.subscriber.onError(new IOException("gone"));
    assertRefused(400, received::join);
  }

  @Test
  void an_announced_response_beyond_the_limit_is_500_and_discarded() {
    for (Quotas quotas : new Quotas[] {COUNTING, READING}) {
      Pieces.Silent source = new Pieces.Silent();
      Exchange exchange = exchange(Body.EMPTY);
      assertRefused(500, answered(quotas, exchange, source.body(101))::join);
      assertEquals(1, source.cancelled);
      assertEquals(
          "TOO_LARGE: the response is larger than the limit",
          exchange.outcome().integrationError());
      assertEquals(
          100, answered(quotas, exchange, new Pieces.Silent().body(100)).join().body().length());
    }
  }

  @Test
  void a_streamed_response_beyond_the_limit_breaks_off_and_with_aws_is_500() throws Exception {
    Exchange exchange = exchange(Body.EMPTY);
    Response streamed = answered(COUNTING, exchange, Pieces.body(11, 10)).join();
    assertEquals(200, streamed.status());
    assertFalse(WholeBody.of(streamed.body()).isComplete());

    assertRefused(500, answered(READING, exchange, Pieces.body(11, 10))::join);
    Response whole = answered(READING, exchange, Pieces.body(10, 10)).join();
    assertEquals(100, whole.body().length());
    assertEquals("1", whole.headers().first("X-Up"));
  }

  @Test
  void with_aws_a_response_that_breaks_off_is_503() {
    Pieces.Silent source = new Pieces.Silent();
    CompletableFuture<Response> answered =
        answered(READING, exchange(Body.EMPTY), source.body(Body.UNKNOWN_LENGTH));
    source.subscriber.onError(new IOException("gone"));
    assertRefused(503, answered::join);
  }

  private static CompletableFuture<Response> answered(Quotas quotas, Exchange exchange, Body body) {
    return new SizeStep(quotas)
        .answered(exchange, new Response(200, Headers.of("X-Up", "1"), body))
        .toCompletableFuture();
  }

  private static Body received(SizeStep step, Body body) {
    return step.received(exchange(body)).toCompletableFuture().join().request().body();
  }

  private static Exchange exchange(Body body) {
    return Exchanges.of(request(body));
  }

  private static Request request(Body body) {
    return Exchanges.request("POST", "/a", null, Headers.EMPTY, body);
  }

  private static Request head(Headers headers) {
    return Exchanges.request("GET", "/a%20b", "q", headers, Body.EMPTY);
  }

  private static void assertRefused(int status, Executable action) {
    Throwable thrown = assertThrows(RuntimeException.class, action);
    Throwable refusal = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    assertEquals(status, ((Refusal) refusal).status());
  }

  private record Failing(CompletableFuture<Throwable> failure)
      implements Flow.Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer buffer) {}

    @Override
    public void onError(Throwable cause) {
      assertTrue(failure.complete(cause), "only one end");
    }

    @Override
    public void onComplete() {
      throw new AssertionError("not complete");
    }
  }
}
