package gatehouse.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads heads, lines and bytes from a connection, and can record each byte that is consumed. */
final class WireInput {

  private static final int LONGEST_HEAD = 4 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;
  private @Nullable Recording recording;

  WireInput(InputStream in) {
    this.in = in;
  }

  /** From now on consumed bytes are also added to {@code target}; null ends that. */
  void recordTo(@Nullable Recording target) {
    recording = target;
  }

  /** At least one byte, or -1 at the end of the stream. */
  int read(byte[] target, int from, int length) throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, from, count);
    consumed(count);
    return count;
  }

  /** Whether there is no more; waits for either, and consumes nothing. */
  boolean isAtEnd() throws IOException {
    return position == limit && !fill();
  }

  /** One byte, or -1 at the end of the stream. */
  int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    int value = buffer[position] & 0xff;
    consumed(1);
    return value;
  }

  /** The line without its end. */
  String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      if (b < 0) {
        throw new EOFException("the connection ended within a line");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** All bytes up to and including an empty line; null when the stream ends before the first. */
  byte @Nullable [] readHead() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int inLine = 0;
    while (head.size() < LONGEST_HEAD) {
      int b = read();
      if (b < 0 && head.size() == 0) {
        return null;
      }
      if (b < 0) {
        throw new EOFException("the connection ended within a head");
      }
      head.write(b);
      if (b == '\n') {
        if (inLine == 0 && head.size() > 2) {
          return head.toByteArray();
        }
        inLine = 0;
      } else if (b != '\r') {
        inLine++;
      }
    }
    throw new IOException("a head of more than " + LONGEST_HEAD + " bytes");
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer);
    position = 0;
    limit = Math.max(count, 0);
    return count > 0;
  }

  private void consumed(int count) {
    if (recording != null) {
      recording.add(buffer, position, count);
    }
    position += count;
  }
}
