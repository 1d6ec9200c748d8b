package gatehouse.pipeline;

import gatehouse.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Counts the bytes of one body on their way, and tells of its end. */
final class BodyMeter {

  /** Written by one thread at a time, read by any. */
  private volatile long bytes;

  private final LongConsumer end;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * A meter.
   *
   * @param end called once with the number of bytes: when the body is complete, has broken off, or
   *     is not wanted any more
   */
  BodyMeter(LongConsumer end) {
    this.end = end;
  }

  /** The bytes that have passed. */
  long bytes() {
    return bytes;
  }

  /** The same body, metered. An empty one is at its end at once. */
  Body of(Body body) {
    if (body.isEmpty()) {
      end();
      return body;
    }
    Flow.Publisher<ByteBuffer> publisher = body.publisher();
    return Body.streaming(
        body.length(), subscriber -> publisher.subscribe(new Metered(subscriber)));
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      end.accept(bytes);
    }
  }

  private final class Metered implements Flow.Subscriber<ByteBuffer>, Flow.Subscription {

    private final Flow.Subscriber<? super ByteBuffer> receiver;
    private volatile Flow.Subscription source = NOTHING;

    Metered(Flow.Subscriber<? super ByteBuffer> receiver) {
      this.receiver = receiver;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      source = subscription;
      receiver.onSubscribe(this);
    }

    /** Signals come one after the other (Reactive Streams, rule 1.3). */
    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void onNext(ByteBuffer buffer) {
      bytes += buffer.remaining();
      receiver.onNext(buffer);
    }

    @Override
    public void onError(Throwable failure) {
      end();
      receiver.onError(failure);
    }

    @Override
    public void onComplete() {
      end();
      receiver.onComplete();
    }

    @Override
    public void request(long n) {
      source.request(n);
    }

    @Override
    public void cancel() {
      source.cancel();
      end();
    }
  }

  private static final Flow.Subscription NOTHING =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };
}
