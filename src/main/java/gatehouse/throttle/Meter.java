package gatehouse.throttle;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The level of a token bucket under one limit, as one number: the moment at which the bucket is
 * full again, or was full. A token that goes moves that moment by what a token takes to come back;
 * so nothing has to be counted while time passes, and no rounding adds up.
 *
 * <p>Moments are counted in units of a nanosecond divided by a power of two, fine enough for any
 * rate, coarse enough for a bucket to be empty without an overflow. What a token takes is rounded
 * up to whole units, so the bound always holds: never more than burst + rate × time. The moments of
 * fine units wrap around; a moment farther ahead than an empty bucket's has long passed.
 */
final class Meter {

  /** What a request gets. */
  enum Answer {
    YES,
    NO,
    /** There is another limit by now: ask its meter. */
    MOVED
  }

  private static final long MOVED = Long.MIN_VALUE;

  /** A token takes a million units or more, so that rounding changes no rate by a millionth. */
  private static final double FINE = 0x1p20;

  private static final int FINEST = 20;

  /** With it, the longest time of a clock, 2<sup>63</sup> ns, is 2<sup>30</sup> units. */
  private static final int COARSEST = -33;

  private static final double LONGEST_NANOS = 0x1p63;
  private static final double LARGEST = 0x1p61;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final RateLimit limit;
  private final int shift;
  private final long cost;
  private final long capacity;

  /** Beyond this a moment is one of long ago. A clock may be set back a second without harm. */
  private final long farthest;

  private final AtomicLong fullAt;

  /** Set before {@link #fullAt} is {@link #MOVED}. */
  private volatile @Nullable Meter successor;

  /**
   * A full bucket.
   *
   * @param nanos now, since the clock's beginning
   */
  Meter(RateLimit limit, long nanos) {
    this.limit = limit;
    int tokens = Math.max(limit.burst(), 1);
    shift = shift(limit.nanosPerToken(), tokens);
    long units = limit.unitsPerToken(shift, (1L << 62) / tokens);
    // A clock that is read in coarse units may seem to have gone a whole unit too far.
    cost = shift < 0 && limit.rate() > 0 ? units + 1 : units;
    capacity = cost * limit.burst();
    farthest = capacity + units(NANOS_PER_SECOND);
    fullAt = new AtomicLong(units(nanos));
  }

  private static int shift(double nanosPerToken, int tokens) {
    double nanos = Math.min(nanosPerToken, LONGEST_NANOS);
    int shift = 0;
    while (shift < FINEST && Math.scalb(nanos, shift) < FINE) {
      shift++;
    }
    while (shift > COARSEST && Math.scalb(nanos, shift) * tokens > LARGEST) {
      shift--;
    }
    return shift;
  }

  RateLimit limit() {
    return limit;
  }

  /** Where the level has gone to. */
  @Nullable Meter successor() {
    return successor;
  }

  /** Takes a token, if there is one. */
  Answer take(Elapsed clock) {
    while (true) {
      long seen = fullAt.get();
      if (seen == MOVED) {
        return Answer.MOVED;
      }
      // Read after the level: whoever has set it did not do so later than now.
      long now = units(clock.nanos());
      long missing = missing(seen, now);
      if (limit.letsNothingPass() || missing > capacity - cost) {
        return Answer.NO;
      }
      long after = now + missing + cost;
      if (fullAt.compareAndSet(seen, after == MOVED ? after + 1 : after)) {
        return Answer.YES;
      }
    }
  }

  /** Hands the level over to a meter with another limit; no token is lost or comes twice. */
  Meter moveTo(RateLimit newLimit, Elapsed clock) {
    Meter next = new Meter(newLimit, 0);
    successor = next;
    while (true) {
      long seen = fullAt.get();
      long nanos = clock.nanos();
      next.fill(capacity - Math.min(missing(seen, units(nanos)), capacity), cost, nanos);
      if (fullAt.compareAndSet(seen, MOVED)) {
        return next;
      }
    }
  }

  private void fill(long left, long costOfOther, long nanos) {
    BigInteger mine =
        BigInteger.valueOf(left)
            .multiply(BigInteger.valueOf(cost))
            .divide(BigInteger.valueOf(costOfOther));
    long level = mine.min(BigInteger.valueOf(capacity)).longValueExact();
    long moment = units(nanos) + capacity - level;
    fullAt.set(moment == MOVED ? moment + 1 : moment);
  }

  private long missing(long moment, long now) {
    long missing = moment - now;
    return missing < 0 || missing > farthest ? 0 : missing;
  }

  private long units(long nanos) {
    return shift < 0 ? nanos >> -shift : nanos << shift;
  }

  /** Tells the time since the clock's beginning. */
  interface Elapsed {
    long nanos();
  }
}
