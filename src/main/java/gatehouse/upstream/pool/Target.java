package gatehouse.upstream.pool;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one member of a pool: how busy it is, and how well. It outlives reloads. Safe
 * for use by several threads.
 */
final class Target {

  private static final System.Logger LOG = System.getLogger("gatehouse.upstream");
  private static final int MOST_DOUBLINGS = 30;

  private final String name;
  private final AtomicInteger outstanding = new AtomicInteger();

  /** Failures in a row; written under the lock. */
  private volatile int failures;

  /** Whether {@link #ejectedUntil} counts; written under the lock. */
  private volatile boolean ejected;

  private volatile long ejectedUntil;

  /** Whether the checks say so; written under the lock. */
  private volatile boolean down;

  /** Who finds out whether it is well again; null when nobody does. */
  private final AtomicReference<@Nullable Object> prober = new AtomicReference<>();

  private int ejections;
  private int goodChecks;
  private int badChecks;

  /**
   * A target.
   *
   * @param name for the log
   */
  Target(String name) {
    this.name = name;
  }

  /** A request goes there. */
  void began() {
    outstanding.incrementAndGet();
  }

  /** An exchange is wholly over. */
  void ended() {
    outstanding.decrementAndGet();
  }

  int outstanding() {
    return outstanding.get();
  }

  int failures() {
    return failures;
  }

  boolean isDown() {
    return down;
  }

  /** Whether it is left alone for the time being. */
  boolean isEjected(long now) {
    return ejected && now - ejectedUntil < 0;
  }

  /**
   * Whether it takes its share. One that comes back gets a single new request at a time until one
   * has gone well.
   */
  boolean isServing(long now) {
    return !down && (!ejected || (now - ejectedUntil >= 0 && prober.get() == null));
  }

  /**
   * Takes a request that has found it serving. Of several that find one that comes back at the same
   * time, one gets it, and has to tell of the end with {@link #probed}.
   *
   * @param request by identity
   */
  boolean admits(Object request) {
    return !ejected || prober.compareAndSet(null, request);
  }

  /** An attempt of this request is over; without effect when it was not the one that probed. */
  void probed(Object request) {
    prober.compareAndSet(request, null);
  }

  /** It has answered, whatever it said. */
  void succeeded() {
    if (failures != 0) {
      boolean back;
      synchronized (this) {
        back = ejected;
        failures = 0;
        ejections = 0;
        ejected = false;
      }
      if (back) {
        LOG.log(Level.INFO, "{0} answers again", name);
      }
    }
  }

  /** It could not be reached, did not answer in time, or is not who it should be. */
  void failed(long now, PoolSettings.Ejection ejection) {
    long millis = 0;
    synchronized (this) {
      failures = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
      if (ejection.maxFailures() > 0
          && failures >= ejection.maxFailures()
          && !(ejected && now - ejectedUntil < 0)) {
        millis = millis(ejection, ejections++);
        ejectedUntil = now + millis * 1_000_000;
        ejected = true;
      }
    }
    if (millis > 0) {
      LOG.log(
          Level.WARNING,
          "{0} is left alone for {1} ms, after {2} failures in a row",
          name,
          Long.toString(millis),
          failures);
    }
  }

  private static long millis(PoolSettings.Ejection ejection, int before) {
    long doubled = ejection.first().toMillis() << Math.min(before, MOST_DOUBLINGS);
    return Math.min(doubled, ejection.longest().toMillis());
  }

  /** The outcome of a check. */
  void checked(boolean good, PoolSettings.Check check) {
    boolean before;
    boolean after;
    synchronized (this) {
      before = down;
      goodChecks = good ? Math.min(goodChecks + 1, check.healthyThreshold()) : 0;
      badChecks = good ? 0 : Math.min(badChecks + 1, check.unhealthyThreshold());
      if (goodChecks >= check.healthyThreshold()) {
        down = false;
      } else if (badChecks >= check.unhealthyThreshold()) {
        down = true;
      }
      after = down;
    }
    if (before != after) {
      LOG.log(
          after ? Level.WARNING : Level.INFO,
          after ? "{0} is taken out: its health checks fail" : "{0} is well again",
          name);
    }
  }

  /** Nobody checks it any more. */
  synchronized void unchecked() {
    down = false;
    goodChecks = 0;
    badChecks = 0;
  }

  @Override
  public String toString() {
    return name;
  }
}
