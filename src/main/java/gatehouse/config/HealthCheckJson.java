package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.config.Connection.HealthCheck;
import gatehouse.config.Connection.StatusRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how the hosts of a connection are asked how they are. */
final class HealthCheckJson {

  private static final String RANGE = "write a number in this range";
  private static final int USUAL_INTERVAL_MILLIS = 10_000;
  private static final int USUAL_TIMEOUT_MILLIS = 2_000;
  private static final int USUAL_HEALTHY_THRESHOLD = 2;
  private static final int USUAL_UNHEALTHY_THRESHOLD = 3;
  private static final StatusRange USUAL_STATUS = new StatusRange(200, 299);
  private static final Pattern STATUS = Pattern.compile("([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a health check")
          .read("Path", "IntervalMillis", "TimeoutMillis")
          .read("HealthyThreshold", "UnhealthyThreshold", "ExpectedStatus");

  private HealthCheckJson() {}

  /** The check of a connection; null when it has none, or one that cannot be made. */
  static @Nullable HealthCheck read(ObjectJson connection) {
    ObjectJson in = connection.object("HealthCheck");
    if (in == null) {
      return null;
    }
    PROPERTIES.check(in);
    in.require("Path", "\"/health\"");
    String path = in.text("Path", HealthCheckJson::path);
    StatusRange status = in.text("ExpectedStatus", HealthCheckJson::status);
    int interval = number(in, "IntervalMillis", 100, 3_600_000, USUAL_INTERVAL_MILLIS);
    int timeout = number(in, "TimeoutMillis", 50, 60_000, USUAL_TIMEOUT_MILLIS);
    int healthy = number(in, "HealthyThreshold", 1, 100, USUAL_HEALTHY_THRESHOLD);
    int unhealthy = number(in, "UnhealthyThreshold", 1, 100, USUAL_UNHEALTHY_THRESHOLD);
    return path == null
        ? null
        : new HealthCheck(
            path, interval, timeout, healthy, unhealthy, status == null ? USUAL_STATUS : status);
  }

  private static int number(ObjectJson in, String property, int least, int most, int usual) {
    Integer number = in.wholeNumber(property, least, most, RANGE);
    return number == null ? usual : number;
  }

  private static String path(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "is %s: write a path with a slash at its beginning".formatted(quoted(text)));
    }
    UriSyntax.checkLiteral(text);
    return text;
  }

  private static StatusRange status(String text) {
    Matcher matcher = STATUS.matcher(text);
    if (matcher.matches()) {
      String highest = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
      StatusRange range =
          new StatusRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(highest));
      if (range.lowest() <= range.highest()) {
        return range;
      }
    }
    throw new IllegalArgumentException(
        "is %s: write a status such as `200`, or a range such as `200-299`"
            .formatted(quoted(text)));
  }
}
