package gatehouse.size;

import gatehouse.http.Body;
import gatehouse.http.Refusal;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way that breaks off where it grows beyond a limit: the buffer that goes beyond is
 * not passed on, the rest is not asked for, and the body ends with a refusal. Nothing is buffered.
 */
final class LimitedBody implements Flow.Subscriber<ByteBuffer> {

  private final Flow.Subscriber<? super ByteBuffer> receiver;
  private final Supplier<Refusal> refusal;

  // Signals come one after another (Reactive Streams, rule 1.3).
  private Flow.@Nullable Subscription source;
  private long left;
  private boolean over;

  private LimitedBody(
      Flow.Subscriber<? super ByteBuffer> receiver, long most, Supplier<Refusal> refusal) {
    this.receiver = receiver;
    this.left = most;
    this.refusal = refusal;
  }

  /**
   * The same body, limited.
   *
   * @param most bytes that pass
   * @param refusal what it ends with when there are more
   */
  static Body of(Body body, long most, Supplier<Refusal> refusal) {
    Flow.Publisher<ByteBuffer> publisher = body.publisher();
    return Body.streaming(
        body.length(),
        subscriber ->
            publisher.subscribe(
                new LimitedBody(Objects.requireNonNull(subscriber), most, refusal)));
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    receiver.onSubscribe(subscription);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    if (over) {
      return;
    }
    left -= buffer.remaining();
    if (left >= 0) {
      receiver.onNext(buffer);
      return;
    }
    over = true;
    Objects.requireNonNull(source).cancel();
    receiver.onError(refusal.get());
  }

  @Override
  public void onError(Throwable failure) {
    if (!over) {
      over = true;
      receiver.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!over) {
      over = true;
      receiver.onComplete();
    }
  }
}
