package gatehouse.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A container's non-blocking input: bytes 0, 1, 2, … of which some are at hand, as chance says, and
 * the others only after {@code isReady} was false once and the container's thread has called back.
 */
final class FakeInput extends ServletInputStream {

  private final Touches touches;
  private final Executor container;
  private final Random random;
  private final long length;
  private ReadListener listener;
  private long position;
  private int atHand;
  private boolean toldReady;
  private boolean calling;
  private boolean broken;
  private boolean toldEnd;
  private boolean silent;
  private boolean endsUntold;
  private boolean failsWithinIsReady;
  private int operationsLeft = Integer.MAX_VALUE;
  private int mostPerRead = 1;

  /**
   * An input.
   *
   * @param container runs the callbacks, one after another
   * @param length of the body in bytes
   */
  FakeInput(Touches touches, Executor container, long seed, long length) {
    this.touches = touches;
    this.container = container;
    this.random = new Random(seed);
    this.length = length;
  }

  /** The operation after this many fails, and the container tells so. */
  FakeInput breakingAfter(int operations) {
    operationsLeft = operations;
    return this;
  }

  /** Of a read that fails the container does not tell, as Jetty on a thread that is not its own. */
  FakeInput silently() {
    silent = true;
    return this;
  }

  /** A read takes up to this many bytes; 1 unless told otherwise. */
  FakeInput reading(int mostPerRead) {
    this.mostPerRead = mostPerRead;
    return this;
  }

  /** Behind the last byte it is not ready, and nobody calls back, as in Open Liberty. */
  FakeInput endingUntold() {
    endsUntold = true;
    return this;
  }

  /** When it breaks, it tells so from within the question whether it is ready, as Jetty may. */
  FakeInput failingWithinIsReady() {
    failsWithinIsReady = true;
    return this;
  }

  @Override
  public synchronized boolean isFinished() {
    return position == length;
  }

  @Override
  public synchronized void setReadListener(ReadListener newListener) {
    touches.enter("setReadListener");
    listener = newListener;
    callBack();
    touches.leave();
  }

  @Override
  public synchronized boolean isReady() {
    touches.enter("isReady");
    try {
      if (endsUntold && !broken && position == length) {
        return false;
      }
      if (broken || atHand > 0 || position == length) {
        toldReady = true;
        return true;
      }
      if (failsWithinIsReady && operationsLeft <= 0) {
        broken = true;
        listener.onError(new IOException("the body ended early"));
        return false;
      }
      callBack();
      return false;
    } finally {
      touches.leave();
    }
  }

  @Override
  public int read(byte[] target, int from, int count) throws IOException {
    touches.enter("read");
    try {
      return take(target, from, count);
    } finally {
      touches.leave();
    }
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException();
  }

  /** The client's connection breaks, and the container tells so. */
  synchronized void breakOff() {
    if (!broken) {
      broken = true;
      callBackWithError(new IOException("the client is gone"));
    }
  }

  private synchronized int take(byte[] target, int from, int count) throws IOException {
    if (!toldReady) {
      touches.violate("read without asking isReady");
    }
    toldReady = false;
    if (--operationsLeft < 0 || broken) {
      IOException failure = new IOException("the read failed");
      if (!broken) {
        broken = true;
        if (!silent) {
          callBackWithError(failure);
        }
      }
      throw failure;
    }
    if (position == length) {
      if (!toldEnd) {
        toldEnd = true;
        execute(this::tellEnd);
      }
      return -1;
    }
    int taken = Math.min(Math.min(count, atHand), mostPerRead);
    for (int i = 0; i < taken; i++) {
      target[from + i] = (byte) position++;
    }
    atHand -= taken;
    return taken;
  }

  /** Makes some bytes available, and calls back once. */
  private void callBack() {
    if (calling) {
      return;
    }
    calling = true;
    execute(
        () -> {
          synchronized (this) {
            calling = false;
            atHand = (int) Math.min(length - position, 1 + random.nextInt(3 * mostPerRead));
          }
          try {
            listener.onDataAvailable();
          } catch (IOException e) {
            breakOff();
          }
        });
  }

  private void tellEnd() {
    try {
      listener.onAllDataRead();
    } catch (IOException e) {
      breakOff();
    }
  }

  private void callBackWithError(IOException cause) {
    if (listener != null) {
      execute(() -> listener.onError(cause));
    }
  }

  private void execute(Runnable callback) {
    try {
      container.execute(callback);
    } catch (RejectedExecutionException e) {
      // The test is over.
    }
  }
}
