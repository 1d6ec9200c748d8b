package gatehouse.integration;

import gatehouse.config.Integration;
import gatehouse.http.Exchange;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestChanges;
import gatehouse.http.Response;
import gatehouse.upstream.UpstreamFailure;
import gatehouse.upstream.pool.Pool;
import gatehouse.upstream.pool.PoolRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code HTTP_PROXY}: passes the request on to an HTTP upstream and its response back, both as they
 * are, but for the fields that concern one connection only.
 *
 * <p>AWS: "HTTP proxy integrations for HTTP APIs".
 */
final class HttpProxy implements Integrator {

  private static final System.Logger LOG = System.getLogger("gatehouse.integration");

  private final Pool pool;
  private final ForwardedHeaders headers;
  private final TargetUri target;
  private final @Nullable String method;
  private final Duration timeout;

  /**
   * An integrator.
   *
   * @param pool who gets the requests
   * @param target which request target they get
   */
  HttpProxy(Integration integration, Pool pool, TargetUri target, ForwardedHeaders headers) {
    this.pool = pool;
    this.headers = headers;
    this.target = target;
    this.method = integration.method();
    this.timeout = Duration.ofMillis(integration.timeoutMillis());
  }

  @Override
  public CompletionStage<Response> answer(Exchange exchange, RequestChanges changes) {
    Request request = exchange.request();
    String sentMethod = method == null ? request.method() : method;
    PoolRequest call =
        new PoolRequest(
            sentMethod,
            target.of(exchange, changes),
            headers.of(request, exchange.source(), changes.headers()),
            request.body(),
            timeout);
    exchange.outcome().integrationCalled();
    return pool.exchange(call, request.cancellation(), exchange.outcome()::integrationRetried)
        .handle(
            (response, failure) -> {
              if (failure != null) {
                throw refusal(failure, exchange);
              }
              return new Response(
                  response.status(), ReturnedHeaders.of(response, sentMethod), response.body());
            });
  }

  /** AWS answers 503 to whatever keeps a response from coming, and 500 to TLS that it rejects. */
  private RuntimeException refusal(Throwable failure, Exchange exchange) {
    if (!(failure instanceof UpstreamFailure cause)) {
      return failure instanceof RuntimeException e ? e : new CompletionException(failure);
    }
    if (cause.getCause() instanceof Refusal refusal) {
      // The request's body has ended with it: the pipeline lets no more of it through.
      return refusal;
    }
    exchange.outcome().integrationFailed(cause.kind() + ": " + cause.getMessage());
    boolean abandoned = cause.kind() == UpstreamFailure.Kind.ABANDONED;
    LOG.log(
        abandoned ? Level.DEBUG : Level.INFO,
        () ->
            "request %s: %s from %s: %s"
                .formatted(exchange.requestId(), cause.kind(), pool, cause.getMessage()));
    return cause.kind() == UpstreamFailure.Kind.UNTRUSTED
        ? Refusal.internalServerError()
        : Refusal.serviceUnavailable();
  }
}
