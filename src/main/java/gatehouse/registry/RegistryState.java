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
 * @param inService what the plan in service was compiled from; null while it is the initial one
 * @param tally of all loads
 */
public record RegistryState(
    long generation,
    @Nullable Instant loadedAt,
    List<Problem> problems,
    @Nullable Loaded inService,
    Tally tally) {

  /** Nothing was read yet. */
  public static final RegistryState INITIAL =
      new RegistryState(0, null, List.of(), null, new Tally(0, 0, null));

  /** A state with a copy of these problems. */
  public RegistryState {
    problems = List.copyOf(problems);
  }

  /**
   * What came of all loads since the start.
   *
   * @param accepted how many were accepted, changed or not
   * @param failed how many were refused or could not be read; a place that does not exist yet is no
   *     failure
   * @param lastFailure the last one, also when all is well again; null when there was none
   */
  public record Tally(long accepted, long failed, @Nullable Failure lastFailure) {}

  /**
   * A load that failed.
   *
   * @param at when
   * @param problems why
   */
  public record Failure(Instant at, List<Problem> problems) {

    /** With a copy of these problems. */
    public Failure {
      problems = List.copyOf(problems);
    }
  }

  /** After a load that was accepted. */
  RegistryState accepted(Loaded loaded, boolean changed, Instant now) {
    return new RegistryState(
        generation + (changed ? 1 : 0),
        now,
        List.of(),
        loaded,
        new Tally(tally.accepted + 1, tally.failed, tally.lastFailure));
  }

  /** After a load that failed. */
  RegistryState failed(List<Problem> why, Instant now) {
    return new RegistryState(
        generation,
        loadedAt,
        why,
        inService,
        new Tally(tally.accepted, tally.failed + 1, new Failure(now, why)));
  }

  /** While there is no such place yet. */
  RegistryState absent() {
    return new RegistryState(generation, loadedAt, List.of(), inService, tally);
  }
}
