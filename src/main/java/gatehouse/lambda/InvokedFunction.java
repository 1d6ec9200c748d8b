package gatehouse.lambda;

import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.lambda.FunctionFailure.Kind;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Invokes one function by Lambda's Invoke API: {@code POST
 * /2015-03-31/functions/NAME/invocations?Qualifier=…}. The deadline covers credentials, call and
 * the whole answer.
 */
final class InvokedFunction implements Function {

  private static final int OK = 200;

  private final Outbound outbound;
  private final InvokeTarget target;
  private final @Nullable ScheduledExecutorService clock;

  InvokedFunction(
      Outbound outbound, InvokeTarget target, @Nullable ScheduledExecutorService clock) {
    this.outbound = outbound;
    this.target = target;
    this.clock = clock;
  }

  @Override
  public CompletionStage<FunctionAnswer> invoke(
      byte[] payload, Duration timeout, Cancellation cancellation) {
    if (payload.length > FunctionLimits.LARGEST_EVENT) {
      return CompletableFuture.failedStage(
          new FunctionFailure(Kind.REQUEST_TOO_LARGE, "the event is too large", 0, null));
    }
    CompletableFuture<FunctionAnswer> result = new CompletableFuture<>();
    // One of our own: the call ends with the deadline, too, and what was ended is no client's loss.
    Cancellation ending = new Cancellation();
    Future<?> deadline = deadline(timeout, result, ending);
    cancellation.onCancel(
        () -> {
          fail(result, new FunctionFailure(Kind.ABANDONED, "the client has left", 0, null));
          ending.cancel();
        });
    call(payload, timeout, ending)
        .whenComplete(
            (answer, failure) -> {
              if (deadline != null) {
                deadline.cancel(false);
              }
              if (failure == null) {
                result.complete(answer);
              } else {
                fail(result, FunctionFailures.of(failure));
              }
            });
    return result;
  }

  private @Nullable Future<?> deadline(
      Duration timeout, CompletableFuture<FunctionAnswer> result, Cancellation ending) {
    if (clock == null) {
      return null;
    }
    try {
      return clock.schedule(
          () -> {
            fail(result, new FunctionFailure(Kind.TIMEOUT, "no answer in time", 0, null));
            ending.cancel();
          },
          timeout.toNanos(),
          TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      fail(result, new FunctionFailure(Kind.ABANDONED, "the gateway ends", 0, null));
      return null;
    }
  }

  private static void fail(CompletableFuture<FunctionAnswer> result, FunctionFailure failure) {
    result.completeExceptionally(failure);
  }

  private CompletionStage<FunctionAnswer> call(
      byte[] payload, Duration timeout, Cancellation ending) {
    UpstreamRequest request =
        new UpstreamRequest(
            target.to(),
            "POST",
            target.path(),
            Headers.of(
                "Host", target.to().origin().authority(),
                "Content-Type", "application/json",
                "X-Amz-Invocation-Type", "RequestResponse"),
            Body.of(payload),
            timeout);
    return target
        .signing()
        .signed(request, payload, target.scope())
        .thenCompose(signed -> outbound.exchange(signed, ending))
        .thenCompose(
            response ->
                BodyCollector.collect(response.body(), FunctionLimits.LARGEST_ANSWER, ending)
                    .whenComplete(
                        (bytes, failure) -> {
                          if (failure != null) {
                            BodyCollector.discard(response.body());
                          }
                        })
                    .thenCompose(bytes -> answer(response, bytes)));
  }

  /** Where it is, for the log. */
  @Override
  public String toString() {
    return target.to() + target.path();
  }

  private CompletionStage<FunctionAnswer> answer(Response response, byte[] bytes) {
    Headers headers = response.headers();
    if (response.status() != OK) {
      return CompletableFuture.failedStage(
          FunctionFailures.of(
              response.status(), headers.first("x-amzn-ErrorType"), bytes, target.emulator()));
    }
    String error = headers.first("X-Amz-Function-Error");
    if (error == null && target.emulator()) {
      error = EmulatorAnswer.functionError(bytes);
    }
    return CompletableFuture.completedStage(
        new FunctionAnswer(OK, bytes, error, headers.first("x-amzn-RequestId")));
  }
}
