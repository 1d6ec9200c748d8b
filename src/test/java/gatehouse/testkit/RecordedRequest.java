package gatehouse.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A request as the upstream got it, byte by byte; it grows while its body arrives. The first 16 MiB
 * of a body are kept. Safe for use by several threads.
 */
public final class RecordedRequest {

  private final MessageHead head;
  private final int connection;
  private final CompletableFuture<Void> peerClosed;
  private final Recording rawBody = new Recording();
  private final Recording body = new Recording();
  private final CompletableFuture<List<Field>> trailers = new CompletableFuture<>();
  private final CompletableFuture<Boolean> bodyComplete = new CompletableFuture<>();
  private final AtomicLong sent = new AtomicLong();

  RecordedRequest(MessageHead head, int connection, CompletableFuture<Void> peerClosed) {
    this.head = head;
    this.connection = connection;
    this.peerClosed = peerClosed;
  }

  /** The request line and the header lines as they came. */
  public MessageHead head() {
    return head;
  }

  /** The request line. */
  public String line() {
    return head.startLine();
  }

  /** The method. */
  public String method() {
    return head.word(0);
  }

  /** The request target as it was sent. */
  public String target() {
    return head.word(1);
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /** All values of a header, in their order. */
  public List<String> headers(String name) {
    return head.headers(name);
  }

  /** The number of the connection that it came over, from 1. */
  public int connection() {
    return connection;
  }

  /** What has come of the body by now, out of its framing. */
  public byte[] body() {
    return body.bytes();
  }

  /** What has come of the body by now, as UTF-8. */
  public String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  /** What has come of the body by now, chunk sizes, trailers and all. */
  public byte[] rawBody() {
    return rawBody.bytes();
  }

  /** How many bytes of the body have come, out of their framing. */
  public long bodyLength() {
    return body.length();
  }

  /** Whether the body so far is the generated pattern, of exactly this length. */
  public boolean bodyIsGenerated(long length) {
    return body.isGenerated(length);
  }

  /** Waits until this many bytes of the body have come. */
  public void awaitBodyBytes(long count) {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    try {
      if (!body.await(count, deadline)) {
        throw new AssertionError("only " + bodyLength() + " of " + count + " bytes have come");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits for the body's end; false when it broke off before its framing said. */
  public boolean awaitBody() {
    return Signal.within(bodyComplete, "the end of the body of " + line(), RawUpstream.PATIENCE);
  }

  /** The trailers, once the body is complete. */
  public List<Field> trailers() {
    return Signal.within(trailers, "the trailers of " + line(), RawUpstream.PATIENCE);
  }

  /** Whether the peer has ended the connection, as far as the script's reading has shown. */
  public boolean isClosedByPeer() {
    return peerClosed.isDone();
  }

  /** Waits until the peer ends the connection that this came over. */
  public void awaitClosedByPeer() {
    Signal.within(peerClosed, "the end of connection " + connection, RawUpstream.PATIENCE);
  }

  /** How many bytes the script has handed to the socket by now. */
  public long sentBytes() {
    return sent.get();
  }

  Recording rawBodyRecording() {
    return rawBody;
  }

  Recording bodyRecording() {
    return body;
  }

  void bodyEnded(boolean complete, List<Field> fields) {
    trailers.complete(fields);
    bodyComplete.complete(complete);
  }

  void sent(int count) {
    sent.addAndGet(count);
  }

  @Override
  public String toString() {
    return line();
  }
}
