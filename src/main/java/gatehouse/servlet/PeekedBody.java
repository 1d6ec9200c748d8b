package gatehouse.servlet;

import gatehouse.http.Body;
import gatehouse.http.Turns;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a body has any bytes before it is passed on, by reading its first buffer.
 *
 * <p>An HTTP/2 request may have a body without saying so in its fields; sent on as a body of
 * unknown length, an empty one would go out in chunks, which many servers do not expect of a GET.
 */
final class PeekedBody implements Flow.Subscriber<ByteBuffer>, Flow.Publisher<ByteBuffer> {

  private final CompletableFuture<Body> result = new CompletableFuture<>();
  private final Turns turns = new Turns();

  // Everything from here on is touched within turns only.
  private Flow.@Nullable Subscription source;
  private Flow.@Nullable Subscriber<? super ByteBuffer> receiver;
  private @Nullable ByteBuffer first;
  private @Nullable Throwable failure;
  private boolean ended;
  private boolean over;

  private PeekedBody() {}

  /**
   * The same bytes as a body of which it is known whether it is empty.
   *
   * @return completed by the thread that brings the first bytes, or the end; never exceptionally: a
   *     body that breaks off at once is one whose first signal is the error
   */
  static CompletionStage<Body> of(Body body) {
    PeekedBody peeked = new PeekedBody();
    body.publisher().subscribe(peeked);
    return peeked.result;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    turns.take(() -> source = subscription);
    subscription.request(1);
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    turns.take(
        () -> {
          if (receiver == null) {
            first = buffer;
          } else if (!over) {
            receiver.onNext(buffer);
          }
        });
    result.complete(Body.streaming(Body.UNKNOWN_LENGTH, this));
  }

  @Override
  public void onError(Throwable cause) {
    turns.take(
        () -> {
          failure = cause;
          end();
        });
    result.complete(Body.streaming(Body.UNKNOWN_LENGTH, this));
  }

  @Override
  public void onComplete() {
    turns.take(this::end);
    result.complete(Body.EMPTY);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> newcomer) {
    Objects.requireNonNull(newcomer);
    turns.take(
        () -> {
          boolean taken = receiver != null;
          newcomer.onSubscribe(new Rest(!taken));
          if (taken) {
            newcomer.onError(new IllegalStateException("a body can be read once"));
          } else {
            receiver = newcomer;
            tellOfEnd();
          }
        });
  }

  private void end() {
    ended = true;
    tellOfEnd();
  }

  private void tellOfEnd() {
    Flow.Subscriber<? super ByteBuffer> to = receiver;
    if (to != null && ended && first == null && !over) {
      over = true;
      if (failure == null) {
        to.onComplete();
      } else {
        to.onError(failure);
      }
    }
  }

  private void request(long count) {
    Flow.Subscriber<? super ByteBuffer> to = Objects.requireNonNull(receiver);
    ByteBuffer kept = first;
    long more = count;
    if (kept != null && count > 0 && !over) {
      first = null;
      to.onNext(kept);
      more = count == Long.MAX_VALUE ? count : count - 1;
    }
    if (ended) {
      tellOfEnd();
    } else if (!over && more != 0) {
      Objects.requireNonNull(source).request(more);
    }
  }

  private final class Rest implements Flow.Subscription {

    private final boolean granted;

    Rest(boolean granted) {
      this.granted = granted;
    }

    @Override
    public void request(long count) {
      if (granted) {
        turns.take(() -> PeekedBody.this.request(count));
      }
    }

    @Override
    public void cancel() {
      if (granted) {
        turns.take(
            () -> {
              over = true;
              first = null;
              Objects.requireNonNull(source).cancel();
            });
      }
    }
  }
}
