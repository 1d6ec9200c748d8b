package gatehouse.testkit;

import gatehouse.http.Body;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** Bodies that come in several buffers, one per element, and tell what becomes of them. */
public final class Pieces {

  private Pieces() {}

  /** Pieces of one byte each. */
  public static Flow.Publisher<ByteBuffer> publisher(long count) {
    return publisher((int) count, 1);
  }

  public static Flow.Publisher<ByteBuffer> publisher(int count, int size) {
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pieces.add(new byte[size]);
    }
    return BodyPublishers.ofByteArrays(pieces);
  }

  /** Of a length that nobody tells. */
  public static Body body(int count, int size) {
    return Body.streaming(Body.UNKNOWN_LENGTH, publisher(count, size));
  }

  /** A body that never sends anything, and counts how often it is cancelled. */
  public static final class Silent implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    public int cancelled;
    public Flow.Subscriber<? super ByteBuffer> subscriber;

    public Body body(long length) {
      return Body.streaming(length, this);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> newcomer) {
      subscriber = newcomer;
      newcomer.onSubscribe(this);
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
      cancelled++;
    }
  }
}
