package gatehouse.upstream;

import gatehouse.http.Cancellation;
import gatehouse.http.Response;
import java.util.concurrent.CompletionStage;

/**
 * How integrations call out. {@link Upstream} calls over the network; whoever only wants to know
 * what would be sent gives something that does not. Safe for use by several threads.
 */
public interface Outbound {

  /**
   * Sends a request and gives its response as soon as the response's head is complete; the body
   * streams afterwards.
   *
   * @param cancellation ends the exchange at once when the client leaves before that
   * @return completed exceptionally with an {@link UpstreamFailure}; after the head, a failure is
   *     the end of the response's body
   */
  CompletionStage<Response> exchange(UpstreamRequest request, Cancellation cancellation);
}
