package gatehouse.integration;

import gatehouse.config.PayloadFormat;
import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Causes;
import gatehouse.http.Exchange;
import gatehouse.http.Outcome;
import gatehouse.http.Refusal;
import gatehouse.http.RequestChanges;
import gatehouse.http.Response;
import gatehouse.lambda.Function;
import gatehouse.lambda.FunctionAnswer;
import gatehouse.lambda.FunctionFailure;
import gatehouse.lambda.FunctionLimits;
import gatehouse.lambda.FunctionResponse;
import gatehouse.lambda.IntegrationEvent;
import gatehouse.lambda.MalformedAnswerException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * {@code AWS_PROXY}: tells a Lambda function of the request, and the client what it answers.
 *
 * <p>AWS: "AWS Lambda proxy integrations for HTTP APIs".
 */
final class FunctionProxy implements Integrator {

  private static final System.Logger LOG = System.getLogger("gatehouse.integration");

  private final Function function;
  private final PayloadFormat format;
  private final IntegrationEvent event;
  private final Duration timeout;

  FunctionProxy(Function function, PayloadFormat format, IntegrationEvent event, Duration timeout) {
    this.function = function;
    this.format = format;
    this.event = event;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<Response> answer(Exchange exchange, RequestChanges changes) {
    return BodyCollector.collect(
            exchange.request().body(),
            FunctionLimits.LARGEST_EVENT,
            exchange.request().cancellation())
        .exceptionally(
            failure -> {
              BodyCollector.discard(exchange.request().body());
              throw unread(failure);
            })
        .thenCompose(body -> invoke(exchange, body))
        .handle(
            (answer, failure) -> {
              if (failure != null) {
                throw refusal(failure, exchange);
              }
              return response(answer, exchange);
            });
  }

  private CompletionStage<FunctionAnswer> invoke(Exchange exchange, byte[] body) {
    exchange.outcome().integrationCalled();
    Exchange whole = exchange.with(exchange.request().with(Body.of(body)));
    try {
      return function.invoke(event.of(whole, body), timeout, exchange.request().cancellation());
    } catch (FunctionFailure e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** What ends a request's body is the pipeline's refusal, or the client's leaving. */
  private static RuntimeException unread(Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (BodyCollector.isTooLarge(cause)) {
      return Refusal.requestEntityTooLarge();
    }
    return cause instanceof Refusal refusal ? refusal : Refusal.badRequest();
  }

  private RuntimeException refusal(Throwable failure, Exchange exchange) {
    Throwable cause = Causes.of(failure);
    if (!(cause instanceof FunctionFailure known)) {
      return cause instanceof RuntimeException e ? e : new CompletionException(cause);
    }
    if (known.invocationStatus() != 0) {
      exchange.outcome().invocationAnswered(known.invocationStatus(), null);
    }
    exchange.outcome().integrationFailed(String.valueOf(known.getMessage()));
    LOG.log(
        known.isAbandoned() ? Level.DEBUG : Level.INFO,
        () ->
            "request %s: %s from %s: %s"
                .formatted(exchange.requestId(), known.fault(), function, known.getMessage()));
    return known.refusal();
  }

  private Response response(FunctionAnswer answer, Exchange exchange) {
    Outcome outcome = exchange.outcome();
    outcome.invocationAnswered(answer.status(), answer.requestId());
    if (answer.functionError() != null) {
      outcome.integrationFailed(
          "The Lambda function returned the following error: %s. Check your Lambda function code and try again."
              .formatted(answer.functionError()));
      throw Refusal.internalServerError();
    }
    try {
      Response response =
          FunctionResponse.of(format, answer.payload(), exchange.request().method());
      outcome.functionAnswered(response.status());
      return response;
    } catch (MalformedAnswerException e) {
      outcome.integrationFailed(String.valueOf(e.getMessage()));
      LOG.log(
          Level.INFO,
          () -> "request %s: %s: %s".formatted(exchange.requestId(), function, e.getMessage()));
      throw Refusal.internalServerError();
    }
  }
}
