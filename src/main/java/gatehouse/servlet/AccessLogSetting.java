package gatehouse.servlet;

import gatehouse.accesslog.AccessLogOptions;
import gatehouse.config.AccessLogSettings;
import gatehouse.config.LogDestination;
import gatehouse.config.LogFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the operator sets for access logs. */
final class AccessLogSetting {

  /** With it and the ten old ones a log takes about a gigabyte. */
  private static final int DEFAULT_FILE_BYTES = 100 * 1_048_576;

  private static final int DEFAULT_KEPT_FILES = 10;

  private final SettingSource source;

  AccessLogSetting(SettingSource source) {
    this.source = source;
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException when one of them makes no sense, with the remedy
   */
  AccessLogOptions read() {
    LogDestination set = parsed(SettingKey.ACCESS_LOG, LogDestination::parse);
    if (set != null && set.kind() == LogDestination.Kind.USUAL) {
      throw new IllegalArgumentException(
          "setting %s is the ARN of a log group, for which it says where the lines go: write"
                  .formatted(SettingKey.ACCESS_LOG.property())
              + " `container`, `stdout`, or a file such as `file:access.log`");
    }
    LogDestination usual = set == null ? LogDestination.parse("container") : set;
    LogFormat format = parsed(SettingKey.ACCESS_LOG_FORMAT, LogFormat::parse);
    return new AccessLogOptions(
        usual,
        format == null ? null : new AccessLogSettings(usual, format),
        directory(),
        source.number(
            SettingKey.ACCESS_LOG_MAX_FILE_BYTES, DEFAULT_FILE_BYTES, 1_000, Integer.MAX_VALUE),
        source.number(SettingKey.ACCESS_LOG_KEPT_FILES, DEFAULT_KEPT_FILES, 0, 100_000));
  }

  /** Where the server has its own logs, unless it is set. */
  private Path directory() {
    Path set =
        parsed(
            SettingKey.ACCESS_LOG_DIRECTORY,
            text -> {
              try {
                return Path.of(text);
              } catch (InvalidPathException e) {
                throw new IllegalArgumentException("is no path: " + e.getMessage(), e);
              }
            });
    if (set != null) {
      return set.toAbsolutePath().normalize();
    }
    String base = source.systemProperty("catalina.base");
    if (base == null) {
      base = source.systemProperty("jetty.base");
    }
    return Path.of(base == null ? "" : base, "logs").toAbsolutePath().normalize();
  }

  private <T> @Nullable T parsed(SettingKey key, Function<String, T> parse) {
    String text = source.text(key);
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting %s %s".formatted(key.property(), e.getMessage()), e);
    }
  }
}
