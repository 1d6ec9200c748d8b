package gatehouse.command;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.UpstreamRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what would be sent to an upstream, and sends nothing: every call is answered with an empty
 * 200 at once. One thread's.
 */
final class Unsent implements Outbound {

  private @Nullable UpstreamRequest last;

  @Override
  public CompletionStage<Response> exchange(UpstreamRequest request, Cancellation cancellation) {
    last = request;
    return CompletableFuture.completedStage(
        new Response(200, new Headers.Builder(0).build(), Body.EMPTY));
  }

  /** What would have been sent last; null when nothing would. */
  @Nullable UpstreamRequest last() {
    return last;
  }
}
