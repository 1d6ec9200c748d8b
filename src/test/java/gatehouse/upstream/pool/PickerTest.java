package gatehouse.upstream.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickerTest {

  private static final PoolSettings.Ejection AT_ONCE =
      new PoolSettings.Ejection(1, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final Random random = new Random(42);

  @Test
  void the_target_with_the_fewest_outstanding_is_picked() {
    List<Seat> seats = seats(1, 1, 1);
    busy(seats.get(0), 3);
    busy(seats.get(1), 1);
    busy(seats.get(2), 2);

    assertSame(seats.get(1), picker(seats).pick(0, List.of(), this));
  }

  @Test
  void outstanding_requests_weigh_less_on_a_target_with_more_weight() {
    List<Seat> seats = seats(1, 3);
    busy(seats.get(0), 1);
    busy(seats.get(1), 2);

    assertSame(seats.get(1), picker(seats).pick(0, List.of(), this));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40})
  void equals_are_drawn_by_weight(int size) {
    int[] weights = new int[size];
    for (int i = 0; i < size; i++) {
      weights[i] = i % 3 == 0 ? 2 : 1;
    }
    List<Seat> seats = seats(weights);
    Picker picker = picker(seats);
    Map<Seat, Integer> counts = new HashMap<>();
    int draws = 20_000 * size;
    for (int i = 0; i < draws; i++) {
      counts.merge(picker.pick(0, List.of(), this), 1, Integer::sum);
    }

    double one = (double) draws / seats.stream().mapToInt(Seat::weight).sum();
    seats.forEach(
        seat -> assertEquals(1.0, counts.get(seat) / (one * seat.weight()), 0.05, seat.host()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 40})
  void whoever_was_tried_is_left_out_as_long_as_there_is_another(int size) {
    List<Seat> seats = seats(ones(size));
    Picker picker = picker(seats);
    List<Seat> tried = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Seat picked = picker.pick(0, tried, this);
      assertTrue(!tried.contains(picked));
      tried.add(picked);
    }

    assertTrue(seats.contains(picker.pick(0, tried, this)));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40})
  void whoever_is_ejected_is_left_out(int size) {
    List<Seat> seats = seats(ones(size));
    seats.subList(1, size).forEach(seat -> seat.target().failed(0, AT_ONCE));
    busy(seats.get(0), 100);

    for (int i = 0; i < 100; i++) {
      assertSame(seats.get(0), picker(seats).pick(1, List.of(), this));
    }
  }

  @Test
  void when_all_are_ejected_the_one_with_the_fewest_failures_is_tried() {
    List<Seat> seats = seats(1, 1, 1);
    seats.get(0).target().failed(0, AT_ONCE);
    seats.get(0).target().failed(0, AT_ONCE);
    seats.get(1).target().failed(0, AT_ONCE);
    seats.get(2).target().failed(0, AT_ONCE);
    seats.get(2).target().failed(0, AT_ONCE);

    assertSame(seats.get(1), picker(seats).pick(1, List.of(), this));
    assertNotSame(seats.get(1), picker(seats).pick(1, List.of(seats.get(1)), this));
  }

  /** Its request of before the pause may last for hours: a stream of events, for one. */
  @Test
  void whoever_comes_back_gets_one_request_at_a_time_however_busy_it_is() {
    List<Seat> seats = seats(1, 1);
    Target back = seats.get(0).target();
    busy(seats.get(0), 1);
    busy(seats.get(1), 100);
    back.failed(0, AT_ONCE);
    long later = Duration.ofSeconds(1).toNanos();
    Object first = new Object();

    assertSame(seats.get(0), picker(seats).pick(later, List.of(), first));
    assertSame(seats.get(1), picker(seats).pick(later, List.of(), this));
    back.probed(this);
    assertSame(seats.get(1), picker(seats).pick(later, List.of(), this));
    back.probed(first);
    assertSame(seats.get(0), picker(seats).pick(later, List.of(), this));
    back.succeeded();
    assertSame(seats.get(0), picker(seats).pick(later, List.of(), first));
  }

  private Picker picker(List<Seat> seats) {
    return new Picker(seats, random::nextInt);
  }

  private static int[] ones(int size) {
    int[] ones = new int[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static List<Seat> seats(int... weights) {
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      Origin origin = new Origin("http", "host-" + i, 80);
      seats.add(
          new Seat(
              new Target(origin.host()), Destination.of(origin), weights[i], origin.authority()));
    }
    return seats;
  }

  private static void busy(Seat seat, int requests) {
    for (int i = 0; i < requests; i++) {
      seat.target().began();
    }
  }
}
