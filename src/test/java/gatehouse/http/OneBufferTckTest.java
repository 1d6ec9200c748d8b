package gatehouse.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The rules of reactive streams for a body in memory; run by TestNG. */
public final class OneBufferTckTest extends FlowPublisherVerification<ByteBuffer> {

  public OneBufferTckTest() {
    super(new TestEnvironment(2000, 20, 5));
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1;
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
    return Body.of(new byte[(int) elements]).publisher();
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
    return null;
  }
}
