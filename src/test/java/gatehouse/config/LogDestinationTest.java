package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.LogDestination.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogDestinationTest {

  @ParameterizedTest
  @CsvSource({
    "arn:aws:logs:us-east-1:123456789012:log-group:pets, USUAL",
    "arn:aws:logs:us-east-1:123456789012:log-group:/aws/http-api/pets_1.x#y:*, USUAL",
    "arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:pets:*, USUAL",
    "container, CONTAINER",
    "stdout, STDOUT",
    "file:access.log, FILE",
    "file:/var/log/a b/access.log, FILE",
    "file:a/..b/c.log, FILE",
  })
  void destinations_have_these_forms(String text, Kind kind) {
    assertEquals(new LogDestination(kind, text), LogDestination.parse(text));
  }

  @Test
  void a_file_has_a_path() {
    assertEquals("a/b.log", LogDestination.parse("file:a/b.log").path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Container",
        "access.log",
        "file:",
        "arn:aws:firehose:us-east-1:123456789012:deliverystream/amazon-apigateway-x",
        "arn:aws:logs:us-east-1:123456789012:log-group:",
        "arn:aws:logs:us-east-1:123456789012:log-group:a b",
      })
  void what_is_no_destination_is_refused_with_the_forms(String text) {
    assertEquals(
        "is `%s`: write the ARN of a log group of CloudWatch, `container`, `stdout`, or a file such as `file:access.log`"
            .formatted(text),
        refusal(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:logs/", "file:a\nb", "file:a\0b"})
  void what_names_no_file_is_refused(String text) {
    assertEquals(
        "is `%s`, which names no file: write one such as `file:access.log`"
            .formatted(text.replace("\n", "\\u000a").replace("\0", "\\u0000")),
        refusal(text));
  }

  @ParameterizedTest
  @CsvSource({"file:../x, ..", "file:/a/../b, ..", "file:a/.., ..", "file:./x, .", "file:., ."})
  void a_path_does_not_go_up(String text, String name) {
    assertEquals("is `%s`: write the path without `%s`".formatted(text, name), refusal(text));
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> LogDestination.parse(text))
        .getMessage();
  }
}
