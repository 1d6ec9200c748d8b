package gatehouse.upstream;

import java.time.Duration;

/**
 * How the gateway calls out.
 *
 * @param maxConnectionsPerOrigin open connections to one origin; more requests wait within their
 *     timeout
 * @param maxConnections open connections in total
 * @param connectTimeout for the TCP connection and the TLS handshake
 * @param idleTimeout after which a response body fails whose upstream owes bytes and sends none
 * @param keepAlive for which an unused connection stays open
 * @param timeToLive after which a connection is not used again, so that changes in DNS take effect
 */
public record UpstreamSettings(
    int maxConnectionsPerOrigin,
    int maxConnections,
    Duration connectTimeout,
    Duration idleTimeout,
    Duration keepAlive,
    Duration timeToLive) {

  /** What holds where the operator says nothing. */
  public static final UpstreamSettings DEFAULT =
      new UpstreamSettings(
          5_000,
          10_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));
}
