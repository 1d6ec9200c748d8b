package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.http.TrustedProxies;
import gatehouse.upstream.UpstreamSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private final Map<String, String> deployment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Settings settings =
      new Settings(new SettingSource(deployment::get, properties::get, environment));

  @Test
  void the_deployment_counts_before_properties_and_these_before_the_environment() {
    environment.put("GATEHOUSE_CONFIG", "/of/environment");
    assertEquals(Path.of("/of/environment"), settings.configurationDirectory());

    properties.put("gatehouse.config", "/of/properties");
    assertEquals(Path.of("/of/properties"), settings.configurationDirectory());

    deployment.put("gatehouse.config", "/of/deployment");
    assertEquals(Path.of("/of/deployment"), settings.configurationDirectory());
  }

  @ParameterizedTest
  @CsvSource({
    "GATEHOUSE_RELOAD_INTERVAL_MILLIS, 20",
    "GATEHOUSE_MAX_INTEGRATION_TIMEOUT_MILLIS, 60",
    "GATEHOUSE_CONNECT_TIMEOUT_MILLIS, 70",
    "GATEHOUSE_IDLE_TIMEOUT_MILLIS, 80",
    "GATEHOUSE_MAX_CONNECTIONS, 90",
    "GATEHOUSE_MAX_CONNECTIONS_PER_UPSTREAM, 100",
    "GATEHOUSE_KEEP_ALIVE_MILLIS, 110",
    "GATEHOUSE_DNS_REFRESH_MILLIS, 120",
    "GATEHOUSE_RETRIES, 3"
  })
  void names_of_environment_variables_are_those_of_the_properties_in_capitals(
      String name, String value) {
    environment.put(name, value);

    UpstreamSettings upstream = settings.upstream();
    Map<String, Long> effective =
        Map.of(
            "GATEHOUSE_RELOAD_INTERVAL_MILLIS",
            settings.reloadInterval().toMillis(),
            "GATEHOUSE_MAX_INTEGRATION_TIMEOUT_MILLIS",
            (long) settings.maxIntegrationTimeoutMillis(),
            "GATEHOUSE_CONNECT_TIMEOUT_MILLIS",
            upstream.connectTimeout().toMillis(),
            "GATEHOUSE_IDLE_TIMEOUT_MILLIS",
            upstream.idleTimeout().toMillis(),
            "GATEHOUSE_MAX_CONNECTIONS",
            (long) upstream.maxConnections(),
            "GATEHOUSE_MAX_CONNECTIONS_PER_UPSTREAM",
            (long) upstream.maxConnectionsPerOrigin(),
            "GATEHOUSE_KEEP_ALIVE_MILLIS",
            upstream.keepAlive().toMillis(),
            "GATEHOUSE_DNS_REFRESH_MILLIS",
            upstream.dnsRefresh().toMillis(),
            "GATEHOUSE_RETRIES",
            (long) settings.retries());
    effective.forEach(
        (setting, number) ->
            assertEquals(setting.equals(name), number == Long.parseLong(value), setting));
  }

  @Test
  void without_settings_the_defaults_hold() {
    assertEquals(UpstreamSettings.DEFAULT, settings.upstream());
    assertEquals(Duration.ofMillis(500), settings.reloadInterval());
    assertEquals(30_000, settings.maxIntegrationTimeoutMillis());
    assertSame(TrustedProxies.NONE, settings.trustedProxies());
  }

  @Test
  void blank_settings_are_none_and_spaces_around_others_do_not_matter() {
    properties.put("gatehouse.maxConnections", "  ");
    properties.put("gatehouse.reloadIntervalMillis", " 20 ");

    assertEquals(UpstreamSettings.DEFAULT.maxConnections(), settings.upstream().maxConnections());
    assertEquals(Duration.ofMillis(20), settings.reloadInterval());
  }

  @Test
  void by_default_the_directory_is_in_the_containers_base() {
    assertEquals(Path.of("gatehouse").toAbsolutePath(), settings.configurationDirectory());

    properties.put("jetty.base", "/srv/jetty");
    assertEquals(Path.of("/srv/jetty/gatehouse"), settings.configurationDirectory());

    properties.put("catalina.base", "/srv/tomcat/../tomcat");
    assertEquals(Path.of("/srv/tomcat/gatehouse"), settings.configurationDirectory());
  }

  @Test
  void a_relative_directory_becomes_an_absolute_one() {
    properties.put("gatehouse.config", "some/../where");

    assertEquals(Path.of("where").toAbsolutePath(), settings.configurationDirectory());
  }

  @Test
  void the_log_tells_how_to_change_a_default_directory() {
    properties.put("catalina.base", "/srv/tomcat");
    assertEquals(
        "/srv/tomcat/gatehouse (the default; to change it, set the JNDI entry or context parameter"
            + " gatehouse.config, the system property gatehouse.config, or the environment"
            + " variable GATEHOUSE_CONFIG)",
        settings.describeConfigurationDirectory());

    properties.put("gatehouse.config", "/etc/gatehouse");
    assertEquals("/etc/gatehouse", settings.describeConfigurationDirectory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "60001", "-20", "abc", "20.5", "20ms", "1e3", "99999999999", "٢٠٠x"})
  void numbers_that_make_no_sense_are_refused(String value) {
    properties.put("gatehouse.reloadIntervalMillis", value);

    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, settings::reloadInterval);

    assertEquals(
        "setting gatehouse.reloadIntervalMillis is `%s`: write a whole number from 10 to 60000"
            .formatted(value),
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "gatehouse.maxConnections, 0, 1, 1000000",
    "gatehouse.maxConnectionsPerUpstream, 1000001, 1, 1000000",
    "gatehouse.connectTimeoutMillis, 49, 50, 600000",
    "gatehouse.idleTimeoutMillis, 86400001, 50, 86400000"
  })
  void settings_of_upstreams_have_limits(String name, String value, int least, int most) {
    environment.put(
        name.replaceAll("([A-Z])", "_$1").replace('.', '_').toUpperCase(java.util.Locale.ROOT),
        value);

    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, settings::upstream);

    assertEquals(
        "setting %s is `%s`: write a whole number from %d to %d"
            .formatted(name, value, least, most),
        refusal.getMessage());
  }

  @Test
  void trusted_proxies_that_make_no_sense_are_refused_with_the_settings_name() {
    deployment.put("gatehouse.trustedProxies", "10.0.0.0/8, proxy.example");

    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, settings::trustedProxies);

    assertEquals(
        "setting gatehouse.trustedProxies: `proxy.example` is no address: write one such as"
            + " `10.0.0.0/8` or `192.168.1.7`",
        refusal.getMessage());
  }
}
