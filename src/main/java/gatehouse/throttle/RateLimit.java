package gatehouse.throttle;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The rate and the burst of a token bucket. Immutable.
 *
 * <p>AWS: {@code ThrottlingRateLimit} and {@code ThrottlingBurstLimit}; "Throttling for HTTP APIs".
 *
 * @param rate tokens per second that come back, at least 0; with 0 nothing passes
 * @param burst tokens that there are at most, at least 0; with 0 nothing passes
 */
public record RateLimit(double rate, int burst) {

  /** What an account of AWS has in most Regions, over all its APIs. */
  public static final RateLimit OF_ACCOUNT = new RateLimit(10_000, 5_000);

  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

  /**
   * A limit.
   *
   * @throws IllegalArgumentException when it is negative or no number
   */
  public RateLimit {
    if (!Double.isFinite(rate) || rate < 0 || burst < 0) {
      throw new IllegalArgumentException("rate and burst are at least 0");
    }
  }

  boolean letsNothingPass() {
    return rate == 0 || burst == 0;
  }

  /** Nanoseconds until a token is back; infinite for the rate 0. */
  double nanosPerToken() {
    return NANOS_PER_SECOND.doubleValue() / rate;
  }

  /**
   * The same, exactly, in units of 2<sup>-shift</sup> nanoseconds, rounded up: never too short.
   *
   * @param most what the rate 0 gives, and what is never exceeded
   */
  long unitsPerToken(int shift, long most) {
    if (rate == 0) {
      return most;
    }
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal second = NANOS_PER_SECOND.multiply(two.pow(Math.max(shift, 0)));
    BigDecimal tokens = BigDecimal.valueOf(rate).multiply(two.pow(Math.max(-shift, 0)));
    BigDecimal units = second.divide(tokens, 0, RoundingMode.CEILING);
    return units.min(BigDecimal.valueOf(most)).longValueExact();
  }
}
