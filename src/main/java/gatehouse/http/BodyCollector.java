package gatehouse.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body into memory, buffer by buffer, up to a limit. It ends once: with all bytes, with
 * what broke the body off, with the client's leaving, or as soon as it is too large, and wants no
 * more bytes then.
 *
 * <p>The bytes are copied: a buffer may be far larger than what is in it, and whoever sends byte by
 * byte must not fill the memory with buffers.
 */
public final class BodyCollector implements Flow.Subscriber<ByteBuffer> {

  /** Room at the beginning: what a client announces costs no memory. */
  private static final int FIRST_BYTES = 1024;

  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private final long most;
  private final Refusals refusals;
  private final @Nullable MessageDigest digest;
  private long count;
  private volatile Flow.@Nullable Subscription subscription;

  /** Signals come one after another (Reactive Streams, rule 1.3); null when nobody wants more. */
  private @Nullable ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);

  private BodyCollector(long most, Refusals refusals, @Nullable MessageDigest digest) {
    this.most = most;
    this.refusals = refusals;
    this.digest = digest;
  }

  /**
   * What a reading that fails ends with.
   *
   * @param tooLarge when there are more bytes than allowed
   * @param brokenOff when the body breaks off, for this reason, or nobody waits for it any more
   */
  public record Refusals(
      Supplier<? extends RuntimeException> tooLarge,
      Function<Throwable, ? extends Throwable> brokenOff) {}

  /** The body has more bytes than the limit. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super("the body is too large", null, false, false);
    }
  }

  /** Leaves to the caller what a failure means. */
  private static final Refusals AS_IT_IS = new Refusals(TooLarge::new, cause -> cause);

  /**
   * Reads a body for somebody who tells failures apart later.
   *
   * @param most bytes that it may have
   * @param cancellation ends the reading when it is cancelled
   * @return completed exceptionally with what broke the body off, with a {@link
   *     CancellationException} when nobody waits for it any more, or because it {@linkplain
   *     #isTooLarge is too large}
   */
  public static CompletionStage<byte[]> collect(Body body, long most, Cancellation cancellation) {
    return collect(body, most, cancellation, AS_IT_IS);
  }

  /** Whether a reading has failed because the body is too large. */
  public static boolean isTooLarge(Throwable failure) {
    Throwable cause = Causes.of(failure);
    return cause instanceof TooLarge;
  }

  /** Says that nobody wants a body, so that its sender is stopped. */
  public static void discard(Body body) {
    if (!body.isEmpty()) {
      BodyCollector collector = new BodyCollector(0, AS_IT_IS, null);
      collector.result.cancel(false);
      body.publisher().subscribe(collector);
    }
  }

  /**
   * Reads a body.
   *
   * @param most bytes that it may have, less than 2 GiB; of one that announces more, not one byte
   *     is asked for
   * @param cancellation ends the reading when it is cancelled
   * @return completed exceptionally with one of the refusals
   */
  public static CompletionStage<byte[]> collect(
      Body body, long most, Cancellation cancellation, Refusals refusals) {
    return read(body, most, cancellation, new BodyCollector(most, refusals, null));
  }

  /**
   * Reads a body of which nothing is kept.
   *
   * @param most bytes that it may have
   * @param digest gets them
   * @return completed when the digest has all of them, with nothing; exceptionally as {@link
   *     #collect(Body, long, Cancellation)} is
   */
  public static CompletionStage<?> digest(
      Body body, long most, Cancellation cancellation, MessageDigest digest) {
    return read(body, most, cancellation, new BodyCollector(most, AS_IT_IS, digest));
  }

  private static CompletionStage<byte[]> read(
      Body body, long most, Cancellation cancellation, BodyCollector collector) {
    if (body.length() > most) {
      return CompletableFuture.failedStage(collector.refusals.tooLarge().get());
    }
    cancellation.onCancel(() -> collector.brokenOff(new CancellationException("the client left")));
    body.publisher().subscribe(collector);
    return collector.result;
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
    ByteArrayOutputStream into = bytes;
    if (into == null || result.isDone()) {
      return;
    }
    count += buffer.remaining();
    if (count > most) {
      bytes = null;
      Objects.requireNonNull(subscription).cancel();
      result.completeExceptionally(refusals.tooLarge().get());
      return;
    }
    if (digest == null) {
      byte[] piece = new byte[buffer.remaining()];
      buffer.get(piece);
      into.writeBytes(piece);
    } else {
      digest.update(buffer);
    }
    Objects.requireNonNull(subscription).request(1);
  }

  @Override
  public void onError(Throwable failure) {
    Objects.requireNonNull(failure);
    bytes = null;
    brokenOff(failure);
  }

  @Override
  public void onComplete() {
    ByteArrayOutputStream from = bytes;
    if (from != null) {
      // The cancellation knows this collector for as long as the exchange lasts.
      bytes = null;
      result.complete(from.toByteArray());
    }
  }

  /** Called by any thread. */
  private void brokenOff(Throwable cause) {
    if (!result.isDone() && result.completeExceptionally(refusals.brokenOff().apply(cause))) {
      Flow.Subscription source = subscription;
      if (source != null) {
        source.cancel();
      }
    }
  }
}
