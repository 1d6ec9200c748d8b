package gatehouse.registry;

import gatehouse.config.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Registry} fares, for health checks and metrics. Immutable.
 *
 * @param generation how many plans were put in service; 0 while it is the initial one
 * @param loadedAt when a configuration was last read and accepted, changed or not; null before the
 *     first time
 * @param problems why the configuration as it is now is not in service; empty when it is
 */
public record RegistryState(long generation, @Nullable Instant loadedAt, List<Problem> problems) {

  static final RegistryState INITIAL = new RegistryState(0, null, List.of());

  /** A state with a copy of these problems. */
  public RegistryState {
    problems = List.copyOf(problems);
  }
}
