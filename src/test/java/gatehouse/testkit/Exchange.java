package gatehouse.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One request on its connection, as the steps of a {@link Script} see it. For the connection's
 * thread.
 */
public final class Exchange {

  private final RecordedRequest request;
  private final UpstreamConnection connection;
  private final FramedBody body;
  private final OutputStream out;
  private boolean over;

  Exchange(RecordedRequest request, UpstreamConnection connection, FramedBody body)
      throws IOException {
    this.request = request;
    this.connection = connection;
    this.body = body;
    this.out = new CountingOutput(connection.socket().getOutputStream(), request);
  }

  /** The request. */
  public RecordedRequest request() {
    return request;
  }

  /** Where the answer goes; nothing is buffered. */
  public OutputStream out() {
    return out;
  }

  /**
   * Reads some of the request's body; at least one byte, or -1 at its end.
   *
   * @throws IOException when the body breaks off
   */
  public int read(byte[] target, int length) throws IOException {
    int count = body.read(target, 0, length);
    if (count >= 0) {
      request.bodyRecording().add(target, 0, count);
    }
    if (body.isEnded()) {
      request.bodyEnded(body.isComplete(), body.trailers());
      if (!body.isComplete()) {
        throw new IOException("the request's body broke off: " + body.problem());
      }
    }
    return count;
  }

  /** Reads all that is left of the request's body. */
  public void readBody() throws IOException {
    byte[] piece = new byte[16 * 1024];
    while (read(piece, piece.length) >= 0) {
      continue;
    }
  }

  /** Reads this many bytes of the request's body, or less when it ends before. */
  public void readBody(long count) throws IOException {
    byte[] piece = new byte[16 * 1024];
    long left = count;
    while (left > 0) {
      int some = read(piece, (int) Math.min(piece.length, left));
      if (some < 0) {
        return;
      }
      left -= some;
    }
  }

  /**
   * Waits for a signal of the test.
   *
   * @throws IOException when the peer ends the connection before
   */
  public void await(Signal signal) throws IOException, InterruptedException {
    connection.watch();
    try {
      CompletableFuture.anyOf(signal.future(), connection.ended()).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    if (!signal.isRaised()) {
      throw new IOException("the connection ended while the script waited");
    }
  }

  /** Calls {@code action} when the connection ends, also while nobody reads from it. */
  void whenEnded(Runnable action) {
    connection.watch();
    connection.ended().thenRun(action);
  }

  /** Reads and throws away whatever comes, until the connection ends. */
  public void readUntilEnd() throws IOException {
    readBody();
    connection.drain();
  }

  /** Does nothing, and reads nothing, until the upstream itself is closed. */
  void sleep() throws InterruptedException {
    connection.awaitClosed();
  }

  /** Ends the connection as a good server does: the peer gets all that was sent, then FIN. */
  public void close() throws IOException {
    over = true;
    Socket socket = connection.socket();
    if (body.isEnded()) {
      connection.close();
      return;
    }
    // A socket that is closed with bytes unread sends RST instead.
    socket.shutdownOutput();
    connection.drain();
  }

  /** FIN without TLS's closing message. */
  void cut() throws IOException {
    over = true;
    connection.cut();
  }

  /** Ends the connection with RST. */
  public void reset() throws IOException {
    over = true;
    connection.reset();
  }

  /** Sends FIN, and goes on reading. */
  public void closeOutput() throws IOException {
    connection.socket().shutdownOutput();
  }

  /** Whether the script has ended the connection. */
  boolean isOver() {
    return over;
  }

  /** Reports a body that will not be read any more. */
  void abandon() {
    request.bodyEnded(body.isComplete(), body.trailers());
  }

  private static final class CountingOutput extends OutputStream {

    private final OutputStream out;
    private final RecordedRequest request;

    CountingOutput(OutputStream out, RecordedRequest request) {
      this.out = out;
      this.request = request;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      request.sent(length);
    }
  }
}
