package gatehouse.throttle;

/** Lets as many requests pass as a route's rate and burst allow. For any number of threads. */
public interface Throttle {

  /** Lets everything pass. */
  Throttle NONE = () -> true;

  /** Whether one more request may pass now; if so, it counts. */
  boolean admits();
}
