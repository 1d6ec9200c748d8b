package gatehouse.integration;

import gatehouse.http.Exchange;
import gatehouse.http.Refusal;
import gatehouse.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers the requests of one route in one stage. Everything that the configuration says has been
 * looked up beforehand. Safe for use by several threads; never blocks.
 */
public interface Integrator {

  /**
   * Answers a request.
   *
   * @return completed exceptionally with a {@link Refusal}, or with what has gone wrong
   *     unexpectedly
   */
  CompletionStage<Response> answer(Exchange exchange);

  /**
   * For a route that nobody answers: one without a target, or whose target uses a stage variable
   * that the stage does not have. AWS does not document the answer; 500 is what its
   * misconfigurations get.
   */
  static Integrator misconfigured() {
    return exchange -> CompletableFuture.failedStage(Refusal.internalServerError());
  }
}
