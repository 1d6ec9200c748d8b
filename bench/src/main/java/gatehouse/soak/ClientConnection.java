package gatehouse.soak;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client's end of one connection to the gateway, blocking. For one thread. */
final class ClientConnection implements AutoCloseable {

  /** Half of the shortest keep-alive timeout of the servers. */
  private static final long LONGEST_IDLE_NANOS = 15_000_000_000L;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[16_384];
  private boolean closing;
  private long usedAt = System.nanoTime();

  /**
   * What came of a request.
   *
   * @param whole whether the body came to its end
   * @param bytes of the body
   */
  record Answer(int status, boolean whole, long bytes) {}

  ClientConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream(), 16_384);
  }

  /** Sends these bytes, and nothing else. */
  void send(byte[] request) throws IOException {
    usedAt = System.nanoTime();
    socket.getOutputStream().write(request);
  }

  /** Whether the server may close it at any moment, as nothing has been asked for so long. */
  boolean isStale() {
    return System.nanoTime() - usedAt > LONGEST_IDLE_NANOS;
  }

  /** Whether the gateway has said that it takes no further request here. */
  boolean isClosing() {
    return closing;
  }

  /**
   * Reads an answer.
   *
   * @param most at least so many bytes of the body are read, if it has them, and then no more
   * @throws IOException when not even the head came
   */
  Answer receive(long most) throws IOException {
    String line = line();
    int status = Integer.parseInt(line.substring(9, 12));
    long length = status == 204 || status == 304 ? 0 : -1;
    boolean chunked = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.endsWith("chunked");
      } else if (lower.startsWith("connection:")) {
        closing |= lower.endsWith("close");
      }
    }
    return chunked ? chunks(status, most) : fixed(status, length, most);
  }

  private Answer fixed(int status, long length, long most) {
    long read = 0;
    try {
      if (length < 0) {
        throw new EOFException("neither a length nor chunks");
      }
      while (read < Math.min(length, most)) {
        read += some(Math.min(length, most) - read);
      }
      return new Answer(status, read == length, read);
    } catch (IOException e) {
      closing = true;
      return new Answer(status, false, read);
    }
  }

  private Answer chunks(int status, long most) {
    long read = 0;
    try {
      while (read < most) {
        long size = Long.parseLong(line(), 16);
        for (long left = size; left > 0; ) {
          int count = some(left);
          left -= count;
          read += count;
        }
        line();
        if (size == 0) {
          return new Answer(status, true, read);
        }
      }
    } catch (IOException | NumberFormatException e) {
      closing = true;
    }
    return new Answer(status, false, read);
  }

  private int some(long most) throws IOException {
    int count = in.read(buffer, 0, (int) Math.min(buffer.length, most));
    if (count < 0) {
      throw new EOFException("the connection ended in a body");
    }
    return count;
  }

  private String line() throws IOException {
    int length = 0;
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended in a head");
      }
      if (next == '\n') {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
      }
      if (next != '\r') {
        buffer[length++] = (byte) next;
      }
    }
  }

  /** Closes with a reset, so that what is under way is lost. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
