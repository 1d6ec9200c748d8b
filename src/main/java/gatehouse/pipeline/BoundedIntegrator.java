package gatehouse.pipeline;

import gatehouse.http.Exchange;
import gatehouse.http.Refusal;
import gatehouse.http.RequestChanges;
import gatehouse.http.Response;
import gatehouse.integration.Integrator;
import gatehouse.throttle.Bulkhead;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets so many requests into an integration as its bulkhead has places; the others get 503 at once.
 * A request keeps its place from the call to the last byte of the answer's body, or until it fails,
 * is not wanted any more, or its client is gone.
 */
final class BoundedIntegrator implements Integrator {

  private final Integrator integrator;
  private final Bulkhead bulkhead;

  BoundedIntegrator(Integrator integrator, Bulkhead bulkhead) {
    this.integrator = integrator;
    this.bulkhead = bulkhead;
  }

  @Override
  public CompletionStage<Response> answer(Exchange exchange, RequestChanges changes) {
    Bulkhead.Permit permit = bulkhead.enter();
    if (permit == null) {
      exchange.outcome().shed();
      exchange.outcome().integrationFailed("BULKHEAD: too many requests are under way");
      return CompletableFuture.failedStage(Refusal.serviceUnavailable());
    }
    // Also for an answer that comes too late for anybody to read or discard it.
    exchange.request().cancellation().onCancel(permit::release);
    try {
      return integrator
          .answer(exchange, changes)
          .whenComplete(
              (response, failure) -> {
                if (failure != null) {
                  permit.release();
                }
              })
          .thenApply(response -> held(response, permit));
    } catch (RuntimeException | Error e) {
      permit.release();
      throw e;
    }
  }

  private static Response held(Response response, Bulkhead.Permit permit) {
    BodyMeter meter = new BodyMeter(bytes -> permit.release());
    return new Response(response.status(), response.headers(), meter.of(response.body()));
  }
}
