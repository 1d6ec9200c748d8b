package gatehouse.servlet;

import gatehouse.http.Turns;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes a response's body as fast as the client takes it, without blocking, and asks for more only
 * then (Servlet 6.0, section 5.7). What has been written is flushed as soon as nothing more is at
 * hand, so that a head or an event never waits for the next one.
 *
 * <p>Touches the container's stream only in the turns that it shares with the request, and not any
 * more once the exchange is {@link #close closed}.
 */
final class ResponseWriter implements Flow.Subscriber<ByteBuffer> {

  /** What becomes of the exchange in the end; called in a turn, once. */
  interface Outcome {

    /** Everything has been written. */
    void written();

    /**
     * The body broke off, or the container does not take it: the client must not take what it has
     * got for the whole. All that came before has left the container.
     */
    void brokenOff(Throwable cause);

    /**
     * A write failed: the client does not take any more. After an {@link IOException} the container
     * will tell so, too.
     */
    void clientGone(Throwable cause);

    /** The container says that the client's connection has failed; on its thread, not in a turn. */
    void containerFailed(Throwable cause);
  }

  private final ServletOutputStream output;
  private final Turns turns;
  private final Outcome outcome;

  // Everything from here on is touched within turns only.
  private boolean begun;
  private long length;
  private Flow.@Nullable Subscription subscription;
  private @Nullable ByteBuffer waiting;
  private long written;
  private boolean writable;
  private boolean unflushed = true;
  private boolean complete;
  private @Nullable Throwable broken;
  private boolean over;

  /** Why a write failed; for the container thread that may have done it. */
  private volatile @Nullable IOException failure;

  /**
   * A writer.
   *
   * @param turns shared by all that touches this exchange's container objects
   */
  ResponseWriter(ServletOutputStream output, Turns turns, Outcome outcome) {
    this.output = output;
    this.turns = turns;
    this.outcome = outcome;
  }

  /** Has the container call back as soon as it takes bytes. In a turn. */
  void open() {
    output.setWriteListener(new Readiness());
  }

  /**
   * Begins; the head is complete. In a turn.
   *
   * @param newLength of the body in bytes, or negative when it is not known
   */
  void start(long newLength, Flow.Publisher<ByteBuffer> body) {
    begun = true;
    length = newLength;
    body.subscribe(this);
    // The container may have called already, and the head leaves alone only when nothing comes at
    // once: a body that is at hand comes by two turns, one that asks for it and one that takes it.
    turns.take(() -> turns.take(this::write));
  }

  /**
   * Ends it without a body; the head is complete. Not before the container has called: Tomcat does
   * not expect to find an exchange over which it is about to call. In a turn.
   */
  void startWithoutBody() {
    begun = true;
    complete = true;
    write();
  }

  @Override
  public void onSubscribe(Flow.Subscription newcomer) {
    Objects.requireNonNull(newcomer);
    turns.take(
        () -> {
          if (subscription != null || over) {
            newcomer.cancel();
          } else {
            subscription = newcomer;
            newcomer.request(1);
          }
        });
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    Objects.requireNonNull(buffer);
    turns.take(
        () -> {
          waiting = buffer;
          write();
        });
  }

  @Override
  public void onError(Throwable cause) {
    Objects.requireNonNull(cause);
    turns.take(
        () -> {
          broken = cause;
          write();
        });
  }

  @Override
  public void onComplete() {
    turns.take(
        () -> {
          complete = true;
          write();
        });
  }

  /** Takes no more; the rest of the body is not wanted. In a turn. */
  void close() {
    over = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void write() {
    try {
      while (!over && begun && isWritable()) {
        ByteBuffer next = waiting;
        if (next != null) {
          waiting = null;
          write(next);
          Objects.requireNonNull(subscription).request(1);
          // Behind what may have come in at once: only when nothing did is it time to flush.
          turns.take(this::write);
          return;
        } else if (complete && !isHeadUnsent()) {
          over = true;
          outcome.written();
        } else if (unflushed) {
          unflushed = false;
          output.flush();
        } else if (broken != null) {
          // Not before the container has got rid of everything: Tomcat loses a part of what it
          // still holds back when an exchange is broken off, and sends what comes after that part.
          over = true;
          outcome.brokenOff(broken);
        } else {
          return;
        }
      }
    } catch (IOException e) {
      failure = e;
      fail(e);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** Nothing of a body of unknown length has come: the container must not take that for zero. */
  private boolean isHeadUnsent() {
    return unflushed && written == 0 && length < 0;
  }

  private boolean isWritable() {
    writable = writable && output.isReady();
    return writable;
  }

  private void write(ByteBuffer buffer) throws IOException {
    int count = buffer.remaining();
    if (buffer.hasArray()) {
      output.write(buffer.array(), buffer.arrayOffset() + buffer.position(), count);
    } else {
      byte[] copy = new byte[count];
      buffer.get(copy);
      output.write(copy, 0, count);
    }
    written += count;
    // The container flushes the end by itself, in one packet with the head where both are small.
    unflushed = written != length;
  }

  private void fail(Throwable cause) {
    if (!over) {
      close();
      outcome.clientGone(cause);
    }
  }

  /** The container's side; its {@code onError} means the client, the subscriber's the upstream. */
  private final class Readiness implements WriteListener {

    @Override
    public void onWritePossible() throws IOException {
      turns.take(
          () -> {
            writable = true;
            write();
          });
      IOException cause = failure;
      if (cause != null) {
        throw cause;
      }
    }

    @Override
    public void onError(Throwable cause) {
      outcome.containerFailed(cause);
    }
  }
}
