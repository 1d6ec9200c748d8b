package gatehouse.command;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.UpstreamRequest;
import java.security.cert.X509Certificate;
import java.util.List;
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
  public CompletionStage<Response> exchange(
      UpstreamRequest request, Cancellation cancellation, Runnable atEnd) {
    last = request;
    atEnd.run();
    return CompletableFuture.completedStage(
        new Response(200, new Headers.Builder(0).build(), Body.EMPTY));
  }

  @Override
  public void limit(Destination to, @Nullable Integer most) {}

  @Override
  public TlsProfile profile(
      @Nullable List<X509Certificate> trusted, TlsProfile.@Nullable Identity identity) {
    return TlsProfile.of(trusted, identity);
  }

  /** What would have been sent last; null when nothing would. */
  @Nullable UpstreamRequest last() {
    return last;
  }
}
