package gatehouse.authorize;

import gatehouse.http.Caller;
import gatehouse.http.Exchange;
import java.util.concurrent.CompletionStage;

/**
 * Decides who may use a route. Everything that the configuration says has been looked up
 * beforehand. Safe for use by several threads; never blocks.
 *
 * <p>AWS: "Control and manage access to HTTP APIs in API Gateway".
 */
public interface AccessCheck {

  /**
   * Lets a request through.
   *
   * @return who calls; completed exceptionally with a {@link gatehouse.http.Refusal} – 401, 403 or
   *     500 – when it may not pass, the reason being in {@link
   *     gatehouse.http.Outcome#authorizerFailed}
   */
  CompletionStage<Caller> check(Exchange exchange);

  /**
   * Lets a request through, and tells how it goes on: a check that has to read the body leaves it
   * in memory.
   *
   * @return the exchange, whose outcome knows the caller; completed exceptionally as {@link #check}
   *     does
   */
  default CompletionStage<Exchange> admit(Exchange exchange) {
    return check(exchange)
        .thenApply(
            caller -> {
              exchange.outcome().authorized(caller);
              return exchange;
            });
  }
}
