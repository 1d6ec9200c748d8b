package gatehouse.upstream;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Deadlines by an executor, and the calls that are under way. */
final class BodyTimer implements Call.Timer {

  private static final System.Logger LOG = System.getLogger("gatehouse.upstream");

  private final ScheduledExecutorService clock;
  private final long idleNanos;
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();

  BodyTimer(ScheduledExecutorService clock, Duration idleTimeout) {
    this.clock = clock;
    this.idleNanos = idleTimeout.toNanos();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Future<?> schedule(long nanos, Runnable action) {
    return clock.schedule(action, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void watch(Call call) {
    calls.add(call);
  }

  @Override
  public void unwatch(Call call) {
    calls.remove(call);
  }

  /**
   * Sees to the deadlines that come near, and fails every call whose body has been owed for too
   * long; to be called about every second.
   */
  void look() {
    forEach(
        call -> {
          call.look();
          call.failIfIdleFor(idleNanos);
        });
  }

  /** Fails every call that is under way: nothing comes any more. */
  void failAll() {
    forEach(call -> call.fail(UpstreamFailure.Kind.ABANDONED, "the gateway ends", null));
  }

  private void forEach(Consumer<Call> action) {
    for (Call call : calls) {
      try {
        action.accept(call);
      } catch (RuntimeException e) {
        // Whoever receives this body must not keep the others from being told.
        LOG.log(Level.ERROR, "a receiver of a response's body failed", e);
      }
    }
  }
}
