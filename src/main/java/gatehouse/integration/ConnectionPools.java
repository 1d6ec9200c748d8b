package gatehouse.integration;

import gatehouse.config.ClientIdentity;
import gatehouse.config.Connection;
import gatehouse.config.Connection.HealthCheck;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.pool.PoolSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what a configured connection means for the pool behind it. */
final class ConnectionPools {

  /** However often a host fails, it gets another chance after so many times the first pause. */
  private static final int LONGEST_FACTOR = 30;

  private ConnectionPools() {}

  static PoolSettings settings(Connection connection) {
    Connection.PassiveHealth passive = connection.passiveHealth();
    Duration first = Duration.ofMillis(passive.ejectionMillis());
    return new PoolSettings(
        connection.targets().stream()
            .map(target -> new PoolSettings.Member(target.host(), target.port(), target.weight()))
            .toList(),
        security(connection.tls()),
        check(connection.healthCheck()),
        new PoolSettings.Ejection(passive.maxFailures(), first, first.multipliedBy(LONGEST_FACTOR)),
        connection.limits().maxConnections(),
        connection.limits().retries());
  }

  private static PoolSettings.@Nullable Security security(Connection.@Nullable Tls tls) {
    if (tls == null) {
      return null;
    }
    ClientIdentity client = tls.client();
    return new PoolSettings.Security(
        tls.trusted(),
        client == null ? null : new TlsProfile.Identity(client.chain(), client.key()));
  }

  private static PoolSettings.@Nullable Check check(@Nullable HealthCheck check) {
    return check == null
        ? null
        : new PoolSettings.Check(
            check.path(),
            Duration.ofMillis(check.intervalMillis()),
            Duration.ofMillis(check.timeoutMillis()),
            check.healthyThreshold(),
            check.unhealthyThreshold(),
            check.expectedStatus().lowest(),
            check.expectedStatus().highest());
  }
}
