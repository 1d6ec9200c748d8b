package gatehouse.servlet;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Takes nothing of a body whose receiver is gone, and says so. */
final class Discarding implements Flow.Subscriber<ByteBuffer> {

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(ByteBuffer buffer) {}

  @Override
  public void onError(Throwable cause) {}

  @Override
  public void onComplete() {}
}
