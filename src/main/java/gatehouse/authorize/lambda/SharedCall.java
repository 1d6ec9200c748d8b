package gatehouse.authorize.lambda;

import gatehouse.http.Cancellation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A call that some requests wait for together. It ends early only when the last of them leaves.
 * Safe for use by several threads.
 */
final class SharedCall {

  private final Cancellation cancellation = new Cancellation();
  private final Set<Place> places = new LinkedHashSet<>();
  private final long begun;
  private boolean over;

  /**
   * A call that nobody waits for yet.
   *
   * @param begun on the ticker, in nanoseconds
   */
  SharedCall(long begun) {
    this.begun = begun;
  }

  /** Where one request waits. Two of them are never equal. */
  static final class Place {

    private final CompletableFuture<Verdict> outcome = new CompletableFuture<>();

    /** What it waits for. */
    CompletableFuture<Verdict> outcome() {
      return outcome;
    }
  }

  /** Told when the last one has left. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** Whether it has not been under way for so many nanoseconds, and can be joined. */
  synchronized boolean isYoungerThan(long nanos, long now) {
    return !over && now - begun < nanos;
  }

  /** Waits for the outcome in this place; false when it is too late for that. */
  synchronized boolean join(Place place) {
    return !over && places.add(place);
  }

  /** Gives a place up; true when it was the last one, so that the call is over. */
  boolean leave(Place place) {
    synchronized (this) {
      if (!places.remove(place) || !places.isEmpty()) {
        return false;
      }
      over = true;
    }
    cancellation.cancel();
    return true;
  }

  /** Ends it; whoever still waits is in the answer. */
  synchronized List<Place> end() {
    over = true;
    List<Place> waiting = List.copyOf(places);
    places.clear();
    return waiting;
  }
}
