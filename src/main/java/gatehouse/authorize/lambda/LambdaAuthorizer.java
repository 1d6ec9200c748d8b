package gatehouse.authorize.lambda;

import gatehouse.authorize.AccessCheck;
import gatehouse.authorize.policy.Attempt;
import gatehouse.authorize.policy.RouteArn;
import gatehouse.http.Caller;
import gatehouse.http.Cancellation;
import gatehouse.http.Causes;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.lambda.Function;
import gatehouse.lambda.FunctionFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks a function who may use a route, or looks up what it has said before. Whatever keeps it from
 * saying so is a 500, and lets nobody through.
 *
 * <p>AWS: "Control access to HTTP APIs with AWS Lambda authorizers".
 */
final class LambdaAuthorizer implements AccessCheck {

  /** A shared call goes on for those who have come while it was under way. */
  private static final Duration LONGEST_SHARED_CALL = SharedResults.PATIENCE.multipliedBy(2);

  private final Function function;
  private final IdentitySources sources;
  private final AuthorizerEvent events;
  private final AuthorizerAnswer answers;
  private final RouteArn arns;
  private final @Nullable SharedResults results;

  /**
   * A check.
   *
   * @param results null when each request is a call of its own
   */
  LambdaAuthorizer(
      Function function,
      IdentitySources sources,
      AuthorizerEvent events,
      AuthorizerAnswer answers,
      RouteArn arns,
      @Nullable SharedResults results) {
    this.function = function;
    this.sources = sources;
    this.events = events;
    this.answers = answers;
    this.arns = arns;
    this.results = results;
  }

  @Override
  public CompletionStage<Caller> check(Exchange exchange) {
    Identity identity = sources.of(exchange);
    if (identity == null) {
      exchange.outcome().authorizerFailed("an identity source is missing or empty");
      return CompletableFuture.failedStage(Refusal.unauthorized(Headers.EMPTY));
    }
    Attempt attempt = Attempt.invoking(exchange, arns);
    return verdict(exchange, attempt, identity)
        .handle(
            (verdict, failure) ->
                verdict == null
                    ? refused(exchange, Objects.requireNonNull(failure))
                    : decided(exchange, verdict, attempt));
  }

  /**
   * Many a function writes the ARN that it is told into its policy. With a client's wildcard in it,
   * that policy speaks of more than was asked: it is good for this one request, and neither kept
   * nor shared.
   */
  private CompletionStage<Verdict> verdict(Exchange exchange, Attempt attempt, Identity identity) {
    Cancellation client = exchange.request().cancellation();
    String arn = attempt.resource();
    if (results == null) {
      return invoked(exchange, arn, identity, SharedResults.PATIENCE, client);
    }
    IdentityHash who = identity.hash();
    if (answers.arePolicies() && attempt.readsAsPattern()) {
      Verdict kept = results.kept(who);
      return kept == null
          ? invoked(exchange, arn, identity, SharedResults.PATIENCE, client)
          : CompletableFuture.completedStage(kept);
    }
    return results.of(
        who, client, nobody -> invoked(exchange, arn, identity, LONGEST_SHARED_CALL, nobody));
  }

  private CompletionStage<Verdict> invoked(
      Exchange exchange,
      String arn,
      Identity identity,
      Duration timeout,
      Cancellation cancellation) {
    try {
      return function
          .invoke(events.of(exchange, arn, identity), timeout, cancellation)
          .thenApply(answers::verdict);
    } catch (FunctionFailure e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static Caller decided(Exchange exchange, Verdict verdict, Attempt attempt) {
    if (!verdict.rights().allow(attempt)) {
      exchange.outcome().authorizerFailed("the authorizer does not allow this");
      throw Refusal.forbidden();
    }
    return verdict.caller();
  }

  private static Caller refused(Exchange exchange, Throwable failure) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof AuthorizerFailure known) {
      exchange.outcome().authorizerFailed(known.text());
      throw known.isUnauthorized()
          ? Refusal.unauthorized(Headers.EMPTY)
          : Refusal.internalServerError();
    }
    if (cause instanceof FunctionFailure notAsked) {
      exchange.outcome().authorizerFailed(notAsked.fault() + ": " + notAsked.getMessage());
      throw Refusal.internalServerError();
    }
    exchange.outcome().authorizerFailed("the authorizer has failed unexpectedly");
    throw new CompletionException(cause);
  }
}
