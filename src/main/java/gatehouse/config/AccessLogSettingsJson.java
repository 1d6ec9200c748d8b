package gatehouse.config;

import org.jspecify.annotations.Nullable;

/** Reads a stage's access log settings. AWS: {@code AccessLogSettings} of {@code Stage}. */
final class AccessLogSettingsJson {

  static final String PROPERTY = "AccessLogSettings";

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("access log settings").read("DestinationArn", "Format");

  private AccessLogSettingsJson() {}

  /** The settings of a stage; null when there are none, or wrong ones. An empty object is none. */
  static @Nullable AccessLogSettings read(ObjectJson stage) {
    ObjectJson in = stage.object(PROPERTY);
    if (in == null || in.node().isEmpty()) {
      return null;
    }
    PROPERTIES.check(in);
    in.require("DestinationArn", "\"container\"");
    in.require("Format", "\"$context.requestId $context.routeKey $context.status\"");
    LogDestination destination = in.text("DestinationArn", LogDestination::parse);
    LogFormat format = in.text("Format", LogFormat::parse);
    return destination == null || format == null
        ? null
        : new AccessLogSettings(destination, format);
  }
}
