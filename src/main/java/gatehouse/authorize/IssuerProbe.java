package gatehouse.authorize;

import gatehouse.upstream.Outbound;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Asks an issuer for its keys only to see whether it has any. For any number of threads; never
 * blocks.
 *
 * <p>AWS: {@code CreateAuthorizer} contacts the issuer of an authorizer of tokens.
 */
public final class IssuerProbe {

  private final Outbound outbound;
  private final ScheduledExecutorService clock;
  private final Transport transport;

  /**
   * A probe.
   *
   * @param clock for deadlines; its owner ends it
   * @param allowHttp whether issuers may be asked unencrypted wherever they are
   */
  public IssuerProbe(Outbound outbound, ScheduledExecutorService clock, boolean allowHttp) {
    this.outbound = outbound;
    this.clock = clock;
    this.transport = new Transport(allowHttp);
  }

  /**
   * Whether an issuer has keys. Why it has none is in the log.
   *
   * @param issuer its URL
   * @return completed normally always, within a few seconds
   */
  public CompletionStage<Boolean> hasKeys(String issuer) {
    try {
      return new KeyDownload(issuer, outbound, clock, transport)
          .get()
          .handle((keys, failure) -> keys != null);
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(false);
    }
  }
}
