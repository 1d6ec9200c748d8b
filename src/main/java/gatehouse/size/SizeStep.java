package gatehouse.size;

import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds requests and responses to the {@link Quotas}. What announces its length is refused before a
 * byte goes on. What does not is counted on its way and breaks off where it is too large; with
 * AWS's quotas it is read wholly first, as AWS does. Immutable.
 */
public final class SizeStep {

  private static final int SPACES_OF_LINE = 2;
  private static final String TOO_LARGE = "TOO_LARGE: the response is larger than the limit";

  private final Quotas quotas;

  public SizeStep(Quotas quotas) {
    this.quotas = quotas;
  }

  /**
   * Checks what a request's head tells.
   *
   * @throws Refusal with 431 or 413
   */
  public void check(Request request) {
    if (quotas.requestHeadBytes() != Quotas.UNLIMITED
        && headBytes(request) > quotas.requestHeadBytes()) {
      throw Refusal.requestHeaderFieldsTooLarge();
    }
    if (request.body().length() > quotas.requestBodyBytes()) {
      throw Refusal.requestEntityTooLarge();
    }
  }

  /**
   * The exchange with a body that cannot be larger than the limit.
   *
   * @return completed exceptionally with 413, when it was read wholly, here or before; else the
   *     body ends with it
   */
  public CompletionStage<Exchange> received(Exchange exchange) {
    Body body = exchange.request().body();
    // Somebody may have read it since its head was checked, so that its length is known now.
    if (body.length() > quotas.requestBodyBytes()) {
      return CompletableFuture.failedStage(Refusal.requestEntityTooLarge());
    }
    if (body.length() != Body.UNKNOWN_LENGTH || quotas.requestBodyBytes() == Quotas.UNLIMITED) {
      return CompletableFuture.completedStage(exchange);
    }
    long most = quotas.requestBodyBytes();
    if (!quotas.ofAws()) {
      Body limited = LimitedBody.of(body, most, Refusal::requestEntityTooLarge);
      return CompletableFuture.completedStage(exchange.with(exchange.request().with(limited)));
    }
    // A body that breaks off is one whose client is gone, so nobody sees the 400.
    return whole(
            exchange,
            body,
            most,
            new BodyCollector.Refusals(
                Refusal::requestEntityTooLarge, cause -> Refusal.badRequest()))
        .thenApply(whole -> exchange.with(exchange.request().with(whole)));
  }

  /**
   * The response with a body that cannot be larger than the limit. AWS does not document its answer
   * to a larger one; 500 is what other responses get that it cannot pass on.
   *
   * @return completed exceptionally with 500 when it is known to be larger
   */
  public CompletionStage<Response> answered(Exchange exchange, Response response) {
    Body body = response.body();
    long most = quotas.responseBodyBytes();
    if (body.length() > most) {
      body.discard();
      return CompletableFuture.failedStage(tooLarge(exchange));
    }
    if (body.length() != Body.UNKNOWN_LENGTH || most == Quotas.UNLIMITED) {
      return CompletableFuture.completedStage(response);
    }
    if (!quotas.ofAws()) {
      return CompletableFuture.completedStage(
          with(response, LimitedBody.of(body, most, () -> tooLarge(exchange))));
    }
    return whole(
            exchange,
            body,
            most,
            new BodyCollector.Refusals(
                () -> tooLarge(exchange), cause -> brokenOff(exchange, cause)))
        .thenApply(whole -> with(response, whole));
  }

  private static CompletionStage<Body> whole(
      Exchange exchange, Body body, long most, BodyCollector.Refusals refusals) {
    return BodyCollector.collect(body, most, exchange.request().cancellation(), refusals)
        .thenApply(Body::of);
  }

  private static Response with(Response response, Body body) {
    return new Response(response.status(), response.headers(), body);
  }

  private static Refusal tooLarge(Exchange exchange) {
    exchange.outcome().integrationFailed(TOO_LARGE);
    return Refusal.internalServerError();
  }

  private static Refusal brokenOff(Exchange exchange, Throwable cause) {
    exchange
        .outcome()
        .integrationFailed("MALFORMED: the response broke off: " + cause.getMessage());
    return Refusal.serviceUnavailable();
  }

  /** AWS counts the request line and the values of the fields, not their names. */
  private static long headBytes(Request request) {
    String query = request.query();
    long bytes =
        (long) request.method().length()
            + request.path().rawLength()
            + (query == null ? 0 : 1 + query.length())
            + request.protocol().length()
            + SPACES_OF_LINE;
    Headers headers = request.headers();
    for (int i = 0; i < headers.size(); i++) {
      bytes += headers.value(i).length();
    }
    return bytes;
  }
}
