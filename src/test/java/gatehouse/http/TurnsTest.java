package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TurnsTest {

  private static final int THREADS = 4;
  private static final int TURNS_EACH = 50_000;

  private final Turns turns = new Turns();
  private final List<Thread> threads = new ArrayList<>();

  /** Touched within turns only, and wrong if two of them run at once. */
  private int count;

  @AfterEach
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void a_turn_runs_on_the_thread_that_brings_it() {
    List<Thread> ran = new ArrayList<>();

    turns.take(() -> ran.add(Thread.currentThread()));

    assertEquals(List.of(Thread.currentThread()), ran);
  }

  @Test
  void a_turn_within_a_turn_runs_after_it() {
    List<String> order = new ArrayList<>();

    turns.take(
        () -> {
          turns.take(() -> order.add("inner"));
          order.add("outer");
        });

    assertEquals(List.of("outer", "inner"), order);
  }

  @Test
  void a_hundred_thousand_turns_that_each_bring_the_next_need_no_stack() {
    turns.take(() -> next(100_000));

    assertEquals(100_000, count);
  }

  private void next(int left) {
    if (left > 0) {
      count++;
      turns.take(() -> next(left - 1));
    }
  }

  @Test
  void turns_exclude_each_other_and_keep_the_order_of_their_thread() throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    int[] last = new int[THREADS];
    AtomicBoolean outOfOrder = new AtomicBoolean();
    for (int t = 0; t < THREADS; t++) {
      int number = t;
      start(
          () -> {
            await(start);
            for (int i = 1; i <= TURNS_EACH; i++) {
              int mine = i;
              turns.take(
                  () -> {
                    count++;
                    if (last[number] != mine - 1) {
                      outOfOrder.set(true);
                    }
                    last[number] = mine;
                  });
            }
          });
    }
    join();

    assertFalse(outOfOrder.get());
    assertEquals(THREADS * TURNS_EACH, count);
  }

  /** The one who queues in between must not have its later turn overtake the queued one. */
  @Test
  void a_turn_does_not_overtake_an_earlier_one_of_its_thread_that_another_thread_queued_before() {
    PausingQueue queue = new PausingQueue();
    Turns pausing = new Turns(queue);
    List<String> order = new ArrayList<>();
    CountDownLatch slowIsIn = new CountDownLatch(1);
    Thread slow = new Thread(() -> pausing.take(() -> order.add("slow")));
    queue.pausingThread = slow;
    queue.paused = slowIsIn;
    pausing.take(
        () -> {
          // Queued behind this turn, but the slow thread has not announced it yet.
          start(slow);
          await(slowIsIn);
          start(
              () -> {
                pausing.take(() -> order.add("first"));
                queue.firstIsQueued.countDown();
                await(queue.firstMayGoOn);
                pausing.take(() -> order.add("second"));
                queue.release.countDown();
              });
          await(queue.firstIsQueued);
        });
    queue.firstMayGoOn.countDown();
    assertTrue(joined());

    assertEquals(3, order.size());
    assertTrue(order.indexOf("first") < order.indexOf("second"), order.toString());
  }

  @Test
  void a_turn_that_throws_does_not_stop_the_later_ones() {
    IllegalStateException failure = new IllegalStateException("from a turn");
    List<String> order = new ArrayList<>();

    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                turns.take(
                    () -> {
                      turns.take(() -> order.add("queued behind it"));
                      throw failure;
                    }));
    turns.take(() -> order.add("later"));

    assertSame(failure, thrown);
    assertEquals(List.of("queued behind it", "later"), order);
  }

  @Test
  void of_several_turns_that_throw_the_first_is_told_and_keeps_the_others() {
    IllegalStateException first = new IllegalStateException("first");
    AssertionError second = new AssertionError("second");

    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                turns.take(
                    () -> {
                      turns.take(
                          () -> {
                            throw second;
                          });
                      throw first;
                    }));

    assertSame(first, thrown);
    assertEquals(List.of(second), List.of(thrown.getSuppressed()));
  }

  @Test
  void waiting_for_a_turn_that_throws_ends() {
    assertThrows(
        IllegalStateException.class,
        () ->
            turns.takeAndWait(
                () -> {
                  throw new IllegalStateException("from a turn");
                },
                20_000));
    List<String> order = new ArrayList<>();
    assertTrue(turns.takeAndWait(() -> order.add("later"), 20_000));
    assertEquals(List.of("later"), order);
  }

  @Test
  void take_and_wait_runs_its_turn_at_once_when_nobody_is_at_it() {
    assertTrue(turns.takeAndWait(() -> count++, 0));
    assertEquals(1, count);
  }

  @Test
  void take_and_wait_within_a_turn_does_not_wait_and_runs_afterwards() {
    List<String> order = new ArrayList<>();

    turns.take(
        () -> {
          assertTrue(turns.takeAndWait(() -> order.add("inner"), 20_000));
          order.add("outer");
        });

    assertEquals(List.of("outer", "inner"), order);
  }

  @Test
  void take_and_wait_returns_only_when_another_threads_turn_is_through() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = new ArrayList<>();
    start(
        () ->
            turns.take(
                () -> {
                  running.countDown();
                  await(goOn);
                  order.add("theirs");
                }));
    await(running);
    start(goOn::countDown);

    assertTrue(turns.takeAndWait(() -> order.add("ours"), 20_000));

    assertEquals(List.of("theirs", "ours"), order);
  }

  @Test
  void take_and_wait_gives_up_when_the_other_turn_does_not_end() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
    start(
        () ->
            turns.take(
                () -> {
                  running.countDown();
                  await(goOn);
                }));
    await(running);

    assertFalse(turns.takeAndWait(() -> order.add("ours"), 1));
    assertTrue(order.isEmpty());

    goOn.countDown();
    assertTrue(joined());
    assertEquals(List.of("ours"), List.copyOf(order));
  }

  @Test
  void take_and_wait_keeps_an_interrupt() {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    start(
        () ->
            turns.take(
                () -> {
                  running.countDown();
                  await(goOn);
                }));
    await(running);

    Thread.currentThread().interrupt();
    boolean through = turns.takeAndWait(() -> {}, 20_000);

    assertTrue(Thread.interrupted());
    assertFalse(through);
    goOn.countDown();
  }

  private void start(Runnable work) {
    start(new Thread(work));
  }

  private void start(Thread thread) {
    threads.add(thread);
    thread.start();
  }

  private boolean joined() {
    try {
      join();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Holds one thread up between its adding of a turn and its announcing of it. */
  private static final class PausingQueue extends ConcurrentLinkedQueue<Runnable> {

    private static final long serialVersionUID = 1;

    final transient CountDownLatch firstIsQueued = new CountDownLatch(1);
    final transient CountDownLatch firstMayGoOn = new CountDownLatch(1);
    final transient CountDownLatch release = new CountDownLatch(1);
    transient volatile Thread pausingThread;
    transient volatile CountDownLatch paused;

    @Override
    public boolean add(Runnable turn) {
      super.add(turn);
      if (Thread.currentThread() == pausingThread) {
        paused.countDown();
        await(release);
      }
      return true;
    }
  }
}
