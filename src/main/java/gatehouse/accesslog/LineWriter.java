package gatehouse.accesslog;

import gatehouse.http.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines on a daemon thread of its own, which sleeps while there are none. Behind each write
 * it lets lines gather for a moment: a thread that is woken for every line costs a request more
 * than the line itself. Who offers a line never waits: what there is no room for is lost, counted,
 * and told once a minute at most.
 */
final class LineWriter {

  private static final System.Logger LOG = System.getLogger("gatehouse");
  private static final String THREAD_NAME = "gatehouse-access-log";
  private static final long TELLING_NANOS = Duration.ofMinutes(1).toNanos();

  /** For which lines gather. */
  private static final Duration GATHERING = Duration.ofMillis(10);

  /** After which files are closed that nothing is written to. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final LineQueue queue;
  private final AtomicLong lost;
  private final Ticker ticker;
  private final AtomicLong overflow = new AtomicLong();
  private final AtomicReference<State> state = new AtomicReference<>(State.AT_WORK);
  private final Duration gathering;
  private volatile boolean isClosing;
  private volatile @Nullable Thread thread;

  /** What the thread does. */
  private enum State {
    AT_WORK,
    GATHERING,
    ASLEEP
  }

  // The thread's own.
  private final Set<Outlet> open = new HashSet<>();
  private long told;
  private long toldAt;

  /**
   * A writer that does not run yet.
   *
   * @param lost counts the lines that nobody will ever read
   */
  LineWriter(LineQueue queue, AtomicLong lost, Ticker ticker) {
    this(queue, lost, ticker, GATHERING);
  }

  /** With a time of one's own for which lines gather. */
  LineWriter(LineQueue queue, AtomicLong lost, Ticker ticker, Duration gathering) {
    this.gathering = gathering;
    this.queue = queue;
    this.lost = lost;
    this.ticker = ticker;
  }

  /** Starts the thread; more calls, and calls after the end, do nothing. */
  synchronized void start() {
    if (thread == null && !isClosing) {
      // Without the creator's inheritable thread-locals, which would keep its application alive.
      Thread created = new Thread(null, this::run, THREAD_NAME, 0, false);
      created.setDaemon(true);
      created.setContextClassLoader(LineWriter.class.getClassLoader());
      toldAt = ticker.nanos() - TELLING_NANOS;
      thread = created;
      created.start();
    }
  }

  /** Takes a line. Any thread; never waits. */
  void offer(Outlet outlet, String line) {
    if (!queue.offer(outlet, line)) {
      overflow.incrementAndGet();
      lost.incrementAndGet();
    } else if (isWanted()) {
      wake();
    }
  }

  private boolean isWanted() {
    State now = state.get();
    return now == State.ASLEEP || (now == State.GATHERING && queue.isHalfFull());
  }

  private void wake() {
    if (state.getAndSet(State.AT_WORK) != State.AT_WORK) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Writes what waits and ends the thread.
   *
   * @param writing how long this may take; what is not written by then is lost
   * @param ending how long the thread may take from then on, when its write is interrupted
   * @return false when the thread does not even end then, because a write hangs
   */
  boolean close(Duration writing, Duration ending) throws InterruptedException {
    Thread running;
    synchronized (this) {
      isClosing = true;
      running = thread;
    }
    boolean ended = running == null || ends(running, writing, ending);
    int unwritten = queue.clear();
    if (unwritten > 0) {
      lost.addAndGet(unwritten);
      LOG.log(Level.WARNING, "{0} lines of access logs were not written", unwritten);
    }
    return ended;
  }

  private static boolean ends(Thread running, Duration writing, Duration ending)
      throws InterruptedException {
    LockSupport.unpark(running);
    running.join(Math.max(1, writing.toMillis()));
    if (running.isAlive()) {
      running.interrupt();
      running.join(Math.max(1, ending.toMillis()));
    }
    return !running.isAlive();
  }

  private void run() {
    try {
      while (true) {
        // Read before the queue, so that the last look at it comes after the last line.
        boolean isLast = isClosing;
        boolean wrote = !Thread.currentThread().isInterrupted() && writeSome();
        if (Thread.currentThread().isInterrupted() || (!wrote && isLast)) {
          break;
        }
        tell();
        if (wrote) {
          gather();
        } else {
          sleep();
        }
      }
    } finally {
      toldAt = ticker.nanos() - TELLING_NANOS;
      tell();
      open.forEach(Outlet::release);
    }
  }

  private boolean writeSome() {
    Map<Outlet, List<String>> lines = queue.take();
    lines.forEach(
        (outlet, some) -> {
          open.add(outlet);
          outlet.write(some);
        });
    return !lines.isEmpty();
  }

  private void gather() {
    state.set(State.GATHERING);
    if (!queue.isHalfFull() && !isClosing) {
      LockSupport.parkNanos(this, gathering.toNanos());
    }
    state.set(State.AT_WORK);
  }

  /** Until a line comes. Files are closed meanwhile, so that others may have them. */
  private void sleep() {
    state.set(State.ASLEEP);
    if (queue.isEmpty() && !isClosing) {
      if (open.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, QUIET.toNanos());
        if (state.get() == State.ASLEEP && !isClosing) {
          open.forEach(Outlet::release);
          open.clear();
        }
      }
    }
    state.set(State.AT_WORK);
  }

  private void tell() {
    long now = overflow.get();
    if (now > told && ticker.nanos() - toldAt >= TELLING_NANOS) {
      LOG.log(
          Level.WARNING,
          "{0} lines of access logs were dropped: they came faster than they can be written",
          Long.toString(now - told));
      told = now;
      toldAt = ticker.nanos();
    }
  }
}
