package gatehouse.servlet;

import gatehouse.http.Turns;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as the container delivers it: reads without blocking, and only what the
 * subscriber asks for (Servlet 6.0, section 3.7).
 *
 * <p>All that touches the container's stream happens in the turns that this body shares with the
 * response: never two at once, and nothing any more once the exchange is {@link #close closed},
 * because a container may give its objects to the next request then.
 */
final class RequestBody implements Flow.Publisher<ByteBuffer>, ReadListener {

  /** What becomes of the exchange when the body cannot be read. */
  interface Outcome {

    /**
     * A read failed, as it does when the client's connection ends within the body. The container
     * may tell so, too, or not: Jetty does not when the read was not made on a thread of its own.
     * In a turn.
     */
    void bodyBroke();

    /** A read threw what it should not. In a turn. */
    void clientGone(Throwable cause);

    /**
     * The container says that no more of the request can be read; on its thread, not in a turn. The
     * connection has failed, or was silent for too long, or the body is none: then the client may
     * well listen.
     */
    void requestFailed(Throwable cause);
  }

  /** Opens the container's stream. */
  interface Source {
    ServletInputStream open() throws IOException;
  }

  private static final int BUFFER_BYTES = 16 * 1024;

  private final Source source;
  private final long length;
  private final Turns turns;
  private final Outcome outcome;

  // Everything from here on is touched within turns only.
  private @Nullable ServletInputStream input;
  private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
  private boolean taken;
  private long demand;
  private long read;
  private boolean readable;
  private boolean over;

  /** Why a read failed; for the container thread that may have done it. */
  private volatile @Nullable IOException failure;

  /**
   * A body.
   *
   * @param source asked only when somebody wants the body: Jetty answers {@code Expect:
   *     100-continue} as soon as the stream is opened
   * @param length in bytes, or negative when it is not known
   * @param turns shared by all that touches this exchange's container objects
   */
  RequestBody(Source source, long length, Turns turns, Outcome outcome) {
    this.source = source;
    this.length = length;
    this.turns = turns;
    this.outcome = outcome;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> newcomer) {
    Objects.requireNonNull(newcomer);
    turns.take(
        () -> {
          boolean first = !taken;
          newcomer.onSubscribe(first ? new Reading() : new NotReading());
          if (!first || over) {
            newcomer.onError(
                new IllegalStateException(first ? "the exchange is over" : "read twice"));
            return;
          }
          taken = true;
          subscriber = newcomer;
          open();
        });
  }

  @Override
  public void onDataAvailable() throws IOException {
    turns.take(
        () -> {
          readable = true;
          read();
        });
    IOException cause = failure;
    if (cause != null) {
      throw cause;
    }
  }

  @Override
  public void onAllDataRead() {
    turns.take(this::complete);
  }

  @Override
  public void onError(Throwable cause) {
    turns.take(() -> fail(cause));
    outcome.requestFailed(cause);
  }

  /** Reads no more; whoever still waits for bytes is told that there will be none. In a turn. */
  void close() {
    fail(new IOException("the exchange is over"));
  }

  private void open() {
    try {
      ServletInputStream opened = source.open();
      input = opened;
      opened.setReadListener(this);
    } catch (IOException e) {
      fail(e);
      outcome.bodyBroke();
    } catch (RuntimeException e) {
      fail(e);
      outcome.clientGone(e);
    }
  }

  private void read() {
    try {
      while (!over && demand > 0 && readable && input != null) {
        if (!input.isReady()) {
          readable = false;
          if (read >= length && input.isFinished()) {
            // Open Liberty does not call back when there is nothing more to tell of than the end.
            complete();
          }
          return;
        }
        byte[] buffer = new byte[bufferSize()];
        int count = input.read(buffer);
        if (count < 0) {
          complete();
        } else if (count > 0) {
          read += count;
          demand = demand == Long.MAX_VALUE ? demand : demand - 1;
          Objects.requireNonNull(subscriber).onNext(ByteBuffer.wrap(buffer, 0, count));
          if (read == length) {
            complete();
          }
        }
      }
    } catch (IOException e) {
      failure = e;
      fail(e);
      outcome.bodyBroke();
    } catch (RuntimeException e) {
      fail(e);
      outcome.clientGone(e);
    }
  }

  private int bufferSize() {
    return length < 0 ? BUFFER_BYTES : (int) Math.max(1, Math.min(BUFFER_BYTES, length - read));
  }

  private void complete() {
    Flow.Subscriber<? super ByteBuffer> to = subscriber;
    if (over || to == null) {
      return;
    }
    if (read < length) {
      // Whatever the container says: a part must not count as the whole.
      fail(new IOException("the body ended before its length"));
      outcome.bodyBroke();
    } else {
      stop();
      to.onComplete();
    }
  }

  private void fail(Throwable cause) {
    Flow.Subscriber<? super ByteBuffer> to = subscriber;
    if (!over) {
      stop();
      if (to != null) {
        to.onError(cause);
      }
    }
  }

  /** Nothing is read or told any more; whoever was told is let go. */
  private void stop() {
    over = true;
    subscriber = null;
  }

  private final class Reading implements Flow.Subscription {

    @Override
    public void request(long count) {
      turns.take(
          () -> {
            if (count <= 0) {
              fail(new IllegalArgumentException("non-positive subscription request: " + count));
            } else {
              demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
              read();
            }
          });
    }

    /** Leaves the rest to the container, which knows what to do with an unread body. */
    @Override
    public void cancel() {
      turns.take(RequestBody.this::stop);
    }
  }

  private static final class NotReading implements Flow.Subscription {

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
