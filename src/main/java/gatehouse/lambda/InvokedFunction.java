package gatehouse.lambda;

import gatehouse.aws.SignedCall;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Invokes one function by Lambda's Invoke API: {@code POST
 * /2015-03-31/functions/NAME/invocations?Qualifier=…}. The deadline covers credentials, call and
 * the whole answer.
 */
final class InvokedFunction implements Function {

  private static final int OK = 200;

  private final InvokeTarget target;
  private final SignedCall call;

  InvokedFunction(
      Outbound outbound, InvokeTarget target, @Nullable ScheduledExecutorService clock) {
    this.target = target;
    this.call =
        new SignedCall(
            outbound, target.signing(), target.scope(), clock, FunctionLimits.LARGEST_ANSWER);
  }

  @Override
  public CompletionStage<FunctionAnswer> invoke(
      byte[] payload, Duration timeout, Cancellation cancellation) {
    if (payload.length > FunctionLimits.LARGEST_EVENT) {
      return CompletableFuture.failedStage(JsonOutput.tooLarge());
    }
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
    CompletableFuture<FunctionAnswer> result = new CompletableFuture<>();
    call.make(request, payload, cancellation)
        .thenCompose(this::answer)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                result.complete(answer);
              } else {
                result.completeExceptionally(FunctionFailures.of(failure));
              }
            });
    return result;
  }

  @Override
  public String place() {
    return target.to() + target.path() + (target.emulator() ? "#emulator" : "");
  }

  /** Where it is, for the log. */
  @Override
  public String toString() {
    return target.to() + target.path();
  }

  private CompletionStage<FunctionAnswer> answer(SignedCall.Answer answer) {
    Headers headers = answer.headers();
    if (answer.status() != OK) {
      return CompletableFuture.failedStage(
          FunctionFailures.of(
              answer.status(),
              headers.first("x-amzn-ErrorType"),
              answer.body(),
              target.emulator()));
    }
    String error = headers.first("X-Amz-Function-Error");
    if (error == null && target.emulator()) {
      error = EmulatorAnswer.functionError(answer.body());
    }
    return CompletableFuture.completedStage(
        new FunctionAnswer(OK, answer.body(), error, headers.first("x-amzn-RequestId")));
  }
}
