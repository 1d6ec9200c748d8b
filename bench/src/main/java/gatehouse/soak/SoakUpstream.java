package gatehouse.soak;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The upstream: as fast as blocking sockets are, a thread per connection, and it misbehaves by
 * path. It never closes a connection that is unused.
 */
final class SoakUpstream implements AutoCloseable {

  static final int STREAM_BYTES = 1 << 20;

  private static final int CHUNK = 16_384;
  private static final byte[] SMALL = response(200, "s".repeat(225));
  private static final byte[] WRONG = response(400, "wrong");
  private static final byte[] STREAM_HEAD =
      ascii("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
  private static final byte[] STREAM_CHUNK =
      ascii(Integer.toHexString(CHUNK) + "\r\n" + "t".repeat(CHUNK) + "\r\n");
  private static final byte[] STREAM_END = ascii("0\r\n\r\n");
  private static final byte[] CUT =
      ascii("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + "u".repeat(40_000));

  private final ServerSocket server;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong requests = new AtomicLong();

  SoakUpstream() throws IOException {
    server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    daemon(this::accept, "upstream");
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections that are open. */
  int connections() {
    return open.get();
  }

  /** All requests, those of health checks included. */
  long requests() {
    return requests.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket), "upstream connection");
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    open.incrementAndGet();
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), CHUNK);
      OutputStream out = socket.getOutputStream();
      for (String line = line(in); line != null; line = line(in)) {
        requests.incrementAndGet();
        long length = body(in);
        if (!answer(line.split(" ")[1].split("\\?")[0], length, out)) {
          return;
        }
      }
    } catch (IOException e) {
      // The gateway has given the request up.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }

  /** Whether another request may come. */
  private static boolean answer(String path, long length, OutputStream out)
      throws IOException, InterruptedException {
    switch (path) {
      case "/small" -> out.write(SMALL);
      case "/post" -> out.write(length == CHUNK ? SMALL : WRONG);
      case "/stream" -> stream(out);
      case "/slow" -> {
        Thread.sleep(100);
        out.write(SMALL);
      }
      case "/late" -> {
        Thread.sleep(1_000);
        out.write(SMALL);
      }
      case "/cut" -> {
        out.write(CUT);
        return false;
      }
      case "/fail" -> {
        return false;
      }
      default -> out.write(WRONG);
    }
    return true;
  }

  private static void stream(OutputStream out) throws IOException {
    out.write(STREAM_HEAD);
    for (int sent = 0; sent < STREAM_BYTES; sent += CHUNK) {
      out.write(STREAM_CHUNK);
    }
    out.write(STREAM_END);
  }

  /** Reads fields and body; returns the body's length. */
  private static long body(InputStream in) throws IOException {
    long length = 0;
    boolean chunked = false;
    for (String field = line(in); !"".equals(field); field = line(in)) {
      if (field == null) {
        throw new EOFException("the connection ended in a head");
      }
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = true;
      }
    }
    if (!chunked) {
      in.skipNBytes(length);
      return length;
    }
    while (true) {
      String size = line(in);
      if (size == null) {
        throw new EOFException("the connection ended in a body");
      }
      int count = Integer.parseInt(size, 16);
      in.skipNBytes(count);
      line(in);
      if (count == 0) {
        return length;
      }
      length += count;
    }
  }

  /** Null at the end of the connection. */
  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        return line.toString();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return null;
  }

  private static byte[] response(int status, String body) {
    return ascii(
        "HTTP/1.1 %d Said\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void daemon(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 256 * 1_024);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
