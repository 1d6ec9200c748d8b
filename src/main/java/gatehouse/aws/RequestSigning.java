package gatehouse.aws;

import gatehouse.upstream.UpstreamRequest;
import java.util.concurrent.CompletableFuture;

/** Signs requests to AWS's services. Safe for use by several threads; never blocks. */
public interface RequestSigning {

  /** Leaves requests as they are, for those who look at no signature. */
  RequestSigning NONE = (request, payload, scope) -> CompletableFuture.completedFuture(request);

  /**
   * The request with a signature.
   *
   * @param request with a Host field
   * @param payload the bytes of its body
   * @return completed exceptionally with a {@link NoCredentialsException} when there are none, or a
   *     {@link java.util.concurrent.TimeoutException} when too many wait; who cancels it is
   *     forgotten with his payload
   */
  CompletableFuture<UpstreamRequest> signed(UpstreamRequest request, byte[] payload, Scope scope);

  /**
   * What a signature is good for.
   *
   * @param region such as {@code us-east-1}
   * @param service such as {@code lambda}
   */
  record Scope(String region, String service) {}
}
