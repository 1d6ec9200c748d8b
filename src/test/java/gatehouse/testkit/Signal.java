package gatehouse.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A one-shot event between a test and a script, in either direction. */
public final class Signal {

  private final CompletableFuture<Void> raised = new CompletableFuture<>();

  /** Lets everybody go on who waits for this, now or later. */
  public void raise() {
    raised.complete(null);
  }

  /** Whether it has been raised. */
  public boolean isRaised() {
    return raised.isDone();
  }

  /** Waits until it is raised; the test fails when that does not happen within the limit. */
  public void await() {
    within(raised, "signal", RawUpstream.PATIENCE);
  }

  CompletableFuture<Void> future() {
    return raised;
  }

  /** The future's value; the test fails when it takes too long to come. */
  static <T> T within(CompletableFuture<T> future, String what, Duration limit) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("waited in vain for: " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for: " + what, e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new AssertionError("failed: " + what, e);
    }
  }
}
