package gatehouse.integration;

import gatehouse.expression.MessageBody;
import gatehouse.expression.Scope;
import gatehouse.http.BodyCollector;
import gatehouse.http.Causes;
import gatehouse.http.Exchange;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestChanges;
import gatehouse.http.Response;
import gatehouse.service.ServiceFailure;
import gatehouse.service.ServiceOperation;
import gatehouse.service.UnresolvedException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * {@code AWS_PROXY} with a subtype: asks one of AWS's services, and tells the client what it
 * answers: status, body, and all fields but those that concern one connection only.
 *
 * <p>AWS: "Create AWS service integrations for HTTP APIs".
 */
final class ServiceProxy implements Integrator {

  private static final System.Logger LOG = System.getLogger("gatehouse.integration");

  /** AWS's quota for payloads, 10 MB. */
  private static final int LARGEST_BODY = 10 * 1024 * 1024;

  /** Whose body breaks off is gone; nobody reads this answer. */
  private static final BodyCollector.Refusals REFUSALS =
      new BodyCollector.Refusals(
          Refusal::requestEntityTooLarge,
          cause -> cause instanceof Refusal ? cause : Refusal.badRequest());

  private final ServiceOperation operation;
  private final Duration timeout;

  ServiceProxy(ServiceOperation operation, Duration timeout) {
    this.operation = operation;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<Response> answer(Exchange exchange, RequestChanges changes) {
    return scope(exchange)
        .thenCompose(scope -> invoke(exchange, scope))
        .handle(
            (response, failure) -> {
              if (failure != null) {
                throw refusal(failure, exchange);
              }
              return new Response(
                  response.status(), ReturnedHeaders.of(response, "POST"), response.body());
            });
  }

  private CompletionStage<Scope> scope(Exchange exchange) {
    Request request = exchange.request();
    if (!operation.needsBody()) {
      request.body().discard();
      return CompletableFuture.completedStage(Scope.of(exchange, null));
    }
    return BodyCollector.collect(request.body(), LARGEST_BODY, request.cancellation(), REFUSALS)
        .thenApply(bytes -> Scope.of(exchange, new MessageBody(bytes)));
  }

  private CompletionStage<Response> invoke(Exchange exchange, Scope scope) {
    try {
      ServiceOperation.Prepared prepared = operation.prepared(scope);
      exchange.outcome().integrationCalled();
      return operation.invoke(prepared, timeout, exchange.request().cancellation());
    } catch (ServiceFailure e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private RuntimeException refusal(Throwable failure, Exchange exchange) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof UnresolvedException unresolved) {
      exchange.outcome().integrationFailed(String.valueOf(unresolved.getMessage()));
      return Refusal.badRequest();
    }
    if (!(cause instanceof ServiceFailure known)) {
      return cause instanceof RuntimeException e ? e : new CompletionException(cause);
    }
    if (known.serviceStatus() != 0) {
      exchange.outcome().invocationAnswered(known.serviceStatus(), known.requestId());
    }
    exchange.outcome().integrationFailed(String.valueOf(known.getMessage()));
    LOG.log(
        known.isAbandoned() ? Level.DEBUG : Level.INFO,
        () ->
            "request %s: %s from %s: %s"
                .formatted(exchange.requestId(), known.fault(), operation, known.getMessage()));
    return known.refusal();
  }
}
