package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

class PeekedBodyTest {

  @Test
  void a_body_that_ends_at_once_is_empty() {
    SubmissionPublisher<ByteBuffer> source = source();
    CompletableFuture<Body> peeked = peek(source);
    assertFalse(peeked.isDone());
    source.close();
    assertTrue(peeked.join().isEmpty());
  }

  @Test
  void a_body_with_bytes_is_passed_on_whole_and_in_order() {
    SubmissionPublisher<ByteBuffer> source = source();
    CompletableFuture<Body> peeked = peek(source);
    source.submit(buffer("a"));
    Received received = receive(peeked.join());
    source.submit(buffer("b"));
    source.submit(buffer("c"));
    source.close();
    assertEquals(List.of("a", "b", "c", "end"), received.signals);
  }

  @Test
  void a_body_that_has_ended_before_it_is_wanted_is_passed_on_whole() {
    SubmissionPublisher<ByteBuffer> source = source();
    CompletableFuture<Body> peeked = peek(source);
    source.submit(buffer("only"));
    source.close();
    assertEquals(List.of("only", "end"), receive(peeked.join()).signals);
  }

  @Test
  void a_body_that_breaks_off_breaks_off_behind_its_bytes() {
    SubmissionPublisher<ByteBuffer> source = source();
    CompletableFuture<Body> peeked = peek(source);
    source.submit(buffer("a"));
    source.closeExceptionally(new IOException());
    assertEquals(List.of("a", "broken"), receive(peeked.join()).signals);
  }

  @Test
  void a_body_that_breaks_off_at_once_is_not_taken_for_an_empty_one() {
    SubmissionPublisher<ByteBuffer> source = source();
    CompletableFuture<Body> peeked = peek(source);
    source.closeExceptionally(new IOException());
    assertEquals(List.of("broken"), receive(peeked.join()).signals);
  }

  private static CompletableFuture<Body> peek(Flow.Publisher<ByteBuffer> source) {
    return PeekedBody.of(Body.streaming(Body.UNKNOWN_LENGTH, source)).toCompletableFuture();
  }

  /** Delivers on the thread that submits. */
  private static SubmissionPublisher<ByteBuffer> source() {
    return new SubmissionPublisher<>(Runnable::run, 16);
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Received receive(Body body) {
    Received received = new Received();
    body.publisher().subscribe(received);
    return received;
  }

  private static final class Received implements Flow.Subscriber<ByteBuffer> {

    private final List<String> signals = new ArrayList<>();
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      subscription.request(1);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      signals.add(StandardCharsets.US_ASCII.decode(buffer).toString());
      subscription.request(1);
    }

    @Override
    public void onError(Throwable cause) {
      signals.add("broken");
    }

    @Override
    public void onComplete() {
      signals.add("end");
    }
  }
}
