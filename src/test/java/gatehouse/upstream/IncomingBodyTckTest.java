package gatehouse.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

/** The rules of reactive streams for the bodies of upstreams' responses; run by TestNG. */
public final class IncomingBodyTckTest extends FlowPublisherVerification<ByteBuffer> {

  private FakeReactor reactor;

  public IncomingBodyTckTest() {
    super(new TestEnvironment(2000, 20, 5));
  }

  @BeforeMethod
  void start() {
    reactor = new FakeReactor();
  }

  @AfterMethod
  void stop() {
    reactor.close();
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
    IncomingBody body = new IncomingBody(() -> {}, System::nanoTime);
    reactor.feed(body, elements);
    return body;
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
    IncomingBody body = new IncomingBody(() -> {}, System::nanoTime);
    body.fail(new IOException("broken off"));
    return body;
  }
}
