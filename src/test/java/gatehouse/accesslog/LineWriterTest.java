package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineWriterTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  /** Room for three lines of a letter. */
  private static final int SMALL = 3 * 98;

  private final FakeTicker ticker = new FakeTicker();
  private final AtomicLong lost = new AtomicLong();
  private final GatedSink sink = new GatedSink();
  private final Outlet outlet = new Outlet(sink, ticker, lost);
  private final LineWriter writer = new LineWriter(new LineQueue(SMALL), lost, ticker);

  @Test
  void lines_are_written_in_their_order_and_what_waits_at_the_end_too() throws Exception {
    writer.start();
    writer.offer(outlet, "a");
    sink.awaitEntered();
    sink.shut();
    writer.offer(outlet, "b");
    writer.offer(outlet, "c");
    sink.open();

    assertTrue(writer.close(LONG, LONG));

    assertEquals(List.of("a", "b", "c"), sink.lines());
    assertEquals(0, lost.get());
    assertEquals(1, sink.releases());
  }

  @Test
  void lines_that_come_right_behind_others_are_written_together() throws Exception {
    LineWriter patient = new LineWriter(new LineQueue(100_000), lost, ticker, LONG);
    patient.start();
    patient.offer(outlet, "a");
    sink.awaitEntered();
    for (String line : List.of("b", "c", "d")) {
      // Each by itself: a writer that is woken for it writes it before it sleeps again.
      awaitRest();
      patient.offer(outlet, line);
    }

    assertTrue(patient.close(LONG, LONG));

    assertEquals(List.of("a", "b", "c", "d"), sink.lines());
    assertEquals(2, sink.writes());
  }

  @Test
  void lines_are_written_before_there_is_no_room_for_more() throws Exception {
    LineWriter patient = new LineWriter(new LineQueue(SMALL), lost, ticker, LONG);
    patient.start();
    patient.offer(outlet, "a");
    sink.awaitEntered();
    for (String line : List.of("b", "d", "f")) {
      patient.offer(outlet, line);
      patient.offer(outlet, line + line);
      sink.awaitEntered();
    }

    assertTrue(patient.close(LONG, LONG));

    assertEquals(List.of("a", "b", "bb", "d", "dd", "f", "ff"), sink.lines());
    assertEquals(0, lost.get());
  }

  @Test
  void there_is_no_thread_before_the_start_and_after_the_end() throws Exception {
    assertFalse(isRunning());
    writer.start();
    writer.start();
    assertTrue(isRunning());
    assertTrue(writer.close(LONG, LONG));
    assertFalse(isRunning());
    writer.start();
    assertFalse(isRunning());
    assertTrue(writer.close(LONG, LONG));
  }

  @Test
  void lines_without_room_are_dropped_counted_and_told_once_a_minute() throws Exception {
    try (LogCapture log = new LogCapture()) {
      sink.shut();
      writer.start();
      writer.offer(outlet, "a");
      sink.awaitEntered();
      fill();
      writer.offer(outlet, "e");
      writer.offer(outlet, "f");
      assertEquals(2, lost.get());
      sink.letThrough();
      sink.awaitEntered();
      assertEquals(
          List.of(
              "WARNING 2 lines of access logs were dropped: they came faster than they can be"
                  + " written"),
          log.messages());
      fill();
      writer.offer(outlet, "h");
      sink.letThrough();
      sink.awaitEntered();
      assertEquals(List.of(), log.messages());
      ticker.pass(Duration.ofMinutes(1));
      sink.open();
      assertTrue(writer.close(LONG, LONG));
      assertEquals(
          List.of(
              "WARNING 1 lines of access logs were dropped: they came faster than they can be"
                  + " written"),
          log.messages());
    }
    assertEquals(3, lost.get());
    assertEquals(List.of("a", "b", "c", "d", "b", "c", "d"), sink.lines());
  }

  @Test
  void a_write_that_hangs_does_not_keep_the_end_back() throws Exception {
    try (LogCapture log = new LogCapture()) {
      sink.shut();
      writer.start();
      writer.offer(outlet, "a");
      sink.awaitEntered();
      writer.offer(outlet, "b");
      writer.offer(outlet, "c");

      assertTrue(writer.close(Duration.ofMillis(1), LONG));

      assertTrue(
          log.messages().contains("WARNING 2 lines of access logs were not written"),
          () -> "no such line");
    }
    assertEquals(3, lost.get());
    assertEquals(List.of(), sink.lines());
  }

  @Test
  void lines_of_several_outlets_reach_their_own() throws Exception {
    GatedSink other = new GatedSink();
    Outlet second = new Outlet(other, ticker, lost);
    LineWriter roomy = new LineWriter(new LineQueue(100_000), lost, ticker);
    roomy.start();
    for (int i = 0; i < 10; i++) {
      roomy.offer(outlet, "a" + i);
      roomy.offer(second, "b" + i);
    }
    assertTrue(roomy.close(LONG, LONG));

    assertEquals("a0 a1 a2 a3 a4 a5 a6 a7 a8 a9", String.join(" ", sink.lines()));
    assertEquals("b0 b1 b2 b3 b4 b5 b6 b7 b8 b9", String.join(" ", other.lines()));
  }

  private void fill() {
    writer.offer(outlet, "b");
    writer.offer(outlet, "c");
    writer.offer(outlet, "d");
  }

  /** Until the writer does nothing. */
  private static void awaitRest() {
    while (!writers()
        .map(Thread::getState)
        .allMatch(List.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)::contains)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isRunning() {
    return writers().findAny().isPresent();
  }

  private static Stream<Thread> writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("gatehouse-access-log"));
  }
}
