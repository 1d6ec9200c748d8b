package gatehouse.upstream;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Deadlines by an executor, and the bodies whose upstreams owe bytes. */
final class BodyTimer implements Call.Timer {

  private static final System.Logger LOG = System.getLogger("gatehouse.upstream");

  private final ScheduledExecutorService clock;
  private final long idleNanos;
  private final Set<Call> streaming = ConcurrentHashMap.newKeySet();

  BodyTimer(ScheduledExecutorService clock, Duration idleTimeout) {
    this.clock = clock;
    this.idleNanos = idleTimeout.toNanos();
  }

  @Override
  public Future<?> schedule(long nanos, Runnable action) {
    return clock.schedule(action, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void watch(Call call) {
    streaming.add(call);
  }

  @Override
  public void unwatch(Call call) {
    streaming.remove(call);
  }

  /** Fails every call whose body has been owed for too long; to be called about every second. */
  void failTheIdle() {
    for (Call call : streaming) {
      call.failIfIdleFor(idleNanos);
    }
  }

  /** Fails every call whose body has not ended. */
  void failAll(String message) {
    for (Call call : streaming) {
      fail(call, message);
    }
  }

  /** Fails a call; whoever waits for it must not keep the others from being told. */
  static void fail(Call call, String message) {
    try {
      call.fail(UpstreamFailure.Kind.ABANDONED, message, null);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a receiver of a response failed", e);
    }
  }
}
