package gatehouse.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Publishes one array as one buffer, or nothing at all; on the thread that asks. */
final class OneBuffer implements Flow.Publisher<ByteBuffer> {

  static final OneBuffer NONE = new OneBuffer(new byte[0]);

  private final byte[] bytes;

  OneBuffer(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Objects.requireNonNull(subscriber);
    Delivery delivery = new Delivery(subscriber);
    subscriber.onSubscribe(delivery);
    if (bytes.length == 0) {
      delivery.complete();
    }
  }

  private final class Delivery implements Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final AtomicBoolean done = new AtomicBoolean();

    Delivery(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
      if (!done.compareAndSet(false, true)) {
        return;
      }
      if (count <= 0) {
        subscriber.onError(
            new IllegalArgumentException("non-positive subscription request: " + count));
        return;
      }
      if (bytes.length > 0) {
        subscriber.onNext(ByteBuffer.wrap(bytes));
      }
      subscriber.onComplete();
    }

    @Override
    public void cancel() {
      done.set(true);
    }

    void complete() {
      if (done.compareAndSet(false, true)) {
        subscriber.onComplete();
      }
    }
  }
}
