package gatehouse.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Takes nothing of a body that nobody wants, and says so. */
final class Discarding implements Flow.Subscriber<ByteBuffer> {

  static final Discarding INSTANCE = new Discarding();

  private Discarding() {}

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
