package gatehouse.registry;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A daemon thread that polls from start to stop, a pause behind every poll. What a poll throws is
 * logged, once while it stays the same, and never ends it.
 */
public final class Poller {

  /** The usual pause, in milliseconds: a change is noticed, has settled, and is live within 2 s. */
  public static final long USUAL_INTERVAL_MILLIS = 500;

  private static final Logger LOGGER = System.getLogger("gatehouse");
  private static final String THREAD_NAME = "gatehouse-reload";
  private static final long STOP_MILLIS = 5_000;

  private final Runnable poll;
  private final long intervalMillis;
  private final Thread thread;
  private volatile boolean stopped;
  private @Nullable String lastFailure;

  /**
   * A poller that does not run yet.
   *
   * @param poll called on the poller's own thread only
   * @param intervalMillis the pause behind each poll, at least 1
   */
  public Poller(Runnable poll, long intervalMillis) {
    if (intervalMillis < 1) {
      throw new IllegalArgumentException("the interval must be at least 1 ms");
    }
    this.poll = poll;
    this.intervalMillis = intervalMillis;
    // Without the creator's inheritable thread-locals, which would keep its application alive.
    this.thread = new Thread(null, this::run, THREAD_NAME, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Poller.class.getClassLoader());
  }

  /**
   * Starts polling, at once.
   *
   * @throws IllegalThreadStateException when it was started before
   */
  public void start() {
    thread.start();
  }

  /**
   * Interrupts a poll, and returns when the thread has ended, or after 5 seconds, should a file
   * system hang. More calls do nothing. A stopped poller cannot be started again.
   */
  public void stop() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive() && thread != Thread.currentThread()) {
      LOGGER.log(Level.WARNING, "the thread {0} does not end", THREAD_NAME);
    }
  }

  private void run() {
    while (!stopped) {
      pollOnce();
      pause();
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(intervalMillis);
    } catch (InterruptedException e) {
      // It is stop() that interrupts; anybody else just ends a pause.
    }
  }

  private void pollOnce() {
    try {
      poll.run();
      lastFailure = null;
    } catch (Throwable e) {
      if (!stopped && !e.toString().equals(lastFailure)) {
        lastFailure = e.toString();
        LOGGER.log(Level.ERROR, "looking for a changed configuration failed", e);
      }
    }
  }
}
