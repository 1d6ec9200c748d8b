package gatehouse.aws;

import gatehouse.http.BodyCollector;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.UpstreamRequest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls a service: signs the request, sends it and reads the whole answer into memory. The
 * request's timeout covers all of that, credentials included. Immutable; safe for use by several
 * threads; never blocks.
 */
public final class SignedCall {

  private final Outbound outbound;
  private final RequestSigning signing;
  private final RequestSigning.Scope scope;
  private final @Nullable ScheduledExecutorService clock;
  private final int largestAnswer;

  /**
   * Calls of one service.
   *
   * @param clock for deadlines; null when there are none
   * @param largestAnswer in bytes
   */
  public SignedCall(
      Outbound outbound,
      RequestSigning signing,
      RequestSigning.Scope scope,
      @Nullable ScheduledExecutorService clock,
      int largestAnswer) {
    this.outbound = outbound;
    this.signing = signing;
    this.scope = scope;
    this.clock = clock;
    this.largestAnswer = largestAnswer;
  }

  /**
   * What a service has answered.
   *
   * @param body nobody changes it any more
   */
  // Compared by nobody; a copy of some megabytes at each look would be.
  @SuppressWarnings("ArrayRecordComponent")
  public record Answer(int status, Headers headers, byte[] body) {

    /** Nothing of what the service has said. */
    @Override
    public String toString() {
      return "Answer[status=%d, %d bytes]".formatted(status, body.length);
    }
  }

  /**
   * Makes a call.
   *
   * @param request with a Host field
   * @param payload the bytes of its body
   * @param cancellation ends the waiting when nobody wants the answer any more
   * @return whatever the service has answered; completed exceptionally with a {@link
   *     TimeoutException}, a {@link CancellationException} when nobody waits any more or the
   *     gateway ends, a {@link NoCredentialsException}, a {@link
   *     gatehouse.upstream.UpstreamFailure} or because the answer {@linkplain
   *     BodyCollector#isTooLarge is too large}
   */
  public CompletionStage<Answer> make(
      UpstreamRequest request, byte[] payload, Cancellation cancellation) {
    CompletableFuture<Answer> result = new CompletableFuture<>();
    // One of our own: the call ends with the deadline, too, and what was ended is no client's loss.
    Cancellation ending = new Cancellation();
    Future<?> deadline = deadline(request, result, ending);
    cancellation.onCancel(
        () -> {
          result.completeExceptionally(new CancellationException("the client has left"));
          ending.cancel();
        });
    exchange(request, payload, ending)
        .whenComplete(
            (answer, failure) -> {
              if (deadline != null) {
                deadline.cancel(false);
              }
              if (failure == null) {
                result.complete(answer);
              } else {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  private @Nullable Future<?> deadline(
      UpstreamRequest request, CompletableFuture<Answer> result, Cancellation ending) {
    if (clock == null) {
      return null;
    }
    try {
      return clock.schedule(
          () -> {
            result.completeExceptionally(new TimeoutException("no answer in time"));
            ending.cancel();
          },
          request.timeout().toNanos(),
          TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new CancellationException("the gateway ends"));
      return null;
    }
  }

  private CompletionStage<Answer> exchange(
      UpstreamRequest request, byte[] payload, Cancellation ending) {
    CompletableFuture<UpstreamRequest> signed = signing.signed(request, payload, scope);
    // Emptied when it is signed: whoever can still cancel must not keep the payload.
    AtomicReference<@Nullable Future<?>> waiting = new AtomicReference<>(signed);
    ending.onCancel(
        () -> {
          Future<?> unsigned = waiting.getAndSet(null);
          if (unsigned != null) {
            unsigned.cancel(false);
          }
        });
    return signed
        .whenComplete((done, failure) -> waiting.set(null))
        .thenCompose(ready -> outbound.exchange(ready, ending))
        .thenCompose(response -> whole(response, ending));
  }

  private CompletionStage<Answer> whole(Response response, Cancellation ending) {
    return BodyCollector.collect(response.body(), largestAnswer, ending)
        .whenComplete(
            (bytes, failure) -> {
              if (failure != null) {
                BodyCollector.discard(response.body());
              }
            })
        .thenApply(bytes -> new Answer(response.status(), response.headers(), bytes));
  }
}
