package gatehouse.size;

import gatehouse.http.Body;
import gatehouse.http.Refusal;
import gatehouse.testkit.Pieces;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** The rules of reactive streams for bodies with a limit; run by TestNG. */
public final class LimitedBodyTckTest extends FlowPublisherVerification<ByteBuffer> {

  private static final int MOST = 1_000;

  public LimitedBodyTckTest() {
    super(new TestEnvironment(2000, 20, 5));
  }

  @Override
  public long maxElementsFromPublisher() {
    return MOST;
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
    return limited(Pieces.publisher(elements), MOST);
  }

  @Override
  public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
    Flow.Publisher<ByteBuffer> failed =
        subscriber -> {
          subscriber.onSubscribe(new Pieces.Silent());
          subscriber.onError(new IllegalStateException("broken"));
        };
    return limited(failed, MOST);
  }

  private static Flow.Publisher<ByteBuffer> limited(Flow.Publisher<ByteBuffer> source, long most) {
    return LimitedBody.of(
            Body.streaming(Body.UNKNOWN_LENGTH, source), most, Refusal::requestEntityTooLarge)
        .publisher();
  }
}
