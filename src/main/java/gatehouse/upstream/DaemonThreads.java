package gatehouse.upstream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads with numbered names, so that an operator can tell whose they are. */
public final class DaemonThreads implements ThreadFactory {

  private final String name;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Threads named {@code name-1}, {@code name-2}, … */
  public DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(task, name + '-' + count.incrementAndGet());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /**
   * Waits until the threads are gone. An executor calls itself terminated a moment before its last
   * thread is, and a container that looks in this moment takes the thread for one left behind.
   *
   * @return false when that takes longer than this
   */
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    for (Thread thread : threads) {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
      }
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
