package gatehouse.control;

import gatehouse.registry.RegistryState;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a load balancer should send traffic here. Traffic that comes all the same is answered in
 * any case. For any number of threads.
 */
public final class Readiness {

  private final Supplier<RegistryState> state;
  private volatile boolean draining;
  private volatile boolean stopping;

  /** Depends on how the configuration fares. */
  public Readiness(Supplier<RegistryState> state) {
    this.state = state;
  }

  /** The deployment is being taken down. */
  public void stop() {
    stopping = true;
  }

  /** The operator wants no new traffic, or wants it again. */
  void drain(boolean wanted) {
    draining = wanted;
  }

  boolean isDraining() {
    return draining;
  }

  /** Why no traffic should come; null when it should. */
  @Nullable String obstacle() {
    if (stopping) {
      return "stopping";
    }
    if (draining) {
      return "draining";
    }
    return state.get().loadedAt() == null ? "no configuration has been read successfully" : null;
  }
}
