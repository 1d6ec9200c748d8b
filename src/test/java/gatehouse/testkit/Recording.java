package gatehouse.testkit;

import java.io.ByteArrayOutputStream;

/**
 * Bytes as they came: all are counted and compared with the generated pattern, the first 16 MiB are
 * kept. Safe for use by several threads.
 */
final class Recording {

  private static final int KEPT = 16 << 20;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
  private final GeneratedBytes.Checker checker = new GeneratedBytes.Checker();
  private long length;

  synchronized void add(byte[] bytes, int from, int count) {
    kept.write(bytes, from, Math.min(count, KEPT - kept.size()));
    checker.accept(bytes, from, count);
    length += count;
    notifyAll();
  }

  synchronized long length() {
    return length;
  }

  /** What was kept. */
  synchronized byte[] bytes() {
    return kept.toByteArray();
  }

  /** Whether it is the generated pattern, of exactly this length. */
  synchronized boolean isGenerated(long expectedLength) {
    return length == expectedLength && checker.firstDifference() < 0;
  }

  /** Waits until this many bytes are there; false when that takes too long. */
  synchronized boolean await(long wanted, long deadlineNanos) throws InterruptedException {
    while (length < wanted) {
      long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
