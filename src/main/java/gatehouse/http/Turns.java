package gatehouse.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what it is given one after another, never two at once, and never waits: a turn runs on the
 * thread that brings it, or, when somebody is at it already, on that one's thread afterwards.
 *
 * <p>State that is touched only within the turns of one object needs no lock, and a turn may bring
 * further turns without recursion. Holding no lock while a turn calls foreign code matters here:
 * containers call us with locks of their own held. Safe for use by several threads.
 */
public final class Turns {

  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();

  /** Runs a turn as soon as the earlier ones are through. A turn must not throw. */
  public void take(Runnable turn) {
    if (pending.compareAndSet(0, 1)) {
      turn.run();
    } else {
      queue.add(turn);
      if (pending.getAndIncrement() != 0) {
        return;
      }
      queue.remove().run();
    }
    while (pending.decrementAndGet() != 0) {
      queue.remove().run();
    }
  }
}
