package gatehouse.upstream;

import gatehouse.http.Cancellation;
import gatehouse.http.Response;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

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
   * @param atEnd runs once, on any thread and whatever happens: when the exchange has failed, or
   *     the response's body has come to its end or was given up; must not throw
   * @return completed exceptionally with an {@link UpstreamFailure}; after the head, a failure is
   *     the end of the response's body
   */
  CompletionStage<Response> exchange(
      UpstreamRequest request, Cancellation cancellation, Runnable atEnd);

  /** Does the same, and tells nobody of the end. */
  default CompletionStage<Response> exchange(UpstreamRequest request, Cancellation cancellation) {
    return exchange(request, cancellation, () -> {});
  }

  /**
   * Limits the connections to a destination, from now on.
   *
   * @param most at least 1; null for the usual limit
   */
  void limit(Destination to, @Nullable Integer most);

  /**
   * A profile for some destinations.
   *
   * @param trusted null to trust as for all others
   * @param identity null to show what is shown to all others
   * @throws IllegalArgumentException when the JVM has no use for these certificates
   */
  TlsProfile profile(
      @Nullable List<X509Certificate> trusted, TlsProfile.@Nullable Identity identity);
}
