package gatehouse.throttle;

/** Lets as many requests pass as a route's rate and burst allow. For any number of threads. */
public interface Throttle {

  /** Lets everything pass. */
  Throttle NONE = () -> true;

  /** Whether one more request may pass now; if so, it counts. */
  boolean admits();

  /**
   * Lets pass what this and then {@code other} let pass; what this one stops costs that nothing.
   */
  default Throttle and(Throttle other) {
    return () -> admits() && other.admits();
  }
}
