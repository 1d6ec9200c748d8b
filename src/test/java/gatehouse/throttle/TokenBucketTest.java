package gatehouse.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

  private static final long SECOND = 1_000_000_000;
  private static final long YEAR = 365 * 86_400 * SECOND;

  private final StoppedTicker ticker = new StoppedTicker(-5);

  @ParameterizedTest
  @CsvSource({
    "0.001, 3",
    "1, 1",
    "3, 7",
    "10000, 5000",
    "1e9, 100",
    "7e8, 100",
    "3e12, 10",
    "1e300, 10",
    "1e-300, 5",
    "4.9e-324, 5",
    "0.000001, 100000",
    "1e-18, 100000"
  })
  void exactly_the_burst_passes_while_time_stands_still(double rate, int burst) {
    TokenBucket bucket = new TokenBucket(new RateLimit(rate, burst), ticker);
    assertEquals(burst, drain(bucket));
    assertEquals(0, drain(bucket));
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 3, 1000000000000",
    "1, 5, 1000000000",
    "4, 5, 250000000",
    "10000, 50, 100000",
    "1e9, 100, 1",
    "0.3, 2, 3333333334"
  })
  void a_token_is_back_when_its_time_has_passed_and_not_a_nanosecond_before(
      double rate, int burst, long nanos) {
    TokenBucket bucket = new TokenBucket(new RateLimit(rate, burst), ticker);
    drain(bucket);
    for (int i = 0; i < 1_000; i++) {
      ticker.advance(nanos - 1);
      assertFalse(bucket.admits());
      ticker.advance(1);
      assertTrue(bucket.admits());
      assertFalse(bucket.admits());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.7, 1, 3, 333, 1_000, 7_777, 123_456.789, 7e6, 9.99e8, 1e9})
  void no_rate_drifts(double rate) {
    TokenBucket bucket = new TokenBucket(new RateLimit(rate, 3), ticker);
    drain(bucket);
    long step = Math.max(1, (long) (SECOND / rate));
    long passed = 0;
    for (int i = 0; i < 100_000; i++) {
      ticker.advance(step);
      passed += drain(bucket);
    }
    double due = rate * step * 100_000 / SECOND;
    assertTrue(passed <= due + 1e-6, passed + " of " + due);
    assertTrue(passed >= due * (1 - 2e-6) - 1, passed + " of " + due);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "5, 0", "0, 0", "1e9, 0"})
  void with_a_rate_or_a_burst_of_0_nothing_ever_passes(double rate, int burst) {
    TokenBucket bucket = new TokenBucket(new RateLimit(rate, burst), ticker);
    for (int i = 0; i < 100; i++) {
      assertFalse(bucket.admits());
      ticker.advance(YEAR);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 3",
    "0.001, 2147483647",
    "1, 5",
    "1000, 5",
    "1000000, 100",
    "1e9, 1000",
    "1e300, 7",
    "1e-300, 2147483647"
  })
  void after_any_idle_time_there_is_the_burst_and_no_more(double rate, int burst) {
    TokenBucket bucket = new TokenBucket(new RateLimit(rate, burst), ticker);
    int some = Math.min(burst, 1_000);
    for (long idle = 1; idle < 200 * YEAR && idle > 0; idle = idle * 3 + 1) {
      take(bucket, some);
      ticker.advance(idle);
      if (rate * idle / SECOND > 2.0 * some) {
        assertEquals(some, take(bucket, some));
        if (some == burst) {
          assertEquals(0, drain(bucket));
        }
      }
    }
  }

  @Test
  void the_largest_burst_can_be_emptied_at_the_smallest_rates_without_an_overflow() {
    for (double rate : new double[] {1e-300, 0.001, 1, 1e9}) {
      Meter meter = new Meter(new RateLimit(rate, Integer.MAX_VALUE), 0);
      Meter empty = meter.moveTo(new RateLimit(rate, 0), () -> 0);
      Meter back = empty.moveTo(new RateLimit(rate, Integer.MAX_VALUE), () -> 0);
      assertEquals(Meter.Answer.NO, back.take(() -> 0));
      assertEquals(
          rate == 1e-300 ? Meter.Answer.NO : Meter.Answer.YES, back.take(() -> 10_000 * SECOND));
    }
  }

  @Test
  void a_clock_that_goes_back_a_little_gives_nothing_away() {
    for (double rate : new double[] {0.5, 5, 5e6}) {
      TokenBucket bucket = new TokenBucket(new RateLimit(rate, 10), ticker);
      ticker.advance(10 * SECOND);
      drain(bucket);
      ticker.advance(-SECOND / 2);
      assertEquals(0, drain(bucket));
    }
  }

  /** Against a model that keeps tokens as fractions of unlimited precision. */
  @Test
  void random_requests_times_and_limits_agree_with_a_simple_model() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      RateLimit limit = limit(random);
      TokenBucket bucket = new TokenBucket(limit, ticker);
      Model model = new Model(limit);
      for (int i = 0; i < 300; i++) {
        int requests = random.nextInt(2 * limit.burst() + 2);
        for (int k = 0; k < requests; k++) {
          boolean admitted = bucket.admits();
          assertEquals(model.admits(admitted), admitted, "seed " + seed + ", step " + i);
        }
        long nanos = (long) (Math.pow(random.nextDouble(), 4) * 3e9 / Math.max(limit.rate(), 0.1));
        ticker.advance(nanos);
        model.advance(nanos);
        if (random.nextInt(40) == 0) {
          limit = limit(random);
          bucket.limit(limit);
          model.limit(limit);
        }
      }
    }
  }

  @Test
  void over_any_interval_no_more_pass_than_burst_and_rate_allow() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      RateLimit limit = limit(random);
      TokenBucket bucket = new TokenBucket(limit, ticker);
      List<Long> passes = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        ticker.advance((long) (random.nextDouble() * 3 * SECOND / Math.max(limit.rate(), 0.1)));
        if (bucket.admits()) {
          passes.add(ticker.nanos());
        }
      }
      for (int from = 0; from < passes.size(); from++) {
        for (int to = from; to < passes.size(); to++) {
          BigDecimal due =
              BigDecimal.valueOf(limit.rate())
                  .multiply(BigDecimal.valueOf(passes.get(to) - passes.get(from)))
                  .movePointLeft(9)
                  .add(BigDecimal.valueOf(limit.burst()));
          assertTrue(BigDecimal.valueOf(to - from + 1).compareTo(due) <= 0, "seed " + seed);
        }
      }
    }
  }

  @Test
  void a_new_limit_keeps_the_level_capped_by_the_new_burst() {
    TokenBucket bucket = new TokenBucket(new RateLimit(1, 10), ticker);
    take(bucket, 4);
    bucket.limit(new RateLimit(1_000_000, 100));
    assertEquals(6, drain(bucket));

    ticker.advance(SECOND);
    bucket.limit(new RateLimit(0.5, 7));
    assertEquals(7, drain(bucket));

    bucket.limit(new RateLimit(0, 50));
    assertEquals(0, drain(bucket));
    bucket.limit(new RateLimit(2, 50));
    ticker.advance(SECOND);
    assertEquals(2, drain(bucket));
  }

  @Test
  void a_bucket_that_was_closed_keeps_what_it_had() {
    TokenBucket bucket = new TokenBucket(new RateLimit(1, 10), ticker);
    take(bucket, 4);
    bucket.limit(new RateLimit(0, 10));
    ticker.advance(1_000 * SECOND);
    assertEquals(0, drain(bucket));
    bucket.limit(new RateLimit(1, 10));
    assertEquals(6, drain(bucket));
  }

  private static RateLimit limit(Random random) {
    double rate =
        random.nextBoolean()
            ? 1 + random.nextInt(2_000)
            : Math.pow(10, -3 + 11 * random.nextDouble());
    return new RateLimit(rate, random.nextInt(20));
  }

  private static int drain(TokenBucket bucket) {
    return take(bucket, Integer.MAX_VALUE);
  }

  private static int take(TokenBucket bucket, int most) {
    int passed = 0;
    while (passed < most && bucket.admits()) {
      passed++;
    }
    return passed;
  }

  /** Tokens as fractions. Within a millionth of a whole token either answer is right. */
  private static final class Model {

    private static final BigDecimal NEAR = new BigDecimal("0.000004");

    private RateLimit limit;
    private BigDecimal tokens;

    Model(RateLimit limit) {
      this.limit = limit;
      tokens = BigDecimal.valueOf(limit.burst());
    }

    void advance(long nanos) {
      if (limit.rate() > 0) {
        BigDecimal back =
            BigDecimal.valueOf(limit.rate())
                .multiply(new BigDecimal(BigInteger.valueOf(nanos)))
                .movePointLeft(9);
        tokens = tokens.add(back).setScale(30, RoundingMode.FLOOR);
      }
      cap();
    }

    void limit(RateLimit newLimit) {
      limit = newLimit;
      cap();
    }

    private void cap() {
      tokens = tokens.min(BigDecimal.valueOf(limit.burst()));
    }

    boolean admits(boolean bucketSays) {
      if (limit.rate() == 0 || limit.burst() == 0) {
        return false;
      }
      boolean enough = tokens.compareTo(BigDecimal.ONE) >= 0;
      boolean near = tokens.subtract(BigDecimal.ONE).abs().compareTo(NEAR) <= 0;
      // What is rounded may be late by a little, but never early by more than the model's scale.
      boolean answer = near && enough ? bucketSays : enough;
      if (answer) {
        tokens = tokens.subtract(BigDecimal.ONE);
      }
      return answer;
    }
  }
}
