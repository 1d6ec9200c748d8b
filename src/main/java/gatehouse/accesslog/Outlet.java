package gatehouse.accesslog;

import gatehouse.accesslog.Sink.LinesLost;
import gatehouse.http.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A sink and how it is doing. A failure is told once, and its end with the number of lines that it
 * cost; meanwhile a write is tried once a second. Used by the writer's thread only.
 */
final class Outlet {

  private static final System.Logger LOG = System.getLogger("gatehouse");
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Sink sink;
  private final Ticker ticker;
  private final AtomicLong lost;

  private boolean isFailing;
  private long failedAt;
  private long lostSince;

  /**
   * An outlet.
   *
   * @param lost counts the lines that nobody will ever read
   */
  Outlet(Sink sink, Ticker ticker, AtomicLong lost) {
    this.sink = sink;
    this.ticker = ticker;
    this.lost = lost;
  }

  /** Writes lines, or loses them. Throws nothing: the thread serves other sinks, too. */
  void write(List<String> lines) {
    if (isFailing && ticker.nanos() - failedAt < PAUSE_NANOS) {
      lose(lines.size());
      return;
    }
    try {
      sink.write(lines);
      recovered();
    } catch (LinesLost e) {
      failed(e.count(), Objects.requireNonNullElse(e.getCause(), e));
    } catch (RuntimeException | Error e) {
      failed(lines.size(), e);
    }
  }

  void release() {
    sink.release();
  }

  private void failed(int count, Throwable cause) {
    failedAt = ticker.nanos();
    if (!isFailing) {
      isFailing = true;
      lostSince = 0;
      LOG.log(
          Level.WARNING,
          "access logs cannot be written to {0}; lines are lost until that changes: {1}",
          sink,
          cause);
    }
    lose(count);
  }

  private void lose(int count) {
    lostSince += count;
    lost.addAndGet(count);
  }

  private void recovered() {
    if (isFailing) {
      isFailing = false;
      LOG.log(
          Level.INFO,
          "access logs are written to {0} again; {1} lines were lost",
          sink,
          Long.toString(lostSince));
    }
  }
}
