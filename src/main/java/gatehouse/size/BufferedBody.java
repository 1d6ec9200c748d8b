package gatehouse.size;

import gatehouse.http.Body;
import gatehouse.http.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a body wholly into memory, up to a limit. */
final class BufferedBody implements Flow.Subscriber<ByteBuffer> {

  private final CompletableFuture<Body> result = new CompletableFuture<>();
  private final long most;
  private final Supplier<Refusal> tooLarge;
  private final Function<Throwable, Refusal> brokenOff;

  // Signals come one after another (Reactive Streams, rule 1.3).
  private final List<ByteBuffer> pieces = new ArrayList<>();
  private Flow.@Nullable Subscription source;
  private long size;

  private BufferedBody(
      long most, Supplier<Refusal> tooLarge, Function<Throwable, Refusal> brokenOff) {
    this.most = most;
    this.tooLarge = tooLarge;
    this.brokenOff = brokenOff;
  }

  /**
   * The same bytes as a body of known length.
   *
   * @param most bytes, less than 2 GiB
   * @param tooLarge when there are more
   * @param brokenOff when it breaks off, for this reason
   * @return completed exceptionally with one of these
   */
  static CompletionStage<Body> of(
      Body body, long most, Supplier<Refusal> tooLarge, Function<Throwable, Refusal> brokenOff) {
    BufferedBody reader = new BufferedBody(most, tooLarge, brokenOff);
    body.publisher().subscribe(reader);
    return reader.result;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (source != null) {
      subscription.cancel();
      return;
    }
    source = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    size += buffer.remaining();
    if (size <= most) {
      pieces.add(buffer);
    } else if (!result.isDone()) {
      pieces.clear();
      Objects.requireNonNull(source).cancel();
      result.completeExceptionally(tooLarge.get());
    }
  }

  @Override
  public void onError(Throwable failure) {
    Objects.requireNonNull(failure);
    if (!result.isDone()) {
      pieces.clear();
      result.completeExceptionally(brokenOff.apply(failure));
    }
  }

  @Override
  public void onComplete() {
    if (!result.isDone()) {
      ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(size));
      pieces.forEach(whole::put);
      pieces.clear();
      result.complete(Body.of(whole.array()));
    }
  }
}
