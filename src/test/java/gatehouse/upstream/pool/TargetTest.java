package gatehouse.upstream.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TargetTest {

  private static final long MILLI = 1_000_000;
  private static final PoolSettings.Ejection EJECTION =
      new PoolSettings.Ejection(3, Duration.ofMillis(100), Duration.ofMillis(350));
  private static final PoolSettings.Check CHECK =
      new PoolSettings.Check("/", Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 3, 200, 299);

  private final Target target = new Target("one");
  private long now = -50;

  @Test
  void failures_in_a_row_eject_a_target_for_a_time() {
    fail(2);
    assertTrue(target.isServing(now));
    fail(1);

    assertFalse(target.isServing(now + 100 * MILLI - 1));
    assertTrue(target.isServing(now + 100 * MILLI));
  }

  @Test
  void a_success_in_between_starts_the_count_anew() {
    fail(2);
    target.succeeded();
    fail(2);

    assertTrue(target.isServing(now));
  }

  @Test
  void each_further_ejection_is_twice_as_long_up_to_the_longest() {
    fail(3);
    assertEquals(100, ejectedMillis());
    now += 100 * MILLI;
    fail(1);
    assertEquals(200, ejectedMillis());
    now += 200 * MILLI;
    fail(1);
    assertEquals(350, ejectedMillis());
    now += 350 * MILLI;
    target.succeeded();
    fail(3);
    assertEquals(100, ejectedMillis());
  }

  @Test
  void failures_of_requests_that_were_under_way_do_not_prolong_an_ejection() {
    fail(50);

    assertEquals(100, ejectedMillis());
  }

  @Test
  void who_comes_back_gets_one_request_at_a_time_until_one_has_gone_well() {
    fail(3);
    now += 100 * MILLI;
    target.began();
    assertTrue(target.isServing(now), "what lasts from before does not matter");
    assertTrue(target.admits(this));
    assertFalse(target.isServing(now));
    assertFalse(target.admits(new Object()), "of two at once, one");

    target.succeeded();
    assertTrue(target.isServing(now));
  }

  @Test
  void checks_take_a_target_out_and_bring_it_back_at_their_thresholds() {
    target.checked(false, CHECK);
    target.checked(false, CHECK);
    target.checked(true, CHECK);
    target.checked(false, CHECK);
    target.checked(false, CHECK);
    assertTrue(target.isServing(now));
    target.checked(false, CHECK);
    assertFalse(target.isServing(now));

    target.checked(true, CHECK);
    assertFalse(target.isServing(now));
    target.checked(true, CHECK);
    assertTrue(target.isServing(now));
  }

  @Test
  void without_checks_nobody_is_down() {
    for (int i = 0; i < 3; i++) {
      target.checked(false, CHECK);
    }
    target.unchecked();

    assertTrue(target.isServing(now));
  }

  @Test
  void zero_failures_mean_never() {
    for (int i = 0; i < 100; i++) {
      target.failed(now, PoolSettings.Ejection.NONE);
    }

    assertTrue(target.isServing(now));
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      target.failed(now, EJECTION);
    }
  }

  private long ejectedMillis() {
    long millis = 0;
    while (target.isEjected(now + millis * MILLI)) {
      millis++;
    }
    return millis;
  }
}
