package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.pipeline.Traffic;
import gatehouse.size.Quotas;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficSettingsTest {

  private final Map<String, String> properties = new HashMap<>();
  private final Settings settings =
      new Settings(new SettingSource(name -> null, properties::get, Map.of()));

  @Test
  void without_settings_only_the_heap_limits() {
    assertEquals(Quotas.NONE, settings.traffic().quotas());
    assertEquals(
        TrafficSettings.inFlightOf(Runtime.getRuntime().maxMemory()),
        settings.traffic().maxInFlight());
    assertEquals(Traffic.UNLIMITED, settings.traffic().maxInFlightPerIntegration());
    properties.put("gatehouse.quotas", "none");
    assertEquals(Quotas.NONE, settings.traffic().quotas());
  }

  @ParameterizedTest
  @CsvSource({"1, 256", "33554432, 256", "268435456, 2048", "4294967296, 32768"})
  void so_many_requests_are_under_way_as_the_heap_holds(long heapBytes, int requests) {
    assertEquals(requests, TrafficSettings.inFlightOf(heapBytes));
    assertEquals(1_000_000, TrafficSettings.inFlightOf(Long.MAX_VALUE));
  }

  @Test
  void each_limit_has_a_setting_of_its_own() {
    properties.put("gatehouse.maxRequestBodyBytes", "5000000000");
    properties.put("gatehouse.maxResponseBodyBytes", "6000000000");
    properties.put("gatehouse.maxRequestHeadBytes", "700");
    properties.put("gatehouse.maxInFlight", "8");
    properties.put("gatehouse.maxInFlightPerIntegration", "9");

    assertEquals(
        new Quotas(5_000_000_000L, 6_000_000_000L, 700, false), settings.traffic().quotas());
    assertEquals(8, settings.traffic().maxInFlight());
    assertEquals(9, settings.traffic().maxInFlightPerIntegration());
  }

  @Test
  void aws_is_10_mb_each_way_and_10240_bytes_of_head() {
    properties.put("gatehouse.quotas", "aws");
    assertEquals(new Quotas(10_485_760, 10_485_760, 10_240, true), settings.traffic().quotas());

    properties.put("gatehouse.maxResponseBodyBytes", "700");
    assertEquals(new Quotas(10_485_760, 700, 10_240, true), settings.traffic().quotas());
  }

  @ParameterizedTest
  @CsvSource({
    "gatehouse.maxRequestBodyBytes, 10485760",
    "gatehouse.maxResponseBodyBytes, 10485760",
    "gatehouse.maxRequestHeadBytes, 10240",
    "gatehouse.maxIntegrationTimeoutMillis, 30000"
  })
  void with_aws_no_setting_may_be_larger_than_its_quota(String setting, long quota) {
    Executable reading =
        () -> {
          settings.traffic().quotas();
          settings.maxIntegrationTimeoutMillis();
        };
    properties.put(setting, Long.toString(quota + 1));
    assertEquals(quota + 1, largest(setting));
    properties.put("gatehouse.quotas", "aws");
    assertEquals(
        "setting %s is `%d`, but gatehouse.quotas is `aws`, and AWS has at most %d: lower it, or"
            + " remove one of the two",
        assertThrows(IllegalArgumentException.class, reading)
            .getMessage()
            .replace(setting, "%s")
            .replace("`" + (quota + 1) + "`", "`%d`")
            .replace("at most " + quota, "at most %d"));
  }

  private long largest(String setting) {
    Quotas quotas = settings.traffic().quotas();
    return switch (setting) {
      case "gatehouse.maxRequestBodyBytes" -> quotas.requestBodyBytes();
      case "gatehouse.maxResponseBodyBytes" -> quotas.responseBodyBytes();
      case "gatehouse.maxRequestHeadBytes" -> quotas.requestHeadBytes();
      default -> settings.maxIntegrationTimeoutMillis();
    };
  }

  @Test
  void other_quotas_than_aws_and_none_are_refused() {
    properties.put("gatehouse.quotas", "AWS");
    assertEquals(
        "setting gatehouse.quotas is `AWS`: write `aws` or `none`",
        assertThrows(IllegalArgumentException.class, () -> settings.traffic().quotas())
            .getMessage());
  }
}
