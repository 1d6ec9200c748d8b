package gatehouse.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body into memory, buffer by buffer, up to a limit. It ends once: with all bytes, with
 * what broke the body off, with the client's leaving, or as soon as it is too large, and wants no
 * more bytes then.
 */
public final class BodyCollector implements Flow.Subscriber<ByteBuffer> {

  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes;
  private final int largest;
  private volatile Flow.@Nullable Subscription subscription;

  private BodyCollector(int expected, int largest) {
    this.bytes = new ByteArrayOutputStream(expected);
    this.largest = largest;
  }

  /** The body has more bytes than the limit. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super("the body is too large", null, false, false);
    }
  }

  /**
   * Reads a body.
   *
   * @param largest in bytes that it may have
   * @param cancellation ends the reading when it is cancelled
   * @return completed exceptionally when the body breaks off, nobody waits for it any more, or it
   *     {@link #isTooLarge is too large}, of which not one byte may have been asked for
   */
  public static CompletionStage<byte[]> collect(Body body, int largest, Cancellation cancellation) {
    if (body.length() > largest) {
      return CompletableFuture.failedStage(new TooLarge());
    }
    // Only so much room as has a body behind it: what a client announces costs no memory.
    BodyCollector collector = new BodyCollector(1024, largest);
    cancellation.onCancel(() -> collector.fail(new CancellationException()));
    body.publisher().subscribe(collector);
    return collector.result;
  }

  /** Whether a reading has failed because the body is too large. */
  public static boolean isTooLarge(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TooLarge;
  }

  /** Says that nobody wants a body, so that its sender is stopped. */
  public static void discard(Body body) {
    if (!body.isEmpty()) {
      BodyCollector collector = new BodyCollector(0, 0);
      collector.result.cancel(false);
      body.publisher().subscribe(collector);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription newcomer) {
    Objects.requireNonNull(newcomer);
    if (subscription != null || result.isDone()) {
      newcomer.cancel();
      return;
    }
    subscription = newcomer;
    if (result.isDone()) {
      newcomer.cancel();
    } else {
      newcomer.request(1);
    }
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    if (result.isDone()) {
      return;
    }
    if (bytes.size() + (long) buffer.remaining() > largest) {
      fail(new TooLarge());
      return;
    }
    byte[] piece = new byte[buffer.remaining()];
    buffer.get(piece);
    bytes.writeBytes(piece);
    Objects.requireNonNull(subscription).request(1);
  }

  @Override
  public void onError(Throwable failure) {
    Objects.requireNonNull(failure);
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    result.complete(bytes.toByteArray());
  }

  private void fail(RuntimeException failure) {
    if (result.completeExceptionally(failure)) {
      Flow.Subscription source = subscription;
      if (source != null) {
        source.cancel();
      }
    }
  }
}
