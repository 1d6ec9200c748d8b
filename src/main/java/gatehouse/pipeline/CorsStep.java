package gatehouse.pipeline;

import gatehouse.http.Exchange;
import gatehouse.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * What an API's CORS configuration does to requests and responses. Immutable.
 *
 * <p>AWS: "Configuring CORS for an HTTP API".
 */
final class CorsStep {

  /** CORS is left to the integrations. */
  static final CorsStep NONE = new CorsStep();

  /**
   * The answer to a preflight.
   *
   * @param routed whether some route matches the request
   * @return null when it is none, or not ours to answer
   */
  @Nullable Response preflight(Exchange exchange, boolean routed) {
    return null;
  }

  /** The response with the fields that CORS demands. */
  Response applied(Exchange exchange, Response response) {
    return response;
  }
}
