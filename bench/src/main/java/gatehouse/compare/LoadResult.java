package gatehouse.compare;

import org.HdrHistogram.Histogram;

/**
 * What a load brought.
 *
 * @param answered requests with the right status
 * @param failed requests with another one, or without an answer
 * @param seconds how long was measured
 * @param latency in nanoseconds
 */
record LoadResult(long answered, long failed, double seconds, Histogram latency) {

  /** Latencies up to two minutes, to three digits. */
  static Histogram histogram() {
    return new Histogram(120_000_000_000L, 3);
  }

  double perSecond() {
    return answered / seconds;
  }

  double millis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }
}
