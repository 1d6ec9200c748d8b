package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutletTest {

  private final FakeTicker ticker = new FakeTicker();
  private final AtomicLong lost = new AtomicLong();
  private final GatedSink sink = new GatedSink();
  private final Outlet outlet = new Outlet(sink, ticker, lost);

  @Test
  void a_failure_is_told_once_and_its_end_with_what_it_cost() {
    try (LogCapture log = new LogCapture()) {
      sink.breaks(true);
      outlet.write(List.of("a", "b"));
      ticker.pass(Duration.ofSeconds(2));
      outlet.write(List.of("c"));
      assertEquals(
          List.of(
              "WARNING access logs cannot be written to the sink; lines are lost until that"
                  + " changes: java.io.IOException: no space"),
          log.messages());
      sink.breaks(false);
      ticker.pass(Duration.ofSeconds(2));
      outlet.write(List.of("d"));

      assertEquals(
          List.of("INFO access logs are written to the sink again; 3 lines were lost"),
          log.messages());
    }
    assertEquals(3, lost.get());
    assertEquals(List.of("d"), sink.lines());
  }

  @Test
  void a_sink_that_has_failed_is_left_alone_for_a_second() {
    try (LogCapture log = new LogCapture()) {
      sink.breaks(true);
      outlet.write(List.of("a"));
      sink.breaks(false);
      ticker.pass(Duration.ofMillis(999));
      outlet.write(List.of("b"));
      assertEquals(List.of(), sink.lines());
      ticker.pass(Duration.ofMillis(1));
      outlet.write(List.of("c"));
      assertEquals(2, log.messages().size());
    }
    assertEquals(List.of("c"), sink.lines());
    assertEquals(2, lost.get());
  }
}
