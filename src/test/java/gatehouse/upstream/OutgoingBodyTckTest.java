package gatehouse.upstream;

import gatehouse.http.Body;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;

/** The rules of reactive streams for what sends a request's body upstream; run by TestNG. */
public final class OutgoingBodyTckTest extends FlowSubscriberBlackboxVerification<ByteBuffer> {

  private FakeConnection connection;

  public OutgoingBodyTckTest() {
    super(new TestEnvironment(2000, 20, 5));
  }

  @BeforeMethod
  void start() {
    connection = new FakeConnection(1);
  }

  @AfterMethod
  void stop() {
    connection.close();
  }

  @Override
  public Flow.Subscriber<ByteBuffer> createFlowSubscriber() {
    // The verification subscribes by itself.
    Flow.Publisher<ByteBuffer> nobody = subscriber -> {};
    OutgoingBody body =
        new OutgoingBody(Body.streaming(Body.UNKNOWN_LENGTH, nobody), () -> {}, failure -> {});
    connection.start(body);
    return body;
  }

  @Override
  public ByteBuffer createElement(int element) {
    return ByteBuffer.wrap(new byte[] {(byte) element});
  }
}
