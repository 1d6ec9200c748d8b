package gatehouse.upstream;

import gatehouse.http.Turns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * A response's body on its way in: takes what the reactor thread reads, publishes it to one
 * subscriber, and reads on only as fast as that one asks.
 *
 * <p>What is read beyond the demand is held back by HttpCore's window, which grows only by what has
 * been delivered, so that at most one window of a body is in memory.
 */
final class IncomingBody implements Flow.Publisher<ByteBuffer> {

  private final Runnable onCancel;
  private final LongSupplier nanoTime;
  private final Turns turns = new Turns();

  // Everything from here on is touched within turns only.
  private final Queue<ByteBuffer> waiting = new ArrayDeque<>(4);
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private boolean taken;
  private long demand;
  private boolean ended;
  private @Nullable Throwable failure;
  private boolean over;
  private @Nullable CapacityChannel window;
  private int delivered;
  private long lastProgress;

  /**
   * A body.
   *
   * @param onCancel called when the subscriber does not want the rest, or does not keep to the
   *     protocol
   * @param nanoTime the clock, in nanoseconds
   */
  IncomingBody(Runnable onCancel, LongSupplier nanoTime) {
    this.onCancel = onCancel;
    this.nanoTime = nanoTime;
    this.lastProgress = nanoTime.getAsLong();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> newcomer) {
    Objects.requireNonNull(newcomer);
    turns.take(
        () -> {
          if (!taken) {
            taken = true;
            subscriber = newcomer;
            newcomer.onSubscribe(new Delivery());
            deliver();
          } else {
            newcomer.onSubscribe(new Nothing());
            newcomer.onError(new IllegalStateException("a body can be read once"));
          }
        });
  }

  /** Takes what has been read; the buffer stays the caller's. */
  void arrived(ByteBuffer source) {
    if (!source.hasRemaining()) {
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(source.remaining()).put(source).flip();
    turns.take(
        () -> {
          if (!over) {
            lastProgress = nanoTime.getAsLong();
            waiting.add(copy);
            deliver();
          }
        });
  }

  /** No more bytes: the message is complete. */
  void complete() {
    turns.take(
        () -> {
          ended = true;
          deliver();
        });
  }

  /** No more bytes: the message broke off. What has arrived before is still delivered. */
  void fail(Throwable cause) {
    turns.take(
        () -> {
          if (!ended) {
            failure = cause;
            ended = true;
            deliver();
          }
        });
  }

  /**
   * The window to widen as bytes are delivered; HttpCore gives it when the first one is used up.
   */
  void widen(CapacityChannel channel) {
    turns.take(
        () -> {
          window = channel;
          release(0);
          deliver();
        });
  }

  /** Calls {@code action} if the subscriber has waited in vain for this long. */
  void ifIdleFor(long nanos, Runnable action) {
    turns.take(
        () -> {
          boolean owed = !over && !ended && demand > 0;
          if (owed && nanoTime.getAsLong() - lastProgress >= nanos) {
            action.run();
          }
        });
  }

  private void deliver() {
    Flow.Subscriber<? super ByteBuffer> to = subscriber;
    if (to == null) {
      return;
    }
    while (!over && demand > 0 && !waiting.isEmpty()) {
      ByteBuffer next = waiting.remove();
      demand = demand == Long.MAX_VALUE ? demand : demand - 1;
      int size = next.remaining();
      to.onNext(next);
      release(size);
    }
    if (!over && ended && waiting.isEmpty()) {
      over = true;
      subscriber = null;
      if (failure == null) {
        to.onComplete();
      } else {
        to.onError(failure);
      }
    }
  }

  private void release(int size) {
    delivered += size;
    if (window != null && delivered > 0) {
      int widenBy = delivered;
      delivered = 0;
      try {
        window.update(widenBy);
      } catch (IOException e) {
        if (!ended) {
          ended = true;
          failure = e;
        }
      }
    }
  }

  private void stop() {
    if (!over) {
      over = true;
      subscriber = null;
      waiting.clear();
      onCancel.run();
    }
  }

  private final class Delivery implements Flow.Subscription {

    @Override
    public void request(long count) {
      turns.take(
          () -> {
            if (count > 0) {
              lastProgress = demand == 0 ? nanoTime.getAsLong() : lastProgress;
              demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
              deliver();
            } else if (!over) {
              Flow.Subscriber<? super ByteBuffer> to = Objects.requireNonNull(subscriber);
              stop();
              to.onError(
                  new IllegalArgumentException("non-positive subscription request: " + count));
            }
          });
    }

    @Override
    public void cancel() {
      turns.take(IncomingBody.this::stop);
    }
  }

  private static final class Nothing implements Flow.Subscription {

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
