package gatehouse.upstream;

import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;

/**
 * All that HttpClient has under way for one call: the lease of a connection, its opening, and the
 * exchange. Safe for use by several threads.
 *
 * <p>HttpClient's own keeps only what it was given last. When a lease or a connect is through at
 * once, that is not the exchange but the lease or the connect, because what follows is given to it
 * first; to cancel that closes no connection.
 */
final class Underway implements CancellableDependency {

  private final List<Cancellable> operations = new ArrayList<>(3);
  private boolean cancelled;

  @Override
  public void setDependency(Cancellable operation) {
    synchronized (this) {
      if (!cancelled) {
        operations.add(operation);
        return;
      }
    }
    operation.cancel();
  }

  @Override
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Cancels everything, also what comes later; only the first call has an effect. */
  @Override
  public boolean cancel() {
    List<Cancellable> all;
    synchronized (this) {
      if (cancelled) {
        return false;
      }
      cancelled = true;
      all = List.copyOf(operations);
      operations.clear();
    }
    all.forEach(Cancellable::cancel);
    return true;
  }
}
