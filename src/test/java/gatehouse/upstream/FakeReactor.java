package gatehouse.upstream;

import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.core5.http.nio.CapacityChannel;

/** HttpCore's side of a response body: one thread that reads as far as its window allows. */
final class FakeReactor implements AutoCloseable {

  private static final int WINDOW = 4;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(new DaemonThreads("fake-reactor"));

  /** Feeds this many buffers of one byte, as the body takes them, and then its end. */
  void feed(IncomingBody body, long buffers) {
    Feeding feeding = new Feeding(body, buffers);
    thread.execute(() -> feeding.read(WINDOW));
    thread.execute(() -> body.widen(feeding));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private final class Feeding implements CapacityChannel {

    private final IncomingBody body;
    private long left;
    private boolean ended;

    Feeding(IncomingBody body, long buffers) {
      this.body = body;
      this.left = buffers;
    }

    @Override
    public void update(int increment) {
      try {
        thread.execute(() -> read(increment));
      } catch (RejectedExecutionException e) {
        // The test is over.
      }
    }

    void read(int most) {
      for (int i = 0; i < most && left > 0; i++) {
        left--;
        body.arrived(ByteBuffer.wrap(new byte[] {(byte) left}));
      }
      if (left == 0 && !ended) {
        ended = true;
        body.complete();
      }
    }
  }
}
