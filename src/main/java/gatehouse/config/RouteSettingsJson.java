package gatehouse.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how routes are treated. AWS: {@code RouteSettings} of the ApiGatewayV2 API. */
final class RouteSettingsJson {

  private static final String BURST = "ThrottlingBurstLimit";
  private static final String RATE = "ThrottlingRateLimit";
  private static final String METRICS = "DetailedMetricsEnabled";

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("an object of route settings")
          .read(BURST, RATE, METRICS)
          .only("DataTraceEnabled", false)
          .only("LoggingLevel", "OFF");

  private RouteSettingsJson() {}

  /** The settings of all routes; {@link RouteSettings#NONE} when they are absent. */
  static RouteSettings read(ObjectJson stage, String property) {
    ObjectJson in = stage.object(property);
    if (in == null) {
      return RouteSettings.NONE;
    }
    PROPERTIES.check(in);
    return new RouteSettings(
        in.wholeNumber(BURST, 0, Integer.MAX_VALUE, "requests at one moment, 0 lets nothing pass"),
        rate(in),
        in.bool(METRICS));
  }

  /** The settings of single routes by route key; empty when they are absent. */
  static Map<String, RouteSettings> readByKey(ObjectJson stage, String property) {
    Map<String, RouteSettings> settings = new LinkedHashMap<>();
    ObjectJson in = stage.object(property);
    if (in != null) {
      in.node().fieldNames().forEachRemaining(key -> settings.put(key, read(in, key)));
    }
    return settings;
  }

  private static @Nullable Double rate(ObjectJson in) {
    JsonNode value = in.node().get(RATE);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      in.problem(RATE, ObjectJson.wrongType("a number", value));
      return null;
    }
    double rate = value.doubleValue();
    if (!Double.isFinite(rate) || rate < 0) {
      in.problem(
          RATE,
          "is %s, but must be 0 or more: requests per second, 0 lets nothing pass"
              .formatted(value.asText()));
      return null;
    }
    return rate;
  }
}
