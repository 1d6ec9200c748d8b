package gatehouse.servlet;

import gatehouse.accesslog.AccessLogOptions;
import gatehouse.authorize.SigningAlgorithm;
import gatehouse.control.Access;
import gatehouse.http.TrustedProxies;
import gatehouse.upstream.UpstreamSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sets outside the configuration directory, checked.
 *
 * <p>Each setting is looked for in the deployment's JNDI environment ({@code
 * java:comp/env/gatehouse.config}), its context parameters, the system properties, and the
 * environment ({@code GATEHOUSE_CONFIG}), in this order; the first one counts.
 */
final class Settings {

  private static final int DEFAULT_RELOAD_MILLIS = 500;
  private static final int DEFAULT_TIMEOUT_MILLIS = 30_000;
  private static final int DEFAULT_HEAD_BYTES = 8_192;

  private static final int MOST_RETRIES = 3;

  private final SettingSource source;

  /** Settings from this source. */
  Settings(SettingSource source) {
    this.source = source;
  }

  /** Where the configuration is; see docs/operations.md for the default. */
  Path configurationDirectory() {
    String set = source.text(SettingKey.CONFIG);
    if (set != null) {
      try {
        return Path.of(set).toAbsolutePath().normalize();
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException(
            "setting %s is no path of a directory: %s"
                .formatted(SettingKey.CONFIG.property(), e.getMessage()),
            e);
      }
    }
    for (String base : new String[] {"catalina.base", "jetty.base"}) {
      String directory = source.systemProperty(base);
      if (directory != null) {
        return Path.of(directory, "gatehouse").toAbsolutePath().normalize();
      }
    }
    return Path.of("gatehouse").toAbsolutePath();
  }

  /** The directory, and how it came to be this one; for the log. */
  String describeConfigurationDirectory() {
    Path directory = configurationDirectory();
    return source.text(SettingKey.CONFIG) == null
        ? directory
            + " (the default; to change it, set the JNDI entry or context parameter"
            + " gatehouse.config, the system property gatehouse.config, or the environment"
            + " variable GATEHOUSE_CONFIG)"
        : directory.toString();
  }

  /** Whether the gateway refuses to change the configuration itself. */
  boolean readOnly() {
    return source.flag(SettingKey.READ_ONLY, false);
  }

  TrustedProxies trustedProxies() {
    String list = source.text(SettingKey.TRUSTED_PROXIES);
    try {
      return list == null ? TrustedProxies.NONE : TrustedProxies.parse(list);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting " + SettingKey.TRUSTED_PROXIES.property() + ": " + e.getMessage(), e);
    }
  }

  Duration reloadInterval() {
    return source.millis(SettingKey.RELOAD_INTERVAL_MILLIS, DEFAULT_RELOAD_MILLIS, 10, 60_000);
  }

  /** How long the end of the deployment waits for requests under way. */
  Duration stopWait() {
    return source.millis(SettingKey.STOP_WAIT_MILLIS, 0, 0, 3_600_000);
  }

  int maxIntegrationTimeoutMillis() {
    int millis =
        source.number(
            SettingKey.MAX_INTEGRATION_TIMEOUT_MILLIS, DEFAULT_TIMEOUT_MILLIS, 50, 86_400_000);
    traffic().checkQuota(SettingKey.MAX_INTEGRATION_TIMEOUT_MILLIS, millis, DEFAULT_TIMEOUT_MILLIS);
    return millis;
  }

  /** Where the APIs are, and who has access keys. */
  IdentitySettings identity() {
    return new IdentitySettings(source);
  }

  /** How much may come at once, and how large. */
  TrafficSettings traffic() {
    return new TrafficSettings(source);
  }

  /** Below the 8 KiB that Tomcat and Jetty have for a head unless they are told otherwise. */
  int maxResponseHeadBytes() {
    return source.number(SettingKey.MAX_RESPONSE_HEAD_BYTES, DEFAULT_HEAD_BYTES, 1_024, 1_048_576);
  }

  /** Who may use the management address; null when there is none. */
  @Nullable Access management() {
    return new ManagementSetting(source).read();
  }

  /** Who may use AWS's management API. */
  AdminSetting admin() {
    return new AdminSetting(source);
  }

  boolean metricsOfJvm() {
    return source.flag(SettingKey.METRICS_OF_JVM, true);
  }

  /** How often an idempotent request is tried again when nobody was reached. */
  int retries() {
    return source.number(SettingKey.RETRIES, 0, 0, MOST_RETRIES);
  }

  /** About how much memory the kept results of Lambda authorizers may take, in bytes. */
  int authorizerCacheBytes() {
    return source.number(
        SettingKey.AUTHORIZER_CACHE_BYTES, 32 * 1024 * 1024, 64 * 1024, 1024 * 1024 * 1024);
  }

  /** What tokens may be signed with. */
  Set<SigningAlgorithm> jwtAlgorithms() {
    String list = source.text(SettingKey.JWT_ALGORITHMS);
    try {
      return list == null ? SigningAlgorithm.OF_AWS : SigningAlgorithm.parse(list);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting " + SettingKey.JWT_ALGORITHMS.property() + ": " + e.getMessage(), e);
    }
  }

  /** Whether keys of issuers may come unencrypted from other machines. */
  boolean jwtAllowHttp() {
    return source.flag(SettingKey.JWT_ALLOW_HTTP, false);
  }

  AccessLogOptions accessLogs() {
    return new AccessLogSetting(source).read();
  }

  /** Where Lambda and AWS's other services are, when they are not at AWS. */
  EndpointSettings endpoints() {
    return new EndpointSettings(source);
  }

  UpstreamSettings upstream() {
    UpstreamSettings usual = UpstreamSettings.DEFAULT;
    return new UpstreamSettings(
        source.number(
            SettingKey.MAX_CONNECTIONS_PER_UPSTREAM, usual.maxConnectionsPerOrigin(), 1, 1_000_000),
        source.number(SettingKey.MAX_CONNECTIONS, usual.maxConnections(), 1, 1_000_000),
        source.millis(
            SettingKey.CONNECT_TIMEOUT_MILLIS,
            (int) usual.connectTimeout().toMillis(),
            50,
            600_000),
        source.millis(
            SettingKey.IDLE_TIMEOUT_MILLIS, (int) usual.idleTimeout().toMillis(), 50, 86_400_000),
        source.millis(
            SettingKey.KEEP_ALIVE_MILLIS, (int) usual.keepAlive().toMillis(), 50, 86_400_000),
        source.millis(
            SettingKey.DNS_REFRESH_MILLIS, (int) usual.dnsRefresh().toMillis(), 50, 86_400_000),
        new TlsFiles(source).profile());
  }
}
