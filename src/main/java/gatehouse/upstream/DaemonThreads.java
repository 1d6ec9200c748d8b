package gatehouse.upstream;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads with numbered names, so that an operator can tell whose they are. */
public final class DaemonThreads implements ThreadFactory {

  private final String name;
  private final AtomicInteger count = new AtomicInteger();

  /** Threads named {@code name-1}, {@code name-2}, … */
  public DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name + '-' + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
