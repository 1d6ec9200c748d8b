package gatehouse.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs what it is given one after another, never two at once: a turn runs on the thread that brings
 * it, or, when somebody is at it already, on that one's thread afterwards.
 *
 * <p>State that is touched only within the turns of one object needs no lock, and a turn may bring
 * further turns without recursion. Holding no lock while a turn calls foreign code matters here:
 * containers call us with locks of their own held. Safe for use by several threads.
 */
public final class Turns {

  private final Queue<Runnable> queue;
  private final AtomicInteger pending = new AtomicInteger();

  /** Who runs turns now. Only a thread's question whether it is itself has a reliable answer. */
  private volatile @Nullable Thread runner;

  /** Turns, none yet. */
  public Turns() {
    this(new ConcurrentLinkedQueue<>());
  }

  Turns(Queue<Runnable> queue) {
    this.queue = queue;
  }

  /**
   * Runs a turn as soon as the earlier ones are through.
   *
   * <p>A turn should not throw. When one does, the others run all the same, and then what it has
   * thrown comes out here, on the thread that has run it.
   */
  public void take(Runnable turn) {
    Runnable next = turn;
    if (!pending.compareAndSet(0, 1)) {
      queue.add(turn);
      if (pending.getAndIncrement() != 0) {
        return;
      }
      next = queue.remove();
    } else if (!queue.isEmpty()) {
      // Somebody has queued a turn and not counted it yet. This one must not overtake: an earlier
      // one of this thread may be in the queue, too.
      queue.add(turn);
      next = queue.remove();
    }
    Throwable failure = run(next, null);
    while (pending.decrementAndGet() != 0) {
      failure = run(queue.remove(), failure);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private @Nullable Throwable run(Runnable turn, @Nullable Throwable earlier) {
    runner = Thread.currentThread();
    try {
      turn.run();
      return earlier;
    } catch (RuntimeException | Error e) {
      if (earlier == null) {
        return e;
      }
      if (earlier != e) {
        earlier.addSuppressed(e);
      }
      return earlier;
    } finally {
      runner = null;
    }
  }

  /**
   * Takes a turn, and returns when it is through: for the end, when what turns touch is about to be
   * taken away. Within a turn it does not wait, as that would be for ever.
   *
   * @param millis the longest wait, in milliseconds
   * @return whether no other thread is in a turn that began earlier
   */
  public boolean takeAndWait(Runnable turn, long millis) {
    if (runner == Thread.currentThread()) {
      take(turn);
      return true;
    }
    CountDownLatch through = new CountDownLatch(1);
    take(
        () -> {
          try {
            turn.run();
          } finally {
            through.countDown();
          }
        });
    try {
      return through.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return through.getCount() == 0;
    }
  }
}
