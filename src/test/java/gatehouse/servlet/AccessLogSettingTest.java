package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.accesslog.AccessLogOptions;
import gatehouse.config.AccessLogSettings;
import gatehouse.config.LogDestination;
import gatehouse.config.LogFormat;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogSettingTest {

  private final Map<String, String> properties = new HashMap<>();
  private final Settings settings =
      new Settings(new SettingSource(name -> null, properties::get, Map.of()));

  @Test
  void without_settings_lines_go_to_the_server_and_files_beside_its_own() {
    assertEquals(
        new AccessLogOptions(
            LogDestination.parse("container"),
            null,
            Path.of("logs").toAbsolutePath(),
            104_857_600,
            10),
        settings.accessLogs());
    properties.put("jetty.base", "/jetty");
    assertEquals(Path.of("/jetty/logs"), settings.accessLogs().directory());
    properties.put("catalina.base", "/tomcat");
    assertEquals(Path.of("/tomcat/logs"), settings.accessLogs().directory());
  }

  @Test
  void all_of_it_can_be_set() {
    properties.put("gatehouse.accessLog", "file:all.log");
    properties.put("gatehouse.accessLog.format", "$context.requestId");
    properties.put("gatehouse.accessLog.directory", "/var/log/../logs");
    properties.put("gatehouse.accessLog.maxFileBytes", "1000");
    properties.put("gatehouse.accessLog.keptFiles", "0");
    LogDestination usual = LogDestination.parse("file:all.log");

    assertEquals(
        new AccessLogOptions(
            usual,
            new AccessLogSettings(usual, LogFormat.parse("$context.requestId")),
            Path.of("/var/logs"),
            1_000,
            0),
        settings.accessLogs());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gatehouse.accessLog | syslog | setting gatehouse.accessLog is `syslog`: write the ARN of a log group of CloudWatch, `container`, `stdout`, or a file such as `file:access.log`",
        "gatehouse.accessLog | arn:aws:logs:us-east-1:123456789012:log-group:x | setting gatehouse.accessLog is the ARN of a log group, for which it says where the lines go: write `container`, `stdout`, or a file such as `file:access.log`",
        "gatehouse.accessLog.format | $context.status | setting gatehouse.accessLog.format has neither `$context.requestId` nor `$context.extendedRequestId`, one of which AWS demands: add it",
        "gatehouse.accessLog.maxFileBytes | 999 | setting gatehouse.accessLog.maxFileBytes is `999`: write a whole number from 1000 to 2147483647",
        "gatehouse.accessLog.keptFiles | -1 | setting gatehouse.accessLog.keptFiles is `-1`: write a whole number from 0 to 100000",
      })
  void what_makes_no_sense_is_refused_with_the_settings_name(
      String name, String value, String message) {
    properties.put(name, value);

    assertEquals(
        message, assertThrows(IllegalArgumentException.class, settings::accessLogs).getMessage());
  }
}
