package gatehouse.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads HTTP/1.1 messages, one after another, from pieces of any size. Makes no garbage for
 * messages whose body is of no interest. For one thread at a time.
 */
final class MessageReader {

  private static final int LARGEST_HEAD = 32_768;

  private enum State {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private final boolean keepBody;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private byte[] head = new byte[1_024];
  private int headLength;
  private long left;
  private int lineLength;
  private boolean closes;
  private State state = State.HEAD;

  MessageReader(boolean keepBody) {
    this.keepBody = keepBody;
  }

  /** Forgets the message, for the next one. */
  void next() {
    headLength = 0;
    left = 0;
    lineLength = 0;
    closes = false;
    state = State.HEAD;
    body.reset();
  }

  /** Whether the message is complete; what belongs to the next one stays in the buffer. */
  boolean read(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      switch (state) {
        case HEAD -> {
          if (readHead(bytes) && state == State.BODY && left == 0) {
            return true;
          }
        }
        case BODY -> {
          take(bytes);
          if (left == 0) {
            return true;
          }
        }
        case CHUNK_SIZE -> readSize(bytes.get());
        case CHUNK -> {
          take(bytes);
          state = left == 0 ? State.CHUNK_END : State.CHUNK;
        }
        case CHUNK_END -> {
          if (bytes.get() == '\n') {
            state = State.CHUNK_SIZE;
          }
        }
        case TRAILER -> {
          byte b = bytes.get();
          if (b == '\n' && lineLength == 0) {
            return true;
          }
          lineLength = b == '\n' ? 0 : b == '\r' ? lineLength : lineLength + 1;
        }
      }
    }
    return false;
  }

  /** The status of a response. */
  int status() {
    return (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
  }

  /** The target of a request. */
  String target() {
    String line = new String(head, 0, Math.min(headLength, 1_024), StandardCharsets.ISO_8859_1);
    return line.split(" ", 3)[1];
  }

  /** Whether the sender closes the connection behind the message. */
  boolean closes() {
    return closes;
  }

  /** The body, when it was to be kept. */
  byte[] body() {
    return body.toByteArray();
  }

  private boolean readHead(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (headLength == head.length) {
        if (headLength == LARGEST_HEAD) {
          throw new IOException("a head without end");
        }
        head = java.util.Arrays.copyOf(head, 2 * headLength);
      }
      byte b = bytes.get();
      head[headLength++] = b;
      if (b == '\n'
          && headLength >= 4
          && head[headLength - 2] == '\r'
          && head[headLength - 3] == '\n') {
        readFields();
        return true;
      }
    }
    return false;
  }

  private void readFields() {
    state = State.BODY;
    for (int i = 0; i < headLength; i++) {
      if (head[i] != '\n') {
        continue;
      }
      if (begins(i + 1, "content-length:")) {
        left = number(i + 1 + "content-length:".length());
      } else if (begins(i + 1, "transfer-encoding:")) {
        state = State.CHUNK_SIZE;
      } else if (begins(i + 1, "connection:")) {
        closes = text(i + 1).contains("close");
      }
    }
  }

  private boolean begins(int start, String name) {
    if (start + name.length() > headLength) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((head[start + i] | 0x20) != (name.charAt(i) | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private long number(int start) {
    long number = 0;
    for (int i = start; head[i] != '\r'; i++) {
      number = head[i] == ' ' ? number : number * 10 + head[i] - '0';
    }
    return number;
  }

  private String text(int start) {
    int end = start;
    while (head[end] != '\r') {
      end++;
    }
    return new String(head, start, end - start, StandardCharsets.ISO_8859_1)
        .toLowerCase(Locale.ROOT);
  }

  private void readSize(byte b) {
    if (b == '\n') {
      state = left == 0 ? State.TRAILER : State.CHUNK;
      lineLength = 0;
    } else if (lineLength == 0 && Character.digit(b, 16) >= 0) {
      left = left * 16 + Character.digit(b, 16);
    } else {
      // The carriage return, or an extension up to it.
      lineLength = 1;
    }
  }

  private void take(ByteBuffer bytes) {
    int count = (int) Math.min(left, bytes.remaining());
    if (keepBody) {
      byte[] piece = new byte[count];
      bytes.get(piece);
      body.writeBytes(piece);
    } else {
      bytes.position(bytes.position() + count);
    }
    left -= count;
  }
}
