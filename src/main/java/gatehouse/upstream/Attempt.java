package gatehouse.upstream;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.jspecify.annotations.Nullable;

/**
 * One try of a {@link Call}. Upstreams close connections that they think unused at the very moment
 * at which one is taken from the pool; HttpCore then says for certain that nothing was sent, so the
 * call is tried again whatever its method is, body and all. What was sent is never sent again here.
 * Safe for use by several threads.
 */
final class Attempt {

  private final Call call;
  private final @Nullable Runnable again;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * A try.
   *
   * @param again makes the next one; null when there is to be none
   */
  Attempt(Call call, @Nullable Runnable again) {
    this.call = call;
    this.again = again;
  }

  /** Both messages are through. */
  void completed() {
    over.set(true);
  }

  /** It failed; the first one who tells counts. */
  void failed(Exception cause) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    if (cause instanceof RequestNotExecutedException && again != null && !call.isAborted()) {
      again.run();
    } else {
      call.failed(cause);
    }
  }

  /** Nobody waits for it any more. */
  void cancelled() {
    if (over.compareAndSet(false, true)) {
      call.cancelled();
    }
  }
}
