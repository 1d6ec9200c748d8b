package gatehouse.mapping;

import gatehouse.http.Exchange;
import gatehouse.http.RequestChanges;
import java.util.concurrent.CompletionStage;

/**
 * The parameter mapping of an integration's requests. Safe for use by several threads; never
 * blocks.
 *
 * <p>AWS: "Transform API requests and responses with parameter mapping for HTTP APIs".
 */
public interface RequestMapping {

  /**
   * Finds out what is to be changed in a request.
   *
   * @return completed exceptionally with a {@link gatehouse.http.Refusal}
   */
  CompletionStage<Mapped> apply(Exchange exchange);

  /**
   * What came of it.
   *
   * @param exchange with the request as it can still be sent: in memory, if its body had to be read
   * @param changes for the integration to make
   */
  record Mapped(Exchange exchange, RequestChanges changes) {}
}
