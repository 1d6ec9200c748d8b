package gatehouse.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells those who work on a request that nobody waits for its answer any more. One-shot; safe for
 * use by several threads.
 */
public final class Cancellation {

  private final List<Runnable> actions = new ArrayList<>(1);
  private boolean cancelled;

  /**
   * Announces that the answer is not wanted any more, and runs the waiting actions on this thread;
   * only the first call has an effect.
   */
  public void cancel() {
    List<Runnable> waiting;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      waiting = List.copyOf(actions);
      actions.clear();
    }
    waiting.forEach(Runnable::run);
  }

  /** Whether {@link #cancel} has been called. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /**
   * Has {@code action} run once upon {@link #cancel}, on the thread that cancels; at once, on this
   * thread, when that has happened already. An action must not throw.
   */
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }
}
