package gatehouse.servlet;

import gatehouse.integration.TrustedProxies;
import gatehouse.upstream.UpstreamSettings;
import jakarta.servlet.ServletContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * What the operator sets outside the configuration directory, and where it was found.
 *
 * <p>Each setting is looked for in the deployment's JNDI environment ({@code
 * java:comp/env/gatehouse.config}), its context parameters, the system properties, and the
 * environment ({@code GATEHOUSE_CONFIG}), in this order; the first one counts.
 */
final class Settings {

  /** The settings that there are, with what holds where the operator says nothing. */
  enum Key {
    CONFIG("gatehouse.config"),
    TRUSTED_PROXIES("gatehouse.trustedProxies"),
    RELOAD_INTERVAL_MILLIS("gatehouse.reloadIntervalMillis"),
    MAX_INTEGRATION_TIMEOUT_MILLIS("gatehouse.maxIntegrationTimeoutMillis"),
    CONNECT_TIMEOUT_MILLIS("gatehouse.connectTimeoutMillis"),
    IDLE_TIMEOUT_MILLIS("gatehouse.idleTimeoutMillis"),
    MAX_RESPONSE_HEAD_BYTES("gatehouse.maxResponseHeadBytes"),
    MAX_CONNECTIONS("gatehouse.maxConnections"),
    MAX_CONNECTIONS_PER_UPSTREAM("gatehouse.maxConnectionsPerUpstream");

    private final String property;

    Key(String property) {
      this.property = property;
    }

    /** {@code GATEHOUSE_CONFIG} for {@code gatehouse.config}. */
    private String environmentName() {
      return property.replaceAll("([A-Z])", "_$1").replace('.', '_').toUpperCase(Locale.ROOT);
    }
  }

  private static final int DEFAULT_RELOAD_MILLIS = 500;
  private static final int DEFAULT_TIMEOUT_MILLIS = 30_000;
  private static final int DEFAULT_HEAD_BYTES = 8_192;

  private final Function<String, @Nullable String> ofDeployment;
  private final Function<String, @Nullable String> properties;
  private final Map<String, String> environment;

  /**
   * Settings from these sources.
   *
   * @param ofDeployment JNDI and context parameters
   * @param properties system properties
   * @param environment the process's environment
   */
  Settings(
      Function<String, @Nullable String> ofDeployment,
      Function<String, @Nullable String> properties,
      Map<String, String> environment) {
    this.ofDeployment = ofDeployment;
    this.properties = properties;
    this.environment = environment;
  }

  /** The settings of this deployment. */
  static Settings of(ServletContext context) {
    return new Settings(
        name -> {
          String jndi = given(fromJndi(name));
          return jndi == null ? context.getInitParameter(name) : jndi;
        },
        System::getProperty,
        System.getenv());
  }

  /** Where the configuration is; see docs/operations.md for the default. */
  Path configurationDirectory() {
    String set = get(Key.CONFIG);
    if (set != null) {
      try {
        return Path.of(set).toAbsolutePath().normalize();
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException(
            "setting %s is no path of a directory: %s"
                .formatted(Key.CONFIG.property, e.getMessage()),
            e);
      }
    }
    for (String base : new String[] {"catalina.base", "jetty.base"}) {
      String directory = properties.apply(base);
      if (directory != null) {
        return Path.of(directory, "gatehouse").toAbsolutePath().normalize();
      }
    }
    return Path.of("gatehouse").toAbsolutePath();
  }

  /** The directory, and how it came to be this one; for the log. */
  String describeConfigurationDirectory() {
    Path directory = configurationDirectory();
    return get(Key.CONFIG) == null
        ? directory
            + " (the default; to change it, set the JNDI entry or context parameter"
            + " gatehouse.config, the system property gatehouse.config, or the environment"
            + " variable GATEHOUSE_CONFIG)"
        : directory.toString();
  }

  TrustedProxies trustedProxies() {
    String list = get(Key.TRUSTED_PROXIES);
    try {
      return list == null ? TrustedProxies.NONE : TrustedProxies.parse(list);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting " + Key.TRUSTED_PROXIES.property + ": " + e.getMessage(), e);
    }
  }

  Duration reloadInterval() {
    return millis(Key.RELOAD_INTERVAL_MILLIS, DEFAULT_RELOAD_MILLIS, 10, 60_000);
  }

  int maxIntegrationTimeoutMillis() {
    return number(Key.MAX_INTEGRATION_TIMEOUT_MILLIS, DEFAULT_TIMEOUT_MILLIS, 50, 86_400_000);
  }

  /** Below the 8 KiB that Tomcat and Jetty have for a head unless they are told otherwise. */
  int maxResponseHeadBytes() {
    return number(Key.MAX_RESPONSE_HEAD_BYTES, DEFAULT_HEAD_BYTES, 1_024, 1_048_576);
  }

  UpstreamSettings upstream() {
    UpstreamSettings usual = UpstreamSettings.DEFAULT;
    return new UpstreamSettings(
        number(Key.MAX_CONNECTIONS_PER_UPSTREAM, usual.maxConnectionsPerOrigin(), 1, 1_000_000),
        number(Key.MAX_CONNECTIONS, usual.maxConnections(), 1, 1_000_000),
        millis(Key.CONNECT_TIMEOUT_MILLIS, (int) usual.connectTimeout().toMillis(), 50, 600_000),
        millis(Key.IDLE_TIMEOUT_MILLIS, (int) usual.idleTimeout().toMillis(), 50, 86_400_000),
        usual.keepAlive(),
        usual.timeToLive());
  }

  private Duration millis(Key key, int usual, int least, int most) {
    return Duration.ofMillis(number(key, usual, least, most));
  }

  private int number(Key key, int usual, int least, int most) {
    String text = get(key);
    if (text == null) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw new IllegalArgumentException(
        "setting %s is `%s`: write a whole number from %d to %d"
            .formatted(key.property, text, least, most));
  }

  private @Nullable String get(Key key) {
    String value = given(ofDeployment.apply(key.property));
    if (value == null) {
      value = given(properties.apply(key.property));
    }
    return value == null ? given(environment.get(key.environmentName())) : value;
  }

  /** A blank value says nothing. */
  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * The names are those of {@link Key} and nobody else's, so what is looked up is the operator's.
   */
  @SuppressWarnings("BanJNDI")
  private static @Nullable String fromJndi(String name) {
    try {
      InitialContext naming = new InitialContext();
      try {
        Object value = naming.lookup("java:comp/env/" + name);
        return value == null ? null : value.toString();
      } finally {
        naming.close();
      }
    } catch (NamingException e) {
      // No such entry, or a container without JNDI: both mean that nothing is set there.
      return null;
    }
  }
}
