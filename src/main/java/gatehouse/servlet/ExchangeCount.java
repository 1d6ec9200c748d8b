package gatehouse.servlet;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the exchanges that the container has handed over and not got back, so that the end of a
 * deployment can wait for them. Safe for use by several threads.
 */
final class ExchangeCount {

  private final AtomicInteger count = new AtomicInteger();
  private final LongAdder all = new LongAdder();
  private volatile boolean awaited;

  /** One more. */
  void began() {
    count.incrementAndGet();
    all.increment();
  }

  /** How many there are now. */
  int underWay() {
    return count.get();
  }

  /** How many there have been. */
  long all() {
    return all.sum();
  }

  /** One less. */
  void ended() {
    if (count.decrementAndGet() <= 0 && awaited) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Waits until there are none; false when that takes longer than this. */
  synchronized boolean awaitNone(Duration longest) throws InterruptedException {
    awaited = true;
    long deadline = System.nanoTime() + longest.toNanos();
    while (count.get() > 0) {
      long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
