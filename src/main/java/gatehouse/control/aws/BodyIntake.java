package gatehouse.control.aws;

import gatehouse.control.aws.wire.AwsException;
import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Cancellation;
import gatehouse.http.Request;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes bodies into memory, of all requests together only so many bytes, each within a minute. What
 * counts is what has come, not what is announced. Whoever has not proved yet who he is has a share
 * of his own, so that he cannot keep out those who have. For any number of threads.
 */
public final class BodyIntake {

  private static final long MOST_OF_KNOWN = 64L << 20;
  private static final long MOST_OF_OTHERS = 32L << 20;
  private static final int LONGEST_SECONDS = 60;

  private final AtomicLong leftForKnown;
  private final AtomicLong leftForOthers;
  private final Deadline deadline;

  /** Ends what takes too long. */
  @FunctionalInterface
  interface Deadline {

    /**
     * Has something done when the time is over.
     *
     * @return takes that back
     */
    Runnable after(Runnable action);
  }

  /** An intake whose time a clock tells. */
  public BodyIntake(ScheduledExecutorService clock) {
    this(
        MOST_OF_KNOWN,
        MOST_OF_OTHERS,
        action -> {
          ScheduledFuture<?> timer = clock.schedule(action, LONGEST_SECONDS, TimeUnit.SECONDS);
          return () -> timer.cancel(false);
        });
  }

  /** With sizes and time of one's own. */
  BodyIntake(long mostOfKnown, long mostOfOthers, Deadline deadline) {
    this.leftForKnown = new AtomicLong(mostOfKnown);
    this.leftForOthers = new AtomicLong(mostOfOthers);
    this.deadline = deadline;
  }

  /**
   * A body on its way.
   *
   * @param bytes completed exceptionally with what {@link BodyCollector#collect} tells, with a
   *     {@link RejectedExecutionException} when there is no room, or an {@link AwsException} when
   *     it takes too long
   * @param giveBack has to be called when nobody needs the bytes any more
   */
  record Taken(CompletionStage<byte[]> bytes, Runnable giveBack) {}

  /**
   * Takes a request's body in.
   *
   * @param most bytes that it may have
   * @param isKnown whether it is sure who sends it
   */
  Taken take(Request request, long most, boolean isKnown) {
    Cancellation end = new Cancellation();
    request.cancellation().onCancel(end::cancel);
    AtomicBoolean isLate = new AtomicBoolean();
    Body body = request.body();
    Runnable inTime =
        body.isEmpty()
            ? () -> {}
            : deadline.after(
                () -> {
                  isLate.set(true);
                  end.cancel();
                });
    Meter meter = new Meter(isKnown ? leftForKnown : leftForOthers);
    Body metered =
        body.isEmpty()
            ? body
            : Body.streaming(
                body.length(), subscriber -> body.publisher().subscribe(meter.before(subscriber)));
    CompletionStage<byte[]> bytes =
        BodyCollector.collect(metered, most, end)
            .handle(
                (whole, failure) -> {
                  inTime.run();
                  if (failure == null) {
                    return whole;
                  }
                  throw isLate.get() ? late() : new CompletionException(failure);
                });
    return new Taken(bytes, meter::giveBack);
  }

  private static AwsException late() {
    return AwsException.badRequest(
        "The request body has to arrive within %d seconds".formatted(LONGEST_SECONDS));
  }

  /** Counts what comes of one body. */
  private static final class Meter {

    private final AtomicLong left;
    private long taken;
    private boolean isOver;

    Meter(AtomicLong left) {
      this.left = left;
    }

    private synchronized boolean take(int bytes) {
      if (isOver || left.addAndGet(-bytes) < 0) {
        if (!isOver) {
          left.addAndGet(bytes);
        }
        return false;
      }
      taken += bytes;
      return true;
    }

    synchronized void giveBack() {
      isOver = true;
      left.addAndGet(taken);
      taken = 0;
    }

    Flow.Subscriber<ByteBuffer> before(Flow.Subscriber<? super ByteBuffer> next) {
      return new Flow.Subscriber<>() {
        private Flow.@Nullable Subscription source;
        private boolean isRefused;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
          source = subscription;
          next.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
          if (isRefused) {
            return;
          }
          if (take(buffer.remaining())) {
            next.onNext(buffer);
          } else {
            isRefused = true;
            Objects.requireNonNull(source).cancel();
            next.onError(new RejectedExecutionException("there is no room for the body"));
          }
        }

        @Override
        public void onError(Throwable failure) {
          if (!isRefused) {
            next.onError(failure);
          }
        }

        @Override
        public void onComplete() {
          if (!isRefused) {
            next.onComplete();
          }
        }
      };
    }
  }
}
