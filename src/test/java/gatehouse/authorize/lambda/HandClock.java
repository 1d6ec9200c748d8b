package gatehouse.authorize.lambda;

import gatehouse.http.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Time that passes when a test says so, and what is to be done then. */
final class HandClock implements Ticker, SharedResults.Timer {

  private record Task(long due, FutureTask<?> action) {}

  private final List<Task> tasks = new ArrayList<>();
  private long nanos = Long.MAX_VALUE - 1_000;

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Future<?> schedule(long delay, Runnable action) {
    FutureTask<?> task = new FutureTask<>(action, null);
    tasks.removeIf(old -> old.action().isDone());
    tasks.add(new Task(nanos + delay, task));
    return task;
  }

  void advance(Duration by) {
    List<Task> due;
    synchronized (this) {
      nanos += by.toNanos();
      due = tasks.stream().filter(task -> task.due() - nanos <= 0).toList();
    }
    due.forEach(task -> task.action().run());
  }

  /** How many things are still to be done. */
  synchronized int pending() {
    return (int) tasks.stream().filter(task -> !task.action().isDone()).count();
  }
}
