package gatehouse.servlet;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the exchanges that the container has handed over and not got back, so that the end of a
 * deployment can wait for them. Safe for use by several threads.
 *
 * <p>Those that have been given back, and whose end the container has not confirmed, are counted
 * apart: it sends their last bytes, but it does not always confirm when the client has left.
 */
final class ExchangeCount {

  private final AtomicInteger count = new AtomicInteger();
  private final AtomicInteger unconfirmed = new AtomicInteger();
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
    oneLess(count);
  }

  /** One less: the container has got it back, and will {@link #confirmed confirm} that. */
  void givenBack() {
    unconfirmed.incrementAndGet();
    oneLess(count);
  }

  /** The container has ended an exchange that it had got back. */
  void confirmed() {
    oneLess(unconfirmed);
  }

  private void oneLess(AtomicInteger number) {
    if (number.decrementAndGet() <= 0 && awaited) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /**
   * Waits until there are none, and then for the container's word on those it has got back; false
   * when the former takes longer than {@code longest}, whatever the container says.
   */
  synchronized boolean awaitNone(Duration longest, Duration confirming)
      throws InterruptedException {
    awaited = true;
    boolean none = awaitNone(count, longest);
    awaitNone(unconfirmed, confirming);
    return none;
  }

  private synchronized boolean awaitNone(AtomicInteger number, Duration longest)
      throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (number.get() > 0) {
      long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
