package gatehouse.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The bytes of a message: a publisher of buffers and the number of bytes it will publish, if that
 * is known beforehand.
 *
 * <p>A body can be subscribed to once. Each buffer belongs to its receiver from {@code onNext} on
 * and is never empty. A body that breaks off ends with {@code onError}; its receiver must not
 * present what it has got as complete.
 */
public final class Body {

  /** The length of a body whose length shows only at its end. */
  public static final long UNKNOWN_LENGTH = -1;

  /** No bytes. */
  public static final Body EMPTY = new Body(0, OneBuffer.NONE);

  private final long length;
  private final Flow.Publisher<ByteBuffer> publisher;

  private Body(long length, Flow.Publisher<ByteBuffer> publisher) {
    this.length = length;
    this.publisher = publisher;
  }

  /** A body that is wholly in memory. */
  public static Body of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Body(bytes.length, new OneBuffer(bytes));
  }

  /**
   * A body that comes piece by piece.
   *
   * @param length in bytes, or {@link #UNKNOWN_LENGTH}
   */
  public static Body streaming(long length, Flow.Publisher<ByteBuffer> publisher) {
    return length == 0 ? EMPTY : new Body(length, publisher);
  }

  /** The length in bytes, or {@link #UNKNOWN_LENGTH}. */
  public long length() {
    return length;
  }

  /** Whether it is known that there are no bytes. */
  public boolean isEmpty() {
    return length == 0;
  }

  /** The bytes; for one subscriber. */
  public Flow.Publisher<ByteBuffer> publisher() {
    return publisher;
  }

  /** Says that nobody wants the bytes, in place of subscribing: whoever sends them may stop. */
  public void discard() {
    publisher.subscribe(Discarding.INSTANCE);
  }

  @Override
  public String toString() {
    return length == UNKNOWN_LENGTH ? "body of unknown length" : "body of " + length + " bytes";
  }
}
