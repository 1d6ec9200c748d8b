package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Pieces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class BodyCollectorTest {

  private static final int MOST = 100_000;
  private static final BodyCollector.Refusals REFUSALS =
      new BodyCollector.Refusals(Refusal::requestEntityTooLarge, cause -> Refusal.badRequest());

  private final Cancellation cancellation = new Cancellation();
  private final Pieces.Silent source = new Pieces.Silent();

  /** A thousand times sixteen kilobytes for a thousand bytes, if buffers were kept. */
  @Test
  void of_large_buffers_with_a_single_byte_each_only_the_bytes_are_kept() {
    CompletableFuture<byte[]> collected = collect(Body.UNKNOWN_LENGTH);
    byte[] shared = new byte[16 * 1024];
    byte[] sent = new byte[1_000];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) i;
      shared[i] = sent[i];
      ByteBuffer piece = ByteBuffer.wrap(shared, i, 1);
      source.subscriber.onNext(piece);
      shared[i] = -1;
      assertEquals(0, piece.remaining(), "taken out at once");
    }
    source.subscriber.onComplete();

    assertArrayEquals(sent, collected.join(), "what becomes of the buffers does not matter");
  }

  @Test
  void what_is_announced_too_large_is_refused_and_what_grows_too_large_is_stopped() {
    assertEquals(413, refusal(collect(MOST + 1)));
    assertNull(source.subscriber);

    CompletableFuture<byte[]> growing = collect(Body.UNKNOWN_LENGTH);
    source.subscriber.onNext(ByteBuffer.allocate(MOST));
    assertFalse(growing.isDone());
    source.subscriber.onNext(ByteBuffer.allocate(1));
    source.subscriber.onNext(ByteBuffer.allocate(1));
    source.subscriber.onComplete();
    assertEquals(413, refusal(growing));
    assertEquals(1, source.cancelled);
  }

  @Test
  void a_body_that_breaks_off_is_none() {
    CompletableFuture<byte[]> broken = collect(2);
    source.subscriber.onNext(ByteBuffer.allocate(1));
    source.subscriber.onError(new IOException("gone"));
    assertEquals(400, refusal(broken));
  }

  @Test
  void when_the_client_leaves_nothing_more_is_wanted() {
    CompletableFuture<byte[]> left = collect(2);
    cancellation.cancel();
    assertEquals(400, refusal(left));
    assertEquals(1, source.cancelled);
    source.subscriber.onNext(ByteBuffer.allocate(2));
    source.subscriber.onComplete();
  }

  private CompletableFuture<byte[]> collect(long length) {
    return BodyCollector.collect(source.body(length), MOST, cancellation, REFUSALS)
        .toCompletableFuture();
  }

  private static int refusal(CompletableFuture<byte[]> result) {
    assertTrue(result.isDone());
    return ((Refusal) assertThrows(CompletionException.class, result::join).getCause()).status();
  }
}
