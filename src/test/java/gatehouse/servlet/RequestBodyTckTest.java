package gatehouse.servlet;

import gatehouse.http.Turns;
import gatehouse.upstream.DaemonThreads;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

/** The rules of reactive streams for the bodies of clients' requests; run by TestNG. */
public final class RequestBodyTckTest extends FlowPublisherVerification<ByteBuffer> {

  private static final RequestBody.Outcome NOTHING =
      new RequestBody.Outcome() {
        @Override
        public void bodyBroke() {}

        @Override
        public void clientGone(Throwable cause) {}

        @Override
        public void requestFailed(Throwable cause) {}
      };

  private ExecutorService container;

  public RequestBodyTckTest() {
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
  public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
    return body(elements, new Turns());
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
    Turns turns = new Turns();
    RequestBody body = body(1, turns);
    turns.take(body::close);
    return body;
  }

  private RequestBody body(long length, Turns turns) {
    FakeInput input = new FakeInput(new Touches(), container, length, length);
    return new RequestBody(() -> input, -1, turns, NOTHING);
  }
}
