package gatehouse.upstream;

import gatehouse.http.Body;
import gatehouse.http.Turns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way out: asks for one buffer after another and writes each as the
 * connection takes it. The first buffer is asked for only when the connection is there, so that a
 * client that is told to wait for {@code 100 Continue} is not told to go on too early.
 *
 * <p>{@link #produce} and {@link #available} are called by the reactor thread only; the signals
 * come from anywhere, one after another.
 */
final class OutgoingBody implements Flow.Subscriber<ByteBuffer> {

  private final Body body;
  private final Runnable onSent;
  private final Consumer<Throwable> onFailure;
  private final Turns turns = new Turns();

  private volatile @Nullable DataStreamChannel channel;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable ByteBuffer current;
  private volatile boolean complete;
  private boolean stopped;

  /**
   * A body.
   *
   * @param onSent called when the body has been written to its end
   * @param onFailure called when the body breaks off
   */
  OutgoingBody(Body body, Runnable onSent, Consumer<Throwable> onFailure) {
    this.body = body;
    this.onSent = onSent;
    this.onFailure = onFailure;
  }

  /** Whether {@link #produce} would have something to do. */
  int available() {
    ByteBuffer buffer = current;
    return buffer != null ? buffer.remaining() : complete || channel == null ? 1 : 0;
  }

  /** Writes what there is. */
  void produce(DataStreamChannel to) throws IOException {
    if (channel == null) {
      channel = to;
      body.publisher().subscribe(this);
    }
    for (ByteBuffer buffer = current; buffer != null; buffer = current) {
      to.write(buffer);
      if (buffer.hasRemaining()) {
        return;
      }
      current = null;
      Objects.requireNonNull(subscription).request(1);
    }
    if (isAtItsEnd()) {
      to.endStream();
      onSent.run();
    }
  }

  /** Whether all of it has come and been written. */
  boolean isAtItsEnd() {
    return complete && current == null;
  }

  /** Takes no more; tells the publisher so. */
  void stop() {
    turns.take(
        () -> {
          if (!stopped) {
            stopped = true;
            Flow.Subscription from = subscription;
            if (from != null && !complete) {
              from.cancel();
            }
          }
        });
  }

  @Override
  public void onSubscribe(Flow.Subscription newcomer) {
    Objects.requireNonNull(newcomer);
    turns.take(
        () -> {
          if (subscription != null || stopped) {
            newcomer.cancel();
          } else {
            subscription = newcomer;
            newcomer.request(1);
          }
        });
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    current = Objects.requireNonNull(buffer);
    wake();
  }

  @Override
  public void onError(Throwable cause) {
    onFailure.accept(Objects.requireNonNull(cause));
  }

  @Override
  public void onComplete() {
    complete = true;
    wake();
  }

  private void wake() {
    DataStreamChannel to = channel;
    if (to != null) {
      to.requestOutput();
    }
  }
}
