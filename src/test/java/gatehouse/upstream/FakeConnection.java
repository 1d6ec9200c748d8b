package gatehouse.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.DataStreamChannel;

/**
 * HttpCore's side of a request body: one thread that asks for output when it was told to, and takes
 * as many bytes at once as chance says. Like HttpCore, it does not come by itself when the body has
 * said that nothing is available.
 */
final class FakeConnection implements DataStreamChannel, AutoCloseable {

  private final Random random;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(new DaemonThreads("fake-connection"));
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private OutgoingBody body;
  private int writesLeft = Integer.MAX_VALUE;

  FakeConnection(long seed) {
    random = new Random(seed);
  }

  /** From now on the connection asks this body for output. */
  void start(OutgoingBody newBody) {
    thread.execute(
        () -> {
          body = newBody;
          output();
        });
  }

  /** The connection breaks at this many writes from the start. */
  FakeConnection breakingAfter(int writes) {
    writesLeft = writes;
    return this;
  }

  /** Waits until the body has ended its stream, or the connection has broken. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** What has been written; after the end. */
  byte[] written() {
    return written.toByteArray();
  }

  Throwable failure() {
    return failure.get();
  }

  private void output() {
    try {
      if (ended.getCount() > 0 && body.available() > 0) {
        body.produce(this);
        if (ended.getCount() > 0 && body.available() > 0) {
          thread.execute(this::output);
        }
      }
    } catch (IOException e) {
      failure.set(e);
      body.stop();
      ended.countDown();
    }
  }

  @Override
  public void requestOutput() {
    try {
      thread.execute(this::output);
    } catch (RejectedExecutionException e) {
      // The test is over.
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (--writesLeft < 0) {
      throw new IOException("the connection broke");
    }
    int count = random.nextInt(source.remaining() + 1);
    for (int i = 0; i < count; i++) {
      written.write(source.get());
    }
    return count;
  }

  @Override
  public void endStream() {
    ended.countDown();
  }

  @Override
  public void endStream(List<? extends Header> trailers) {
    endStream();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
