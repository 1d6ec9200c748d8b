package gatehouse.throttle;

import gatehouse.http.Ticker;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told. */
final class StoppedTicker implements Ticker {

  private final AtomicLong nanos;

  StoppedTicker(long start) {
    nanos = new AtomicLong(start);
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  void advance(long by) {
    nanos.addAndGet(by);
  }
}
