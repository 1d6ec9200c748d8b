package gatehouse.config;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named upstream: the pool of hosts that private integrations call. Immutable.
 *
 * <p>AWS: what a {@code VpcLink} of the ApiGatewayV2 API leads to.
 *
 * @param id the logical id
 * @param targets at least one with a weight; none while it is only AWS's VPC link, whose subnets
 *     say nothing here
 * @param tls how the hosts are called over TLS; null for plain HTTP
 * @param healthCheck null when nobody asks the hosts how they are
 * @param passiveHealth when a host that fails is left alone
 * @param limits what else holds for this connection
 */
public record Connection(
    String id,
    List<Target> targets,
    @Nullable Tls tls,
    @Nullable HealthCheck healthCheck,
    PassiveHealth passiveHealth,
    Limits limits) {

  /** With a copy of this list. */
  public Connection {
    targets = List.copyOf(targets);
  }

  /**
   * One host of the pool.
   *
   * @param host a name or an address
   * @param port 1 to 65535
   * @param weight its share, 0 for none, relative to the others'
   */
  public record Target(String host, int port, int weight) {}

  /**
   * How hosts are called over TLS.
   *
   * @param trusted the authorities; null for those that the gateway trusts otherwise
   * @param client what the gateway shows to a host that asks; null for what it shows otherwise
   */
  public record Tls(@Nullable List<X509Certificate> trusted, @Nullable ClientIdentity client) {

    /** With a copy of this list. */
    public Tls {
      trusted = trusted == null ? null : List.copyOf(trusted);
    }
  }

  /**
   * How hosts are asked how they are: {@code GET} of a path.
   *
   * @param path starts with a slash
   * @param intervalMillis between two checks
   * @param timeoutMillis until the head of an answer
   * @param healthyThreshold as many good answers in a row bring a host back
   * @param unhealthyThreshold as many bad ones in a row take it out
   * @param expectedStatus of a good answer
   */
  public record HealthCheck(
      String path,
      int intervalMillis,
      int timeoutMillis,
      int healthyThreshold,
      int unhealthyThreshold,
      StatusRange expectedStatus) {}

  /**
   * From a status to another, both included.
   *
   * @param lowest 100 to 599
   * @param highest not below the lowest
   */
  public record StatusRange(int lowest, int highest) {}

  /**
   * When a host that fails is left alone.
   *
   * @param maxFailures as many failures in a row; 0 for never
   * @param ejectionMillis how long the first time
   */
  public record PassiveHealth(int maxFailures, int ejectionMillis) {}

  /**
   * What else holds.
   *
   * @param maxConnections to one host; null as for all upstreams
   * @param retries of an idempotent request; null as for all upstreams
   */
  public record Limits(@Nullable Integer maxConnections, @Nullable Integer retries) {

    /** As for all upstreams. */
    public static final Limits NONE = new Limits(null, null);
  }
}
