package gatehouse.mapping;

import gatehouse.http.Exchange;
import gatehouse.http.Response;
import java.util.concurrent.CompletionStage;

/**
 * The parameter mapping of an integration's responses. Safe for use by several threads; never
 * blocks.
 *
 * <p>AWS: "Transform API requests and responses with parameter mapping for HTTP APIs".
 */
public interface ResponseMapping {

  /**
   * The response with its changes; the same one when there are none for its status. When it fails,
   * it is for the caller to discard the response's body.
   */
  CompletionStage<Response> apply(Exchange exchange, Response response);
}
