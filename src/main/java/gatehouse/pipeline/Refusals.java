package gatehouse.pipeline;

import gatehouse.http.Body;
import gatehouse.http.Causes;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Response;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** The one place where an error becomes a response; the client never sees a cause. */
final class Refusals {

  private static final System.Logger LOG = System.getLogger("gatehouse.pipeline");

  private Refusals() {}

  /** The response to what went wrong with a request of a stage. */
  static Response response(Throwable failure, Exchange exchange) {
    Refusal refusal = refusal(failure, exchange.requestId());
    exchange.outcome().refused(refusal.message(), type(refusal.status()));
    return response(refusal);
  }

  /** The response to what went wrong before there was a stage. */
  static Response response(Throwable failure, String requestId) {
    return response(refusal(failure, requestId));
  }

  private static Refusal refusal(Throwable failure, String requestId) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof Refusal known) {
      return known;
    }
    LOG.log(Level.ERROR, "request " + requestId + " failed unexpectedly", cause);
    return Refusal.internalServerError();
  }

  private static Response response(Refusal refusal) {
    String body = "{\"message\":\"" + refusal.message() + "\"}";
    Headers.Builder headers = new Headers.Builder(refusal.headers().size() + 1);
    headers.add("Content-Type", "application/json");
    refusal.headers().forEach(headers::add);
    return new Response(
        refusal.status(), headers.build(), Body.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** AWS does not document these for HTTP APIs; the names are those of REST APIs. */
  private static String type(int status) {
    return switch (status) {
      case 401 -> "UNAUTHORIZED";
      case 403 -> "ACCESS_DENIED";
      case 404 -> "RESOURCE_NOT_FOUND";
      case 413 -> "REQUEST_TOO_LARGE";
      case 429 -> "THROTTLED";
      case 503 -> "INTEGRATION_FAILURE";
      default -> status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
    };
  }
}
