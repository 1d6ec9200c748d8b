package gatehouse.json;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes in memory, up to a limit: what goes beyond fails before it costs anything. For one thread.
 */
final class BoundedBytes extends OutputStream {

  private final int most;
  private byte[] bytes;
  private int size;
  private boolean over;

  BoundedBytes(int expected, int most) {
    this.most = most;
    this.bytes = new byte[expected];
  }

  @Override
  public void write(int b) throws TooLargeException {
    room(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws TooLargeException {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** All that was written. */
  byte[] toBytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  private void room(int length) throws TooLargeException {
    if (over || length > most - size) {
      over = true;
      bytes = new byte[0];
      throw new TooLargeException(most);
    }
    if (size + length > bytes.length) {
      int doubled = (int) Math.min(most, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(size + length, doubled));
    }
  }
}
