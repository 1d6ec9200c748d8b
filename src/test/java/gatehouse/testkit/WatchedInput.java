package gatehouse.testkit;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A connection's input that can be watched for its end while nobody reads: from {@link #watch} on a
 * thread of its own reads ahead, at most 16 KiB.
 */
final class WatchedInput extends InputStream {

  private static final int MOST_AHEAD = 16 * 1024;
  private static final int STACK = 128 * 1024;

  private final InputStream in;
  private final Runnable onEnd;
  private byte[] ahead = new byte[256];
  private int from;
  private int to;
  private boolean watching;
  private boolean ended;
  private @Nullable IOException failure;

  WatchedInput(InputStream in, Runnable onEnd) {
    this.in = in;
    this.onEnd = onEnd;
  }

  /** Notices the end of the input from now on, whether somebody reads or not. */
  synchronized void watch() {
    if (!watching) {
      watching = true;
      Thread thread = new Thread(null, this::readAhead, "upstream-watch", STACK);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void readAhead() {
    byte[] piece = new byte[1024];
    try {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        append(piece, count);
      }
      finish(null);
    } catch (IOException e) {
      finish(e);
    } catch (InterruptedException e) {
      finish(new IOException(e));
    }
  }

  private synchronized void append(byte[] piece, int count) throws InterruptedException {
    while (to - from + count > MOST_AHEAD) {
      wait();
    }
    if (to + count > ahead.length) {
      byte[] larger = new byte[Math.max(2 * (to - from), to - from + count)];
      System.arraycopy(ahead, from, larger, 0, to - from);
      ahead = larger;
      to -= from;
      from = 0;
    }
    System.arraycopy(piece, 0, ahead, to, count);
    to += count;
    notifyAll();
  }

  private void finish(@Nullable IOException reason) {
    synchronized (this) {
      ended = true;
      failure = reason;
      notifyAll();
    }
    onEnd.run();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    synchronized (this) {
      if (watching) {
        return readWatched(target, offset, length);
      }
    }
    try {
      int count = in.read(target, offset, length);
      if (count < 0) {
        onEnd.run();
      }
      return count;
    } catch (IOException e) {
      onEnd.run();
      throw e;
    }
  }

  private int readWatched(byte[] target, int offset, int length) throws IOException {
    try {
      while (from == to && !ended) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (from < to) {
      int count = Math.min(length, to - from);
      System.arraycopy(ahead, from, target, offset, count);
      from += count;
      notifyAll();
      return count;
    }
    if (failure != null) {
      throw failure;
    }
    return -1;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
