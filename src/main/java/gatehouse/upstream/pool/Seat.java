package gatehouse.upstream.pool;

import gatehouse.upstream.Destination;

/**
 * A target's place in a pool.
 *
 * @param target what is known about it, also by others
 * @param to how it is reached
 * @param weight at least 1
 * @param host the value of the Host field
 */
record Seat(Target target, Destination to, int weight, String host) {

  /** Whether this one has less to do than the other, for its weight. */
  boolean isLessBusyThan(Seat other) {
    return compareBusy(other) < 0;
  }

  /** Compares what they have to do, for their weights. */
  int compareBusy(Seat other) {
    return Long.compare(
        (long) target.outstanding() * other.weight, (long) other.target.outstanding() * weight);
  }
}
