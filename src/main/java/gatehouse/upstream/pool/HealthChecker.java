package gatehouse.upstream.pool;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.UpstreamRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks one target from time to time how it is; one check at a time. The clock's thread only starts
 * checks: nothing here blocks.
 */
final class HealthChecker {

  private final Seat seat;
  private final PoolSettings.Check check;
  private final Outbound upstream;
  private final ScheduledExecutorService clock;
  private final IntUnaryOperator random;
  private Cancellation running = new Cancellation();
  private @Nullable Future<?> next;
  private boolean stopped;

  HealthChecker(
      Seat seat,
      PoolSettings.Check check,
      Outbound upstream,
      ScheduledExecutorService clock,
      IntUnaryOperator random) {
    this.seat = seat;
    this.check = check;
    this.upstream = upstream;
    this.clock = clock;
    this.random = random;
  }

  /** Begins somewhere within the first interval, so that not all checks come at once. */
  void start() {
    schedule(random.applyAsInt(millis()));
  }

  /** No further check; one that is under way says nothing any more. */
  void stop() {
    Future<?> waiting;
    Cancellation underWay;
    synchronized (this) {
      stopped = true;
      waiting = next;
      underWay = running;
    }
    if (waiting != null) {
      waiting.cancel(false);
    }
    underWay.cancel();
  }

  /** Whether this one does what is wanted. */
  boolean does(PoolSettings.Check wanted, Seat at) {
    return check.equals(wanted) && seat.to().equals(at.to());
  }

  private int millis() {
    return (int) check.interval().toMillis();
  }

  private synchronized void schedule(long delayMillis) {
    if (!stopped) {
      try {
        next = clock.schedule(this::run, delayMillis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        stopped = true;
      }
    }
  }

  private void run() {
    Cancellation before;
    Cancellation now = new Cancellation();
    synchronized (this) {
      if (stopped) {
        return;
      }
      before = running;
      running = now;
    }
    // The body of the last answer may still drip.
    before.cancel();
    Headers headers =
        new Headers.Builder(2).add("Host", seat.host()).add("User-Agent", "Gatehouse").build();
    upstream
        .exchange(
            new UpstreamRequest(
                seat.to(), "GET", check.path(), headers, Body.EMPTY, check.timeout()),
            now)
        .whenComplete(
            (response, failure) -> {
              conclude(response != null && isGood(response.status()));
              if (response != null) {
                response.body().publisher().subscribe(new Drain());
              }
            });
  }

  private boolean isGood(int status) {
    return status >= check.lowestStatus() && status <= check.highestStatus();
  }

  private void conclude(boolean good) {
    synchronized (this) {
      if (stopped) {
        return;
      }
    }
    seat.target().checked(good, check);
    int tenth = Math.max(1, millis() / 10);
    schedule(Math.max(1, millis() - tenth + random.applyAsInt(2 * tenth + 1)));
  }

  /** Reads a short body to its end, so that the connection can be used again. */
  private static final class Drain implements Flow.Subscriber<ByteBuffer> {

    private static final int LONGEST = 64 * 1024;

    private int read;
    private Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      read += buffer.remaining();
      Flow.Subscription from = subscription;
      if (read > LONGEST && from != null) {
        from.cancel();
      }
    }

    @Override
    public void onError(Throwable cause) {
      // The head has told what there is to know.
    }

    @Override
    public void onComplete() {
      // Likewise.
    }
  }
}
