package gatehouse.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A container's non-blocking output: after each write and flush it may, as chance says, not be
 * ready until the container's thread has called back.
 */
final class FakeOutput extends ServletOutputStream {

  private final Touches touches;
  private final Executor container;
  private final Random random;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private WriteListener listener;
  private boolean busy = true;
  private boolean calling;
  private boolean toldReady;
  private boolean broken;
  private int flushed;
  private int operationsLeft = Integer.MAX_VALUE;
  private RuntimeException fault;
  private boolean committed;
  private boolean silent;

  /**
   * An output.
   *
   * @param container runs the callbacks, one after another
   */
  FakeOutput(Touches touches, Executor container, long seed) {
    this.touches = touches;
    this.container = container;
    this.random = new Random(seed);
  }

  /** The write or flush after this many fails, and the container tells so. */
  FakeOutput breakingAfter(int operations) {
    operationsLeft = operations;
    return this;
  }

  /** Of a write that fails the container does not tell: it has told of the connection before. */
  FakeOutput silently() {
    silent = true;
    return this;
  }

  /** The write or flush after this many throws this, and the container does not tell. */
  FakeOutput throwingAfter(int operations, RuntimeException newFault) {
    operationsLeft = operations;
    fault = newFault;
    return this;
  }

  synchronized byte[] written() {
    return written.toByteArray();
  }

  /** Whether the head is out: after the first write or flush. */
  synchronized boolean isCommitted() {
    return committed;
  }

  /** How many bytes had been written at the last flush. */
  synchronized int flushed() {
    return flushed;
  }

  @Override
  public synchronized void setWriteListener(WriteListener newListener) {
    touches.enter("setWriteListener");
    listener = newListener;
    callBack();
    touches.leave();
  }

  @Override
  public synchronized boolean isReady() {
    touches.enter("isReady");
    try {
      toldReady = !busy;
      if (busy) {
        callBack();
      }
      return toldReady;
    } finally {
      touches.leave();
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    touches.enter("write");
    try {
      operate();
      synchronized (this) {
        written.write(bytes, from, count);
      }
    } finally {
      touches.leave();
    }
  }

  @Override
  public void write(int b) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush() throws IOException {
    touches.enter("flush");
    try {
      operate();
      synchronized (this) {
        flushed = written.size();
      }
    } finally {
      touches.leave();
    }
  }

  /** The client's connection breaks, and the container tells so. */
  synchronized void breakOff() {
    if (!broken) {
      broken = true;
      IOException cause = new IOException("the client is gone");
      execute(() -> listener.onError(cause));
    }
  }

  private synchronized void operate() throws IOException {
    if (!toldReady) {
      touches.violate("written without asking isReady");
    }
    toldReady = false;
    if (--operationsLeft < 0 || broken) {
      if (fault != null) {
        throw fault;
      }
      if (silent) {
        broken = true;
      } else {
        breakOff();
      }
      throw new IOException("the write failed");
    }
    committed = true;
    busy = random.nextBoolean();
  }

  private void callBack() {
    if (calling) {
      return;
    }
    calling = true;
    execute(
        () -> {
          synchronized (this) {
            calling = false;
            busy = false;
          }
          try {
            listener.onWritePossible();
          } catch (IOException e) {
            breakOff();
          }
        });
  }

  private void execute(Runnable callback) {
    try {
      container.execute(callback);
    } catch (RejectedExecutionException e) {
      // The test is over.
    }
  }
}
