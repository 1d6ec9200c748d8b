package gatehouse.pipeline;

import gatehouse.http.Body;
import gatehouse.testkit.Pieces;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The rules of reactive streams for bodies that are metered or hold a permit; run by TestNG. */
public final class BodyMeterTckTest extends FlowPublisherVerification<ByteBuffer> {

  public BodyMeterTckTest() {
    super(new TestEnvironment(2000, 20, 5));
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1_000;
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
    return new BodyMeter(bytes -> {})
        .of(Body.streaming(Body.UNKNOWN_LENGTH, Pieces.publisher(elements)))
        .publisher();
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
    return null;
  }
}
