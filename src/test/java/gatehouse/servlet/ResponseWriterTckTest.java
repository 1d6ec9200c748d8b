package gatehouse.servlet;

import gatehouse.http.Turns;
import gatehouse.upstream.DaemonThreads;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

/** The rules of reactive streams for what writes a response's body; run by TestNG. */
public final class ResponseWriterTckTest extends FlowSubscriberBlackboxVerification<ByteBuffer> {

  private static final ResponseWriter.Outcome NOTHING =
      new ResponseWriter.Outcome() {
        @Override
        public void written() {}

        @Override
        public void brokenOff(Throwable cause) {}

        @Override
        public void clientGone(Throwable cause) {}

        @Override
        public void containerFailed(Throwable cause) {}
      };

  private ExecutorService container;

  public ResponseWriterTckTest() {
    super(new TestEnvironment(2000, 20, 5));
  }

  @BeforeMethod
  void start() {
    container = Executors.newSingleThreadExecutor(new DaemonThreads("fake-container"));
  }

  @AfterMethod
  void stop() {
    container.shutdownNow();
  }

  @Override
  public Flow.Subscriber<ByteBuffer> createFlowSubscriber() {
    Turns turns = new Turns();
    FakeOutput output = new FakeOutput(new Touches(), container, 1);
    ResponseWriter writer = new ResponseWriter(output, turns, NOTHING);
    // The verification subscribes by itself.
    turns.take(
        () -> {
          writer.open();
          writer.start(-1, subscriber -> {});
        });
    return writer;
  }

  @Override
  public ByteBuffer createElement(int element) {
    return ByteBuffer.wrap(new byte[] {(byte) element});
  }
}
