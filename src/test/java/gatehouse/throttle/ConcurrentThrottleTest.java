package gatehouse.throttle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentThrottleTest {

  private static final int THREADS = 64;
  private static final int TRIES = 500;

  private final StoppedTicker ticker = new StoppedTicker(0);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
  }

  @Test
  void exactly_the_burst_passes_64_threads_while_time_stands_still() throws Exception {
    for (int burst : new int[] {1, 63, 1_000, 10_000}) {
      TokenBucket bucket = new TokenBucket(new RateLimit(1, burst), ticker);
      assertEquals(burst, together(bucket::admits));
    }
  }

  @Test
  void each_token_that_comes_back_passes_exactly_one_of_64_threads() throws Exception {
    TokenBucket bucket = new TokenBucket(new RateLimit(1_000, 100), ticker);
    assertEquals(100, together(bucket::admits));
    for (int i = 0; i < 20; i++) {
      ticker.advance(37_000_000);
      assertEquals(37, together(bucket::admits));
    }
  }

  @Test
  void the_bound_holds_while_time_goes_on_under_64_threads() throws Exception {
    TokenBucket bucket = new TokenBucket(new RateLimit(1_000_000, 50), ticker);
    AtomicInteger calls = new AtomicInteger();
    int passed =
        together(
            () -> {
              if (calls.incrementAndGet() % 16 == 0) {
                ticker.advance(5_000);
              }
              return bucket.admits();
            });
    int left = 0;
    while (bucket.admits()) {
      left++;
    }
    long due = 50 + ticker.nanos() / 1_000;
    assertTrue(passed + left <= due, passed + " and " + left + " of " + due);
    assertTrue(passed >= 50);
  }

  @Test
  void no_token_is_lost_or_comes_twice_while_limits_change_under_64_threads() throws Exception {
    TokenBucket bucket = new TokenBucket(new RateLimit(1, 10_000), ticker);
    AtomicBoolean over = new AtomicBoolean();
    Thread changer =
        new Thread(
            () -> {
              for (int i = 0; !over.get(); i++) {
                bucket.limit(new RateLimit(1 + i % 7, 10_000 + i % 11));
              }
            });
    changer.start();
    int passed = together(bucket::admits);
    over.set(true);
    changer.join();
    while (bucket.admits()) {
      passed++;
    }
    assertEquals(10_000, passed);
  }

  @Test
  void never_more_than_its_places_are_taken_of_a_bulkhead_and_all_come_back() throws Exception {
    Bulkheads bulkheads = new Bulkheads(20, 15);
    Bulkheads.Draft draft = bulkheads.draft();
    Bulkhead one = draft.of(new Bulkheads.Key("a", "one"));
    Bulkhead two = draft.of(new Bulkheads.Key("a", "two"));
    draft.commit();
    AtomicInteger inOne = new AtomicInteger();
    AtomicInteger inAll = new AtomicInteger();
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger tooMany = new AtomicInteger();
    together(
        () -> {
          boolean first = calls.incrementAndGet() % 2 == 0;
          Bulkhead.Permit permit = (first ? one : two).enter();
          if (permit == null) {
            return false;
          }
          if (inAll.incrementAndGet() > 20 || (first && inOne.incrementAndGet() > 15)) {
            tooMany.incrementAndGet();
          }
          Thread.yield();
          if (first) {
            inOne.decrementAndGet();
          }
          inAll.decrementAndGet();
          permit.release();
          permit.release();
          return true;
        });
    assertEquals(0, tooMany.get());
    assertEquals(0, bulkheads.inFlight());
    int places = 0;
    while (one.enter() != null) {
      places++;
    }
    assertEquals(15, places);
  }

  /** How many of the tries of all threads, begun at the same moment, come off. */
  private int together(BooleanSupplier one) throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    List<Future<Integer>> counts = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      counts.add(threads.submit(() -> count(barrier, one)));
    }
    int sum = 0;
    for (Future<Integer> count : counts) {
      sum += count.get(60, TimeUnit.SECONDS);
    }
    return sum;
  }

  private static int count(CyclicBarrier barrier, BooleanSupplier one)
      throws InterruptedException, BrokenBarrierException {
    barrier.await();
    int count = 0;
    for (int i = 0; i < TRIES; i++) {
      if (one.getAsBoolean()) {
        count++;
      }
    }
    return count;
  }
}
