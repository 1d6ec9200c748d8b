package gatehouse.upstream.pool;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Takes all of a body, or nothing; never waits. */
final class Taker implements Flow.Subscriber<ByteBuffer> {

  private final boolean willing;

  Taker(boolean willing) {
    this.willing = willing;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    if (willing) {
      subscription.request(Long.MAX_VALUE);
    } else {
      subscription.cancel();
    }
  }

  @Override
  public void onNext(ByteBuffer buffer) {}

  @Override
  public void onError(Throwable cause) {}

  @Override
  public void onComplete() {}
}
