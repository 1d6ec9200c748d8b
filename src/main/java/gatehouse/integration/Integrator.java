package gatehouse.integration;

import gatehouse.http.Exchange;
import gatehouse.http.Refusal;
import gatehouse.http.RequestChanges;
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
   * @param changes of the request that parameter mapping has found
   * @return completed exceptionally with a {@link Refusal}, or with what has gone wrong
   *     unexpectedly
   */
  CompletionStage<Response> answer(Exchange exchange, RequestChanges changes);

  /**
   * For a route that nobody answers: one without a target, or whose target uses a stage variable
   * that the stage does not have. AWS does not document the answer; 500 is what its
   * misconfigurations get.
   */
  static Integrator misconfigured() {
    return (exchange, changes) -> CompletableFuture.failedStage(Refusal.internalServerError());
  }
}
