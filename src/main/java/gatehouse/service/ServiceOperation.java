package gatehouse.service;

import gatehouse.aws.SignedCall;
import gatehouse.config.ServiceCall;
import gatehouse.expression.Scope;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.upstream.Destination;
import gatehouse.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One action of one service in one region, as an integration asks for it. Immutable; safe for use
 * by several threads; never blocks.
 */
public final class ServiceOperation {

  private final ServiceCall configured;
  private final Wire wire;
  private final Destination to;
  private final SignedCall call;

  ServiceOperation(ServiceCall configured, Destination to, SignedCall call) {
    this.configured = configured;
    this.wire = Wire.of(configured.action());
    this.to = to;
    this.call = call;
  }

  /** What will be asked of the service for one request: {@link #invoke} asks it. */
  public static final class Prepared {

    private final Message message;

    private Prepared(Message message) {
      this.message = message;
    }
  }

  /** Whether a request's body has to be read. */
  public boolean needsBody() {
    return configured.needsBody();
  }

  /**
   * Finds what a request asks of the service.
   *
   * @param scope with the request's body if that is needed
   * @throws UnresolvedException when the request does not have what the service needs
   * @throws ServiceFailure when it would be too large a call
   */
  public Prepared prepared(Scope scope) throws ServiceFailure {
    return new Prepared(wire.message(Arguments.of(configured, scope)));
  }

  /**
   * Asks the service and waits for its answer.
   *
   * @param timeout until the answer is complete
   * @param cancellation ends the waiting when nobody wants the answer any more
   * @return what it has answered, in memory, errors included; completed exceptionally with a {@link
   *     ServiceFailure} when it has not, or does not accept who we are
   */
  public CompletionStage<Response> invoke(
      Prepared prepared, Duration timeout, Cancellation cancellation) {
    Message message = prepared.message;
    Headers.Builder headers = new Headers.Builder(message.headers().size() + 1);
    headers.add("Host", to.origin().authority());
    message.headers().forEach(headers::add);
    UpstreamRequest request =
        new UpstreamRequest(
            to,
            message.method(),
            message.target(),
            headers.build(),
            Body.of(message.body()),
            timeout);
    CompletableFuture<Response> result = new CompletableFuture<>();
    call.make(request, message.body(), cancellation)
        .whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                result.completeExceptionally(ServiceFailure.of(failure));
                return;
              }
              ServiceFailure ofUs = IdentityErrors.in(answer);
              if (ofUs != null) {
                result.completeExceptionally(ofUs);
              } else {
                result.complete(
                    new Response(answer.status(), answer.headers(), Body.of(answer.body())));
              }
            });
    return result;
  }

  /** What is asked, and where; for the log. */
  @Override
  public String toString() {
    return configured.action().subtype() + " at " + to;
  }
}
