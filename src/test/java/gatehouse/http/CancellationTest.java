package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {

  private final Cancellation cancellation = new Cancellation();
  private final List<String> ran = new ArrayList<>();

  @Test
  void actions_run_once_and_in_order_when_it_is_cancelled() {
    cancellation.onCancel(() -> ran.add("first"));
    cancellation.onCancel(() -> ran.add("second"));
    assertFalse(cancellation.isCancelled());
    assertEquals(List.of(), ran);

    cancellation.cancel();
    cancellation.cancel();

    assertTrue(cancellation.isCancelled());
    assertEquals(List.of("first", "second"), ran);
  }

  @Test
  void an_action_that_comes_late_runs_at_once() {
    cancellation.cancel();

    cancellation.onCancel(() -> ran.add("late"));

    assertEquals(List.of("late"), ran);
  }

  @Test
  void an_action_may_bring_further_ones() {
    cancellation.onCancel(
        () -> {
          cancellation.onCancel(() -> ran.add("inner"));
          ran.add("outer");
        });

    cancellation.cancel();

    assertEquals(List.of("inner", "outer"), ran);
  }

  @Test
  void an_action_that_comes_while_it_is_cancelled_runs_exactly_once() throws Exception {
    for (int i = 0; i < 500; i++) {
      Cancellation raced = new Cancellation();
      AtomicInteger runs = new AtomicInteger();
      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(
              () -> {
                await(start);
                raced.cancel();
              });
      await(start);
      raced.onCancel(runs::incrementAndGet);
      other.get();

      assertEquals(1, runs.get());
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
