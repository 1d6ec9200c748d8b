package gatehouse.upstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway calls out.
 *
 * @param maxConnectionsPerOrigin open connections to one origin; more requests wait within their
 *     timeout
 * @param maxConnections open connections in total
 * @param connectTimeout for the TCP connection and the TLS handshake
 * @param idleTimeout after which a response body fails whose upstream owes bytes and sends none
 * @param keepAlive for which an unused connection stays open
 * @param dnsRefresh within which a change of a name's addresses takes effect, whether connections
 *     are kept busy or not
 * @param tls for destinations without a profile of their own; null for what the JVM trusts
 */
public record UpstreamSettings(
    int maxConnectionsPerOrigin,
    int maxConnections,
    Duration connectTimeout,
    Duration idleTimeout,
    Duration keepAlive,
    Duration dnsRefresh,
    @Nullable TlsProfile tls) {

  /** What holds where the operator says nothing. */
  public static final UpstreamSettings DEFAULT =
      new UpstreamSettings(
          5_000,
          10_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          null);

  /** After which a connection is not used again, so that it does not outlive its address long. */
  Duration connectionLife() {
    return dnsRefresh.dividedBy(2);
  }

  /**
   * After which an address is looked up anew, beside the traffic. It serves for as long again, and
   * then only until the look-up is over.
   */
  Duration addressRefresh() {
    return dnsRefresh.dividedBy(4);
  }
}
