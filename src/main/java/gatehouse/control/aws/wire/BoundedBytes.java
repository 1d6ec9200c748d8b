package gatehouse.control.aws.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes in memory, up to a limit; what goes beyond fails before it is there. For one thread. */
final class BoundedBytes extends OutputStream {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int most;
  private boolean isFull;

  BoundedBytes(int most) {
    this.most = most;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    if (isFull || length > most - bytes.size()) {
      isFull = true;
      throw new IOException("more than %d bytes".formatted(most));
    }
    bytes.write(from, offset, length);
  }

  /** Whether something went beyond the limit. */
  boolean isFull() {
    return isFull;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
