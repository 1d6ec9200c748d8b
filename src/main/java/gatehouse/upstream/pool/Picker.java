package gatehouse.upstream.pool;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who gets a request: who has the fewest outstanding for its weight; among equals a draw by
 * weight. In a large pool, the better one of two that are drawn by weight, which comes near to that
 * and does not look at all of them.
 *
 * <p>Who is ejected or down is left out, as long as there is anybody else.
 */
final class Picker {

  /** Up to here all are looked at. */
  static final int SMALL = 16;

  private final List<Seat> seats;
  private final int[] sums;
  private final IntUnaryOperator random;

  /**
   * A picker.
   *
   * @param seats at least one
   * @param random gives a number from 0 up to its argument, which is excluded
   */
  Picker(List<Seat> seats, IntUnaryOperator random) {
    this.seats = List.copyOf(seats);
    this.random = random;
    this.sums = new int[seats.size()];
    int sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += seats.get(i).weight();
      sums[i] = sum;
    }
  }

  /**
   * The seat for a request.
   *
   * @param now in nanoseconds
   * @param tried by this request before; they get it once more only when there is nobody else
   * @param request by identity: the seat's target is told when the attempt is over
   */
  Seat pick(long now, List<Seat> tried, Object request) {
    Seat picked = serving(now, tried);
    while (picked != null && !picked.target().admits(request)) {
      // It comes back, and another request has just begun to find out how it is.
      picked = serving(now, tried);
    }
    if (picked == null) {
      picked = leastBad(tried);
    }
    return picked == null ? pick(now, List.of(), request) : picked;
  }

  private @Nullable Seat serving(long now, List<Seat> tried) {
    Seat picked = seats.size() > SMALL ? ofTwo(now, tried) : null;
    return picked == null ? leastBusy(now, tried) : picked;
  }

  private @Nullable Seat ofTwo(long now, List<Seat> tried) {
    Seat one = draw();
    Seat other = draw();
    boolean oneServes = one.target().isServing(now) && !tried.contains(one);
    boolean otherServes = other.target().isServing(now) && !tried.contains(other);
    if (oneServes && otherServes) {
      return other.isLessBusyThan(one) ? other : one;
    }
    return oneServes ? one : otherServes ? other : null;
  }

  private Seat draw() {
    int drawn = random.applyAsInt(sums[sums.length - 1]);
    int found = Arrays.binarySearch(sums, drawn);
    return seats.get(found >= 0 ? found + 1 : -found - 1);
  }

  private @Nullable Seat leastBusy(long now, List<Seat> tried) {
    Seat best = null;
    int equals = 0;
    for (Seat seat : seats) {
      if (seat.target().isServing(now) && !tried.contains(seat)) {
        int compared = best == null ? -1 : seat.compareBusy(best);
        if (compared < 0) {
          best = seat;
          equals = seat.weight();
        } else if (compared == 0) {
          equals += seat.weight();
          if (random.applyAsInt(equals) < seat.weight()) {
            best = seat;
          }
        }
      }
    }
    return best;
  }

  /** Nobody is well: who is not down, has failed the least, and is the least busy. */
  private @Nullable Seat leastBad(List<Seat> tried) {
    Seat best = null;
    for (Seat seat : seats) {
      if (!tried.contains(seat) && (best == null || isLessBad(seat, best))) {
        best = seat;
      }
    }
    return best;
  }

  private static boolean isLessBad(Seat one, Seat other) {
    int compared = Boolean.compare(one.target().isDown(), other.target().isDown());
    if (compared == 0) {
      compared = Integer.compare(one.target().failures(), other.target().failures());
    }
    return compared == 0 ? one.isLessBusyThan(other) : compared < 0;
  }
}
