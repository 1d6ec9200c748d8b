package gatehouse.mapping;

import gatehouse.http.Body;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/** A body that a test sends piece by piece, and whose receiver it watches. */
final class PiecewiseBody implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

  private Flow.Subscriber<? super ByteBuffer> receiver;
  private long demand;
  private boolean cancelled;

  Body body(long length) {
    return Body.streaming(length, this);
  }

  /** What is asked for and was not sent yet. */
  long demand() {
    return demand;
  }

  boolean isCancelled() {
    return cancelled;
  }

  boolean isSubscribed() {
    return receiver != null;
  }

  void send(String text) {
    demand--;
    receiver.onNext(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  void end() {
    receiver.onComplete();
  }

  void breakOff() {
    receiver.onError(new IllegalStateException("broken off"));
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    receiver = subscriber;
    subscriber.onSubscribe(this);
  }

  @Override
  public void request(long count) {
    demand += count;
  }

  @Override
  public void cancel() {
    cancelled = true;
  }
}
