package gatehouse.http;

import java.time.Instant;

/** Tells the time: of day, and since some moment. For any number of threads. */
public interface Ticker {

  /** The machine's own clocks. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** The time of day, for people and protocols. */
  Instant now();

  /** Nanoseconds since some moment; only differences mean anything. Never goes back. */
  long nanos();
}
