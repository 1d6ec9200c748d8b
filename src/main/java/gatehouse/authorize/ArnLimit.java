package gatehouse.authorize;

import gatehouse.authorize.policy.RouteArn;
import gatehouse.http.Caller;
import gatehouse.http.Exchange;
import gatehouse.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A check that asks nobody about a route whose ARN is too long as it is called: 414. Here alone is
 * decided how long one may be, whatever the kind of the check behind.
 *
 * <p>AWS: "Quotas for configuring and running an HTTP API in API Gateway".
 *
 * @param check of what is short enough
 */
record ArnLimit(AccessCheck check, RouteArn arns) implements AccessCheck {

  /** In bytes of UTF-8. */
  private static final int LONGEST = 1_600;

  @Override
  public CompletionStage<Caller> check(Exchange exchange) {
    return isTooLong(exchange) ? refused(exchange) : check.check(exchange);
  }

  @Override
  public CompletionStage<Exchange> admit(Exchange exchange) {
    return isTooLong(exchange) ? refused(exchange) : check.admit(exchange);
  }

  private boolean isTooLong(Exchange exchange) {
    return arns.of(exchange).getBytes(StandardCharsets.UTF_8).length > LONGEST;
  }

  private static <T> CompletionStage<T> refused(Exchange exchange) {
    exchange
        .outcome()
        .authorizerFailed("the ARN of the route is longer than %d bytes".formatted(LONGEST));
    return CompletableFuture.failedStage(Refusal.requestUriTooLong());
  }
}
