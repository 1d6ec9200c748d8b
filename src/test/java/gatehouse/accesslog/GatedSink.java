package gatehouse.accesslog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Keeps the lines it gets, waits before each write, and fails when it is told to. */
final class GatedSink implements Sink {

  private final List<String> lines = new ArrayList<>();
  private final Semaphore entered = new Semaphore(0);
  private final Semaphore gate = new Semaphore(0);
  private volatile boolean isBroken;
  private volatile boolean isOpen = true;
  private int writes;
  private int releases;

  /** Each write waits for {@link #letThrough} from now on, or for {@link #open}. */
  GatedSink shut() {
    isOpen = false;
    return this;
  }

  void open() {
    isOpen = true;
    gate.release(1_000);
  }

  /** One write may go on. */
  void letThrough() {
    gate.release();
  }

  void breaks(boolean broken) {
    isBroken = broken;
  }

  /** Waits until somebody writes. */
  void awaitEntered() throws InterruptedException {
    entered.acquire();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized int writes() {
    return writes;
  }

  synchronized int releases() {
    return releases;
  }

  @Override
  public void write(List<String> more) throws LinesLost {
    entered.release();
    if (!isOpen) {
      try {
        gate.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LinesLost(more.size(), new IOException("interrupted"));
      }
    }
    if (isBroken) {
      throw new LinesLost(more.size(), new IOException("no space"));
    }
    synchronized (this) {
      lines.addAll(more);
      writes++;
    }
  }

  @Override
  public synchronized void release() {
    releases++;
  }

  @Override
  public String toString() {
    return "the sink";
  }
}
