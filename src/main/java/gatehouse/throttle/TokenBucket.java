package gatehouse.throttle;

import gatehouse.http.Ticker;

/**
 * A token bucket: burst tokens at most, of which rate come back per second. A request is one
 * compare-and-set of one long, and makes no garbage; one that is denied changes nothing. Full when
 * it is new.
 *
 * <p>The limit can be changed while requests come; the level stays, capped by the new burst.
 */
final class TokenBucket implements Throttle {

  private final Meter.Elapsed clock;
  private volatile Meter meter;

  TokenBucket(RateLimit limit, Ticker ticker) {
    long beginning = ticker.nanos();
    clock = () -> ticker.nanos() - beginning;
    meter = new Meter(limit, 0);
  }

  @Override
  public boolean admits() {
    Meter current = meter;
    while (true) {
      Meter.Answer answer = current.take(clock);
      if (answer != Meter.Answer.MOVED) {
        return answer == Meter.Answer.YES;
      }
      Meter next = current.successor();
      current = next == null ? meter : next;
    }
  }

  /** Changes the limit. One thread at a time. */
  void limit(RateLimit newLimit) {
    Meter current = meter;
    if (!current.limit().equals(newLimit)) {
      meter = current.moveTo(newLimit, clock);
    }
  }
}
