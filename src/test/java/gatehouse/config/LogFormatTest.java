package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.LogFormat.Part;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "$context.requestId                       | <requestId>",
        "$context.extendedRequestId               | <extendedRequestId>",
        "$context.requestId$context.status,       | <requestId><status>,",
        "$context.status.$context.requestId..     | <status>.<requestId>..",
        "$context.authorizer.claims.a_b-$context.requestId | <authorizer.claims.a_b>-<requestId>",
        "$context.$context.requestId              | $context.<requestId>",
        "$context...x$context.requestId           | <..x><requestId>",
        "$$context.requestId$context              | $<requestId>$context",
        "${context.status} $Context.a $context.requestId | ${context.status} $Context.a <requestId>",
      })
  void names_of_variables_go_as_far_as_they_can(String format, String parts) {
    assertEquals(
        parts,
        LogFormat.parse(format).parts().stream()
            .map(part -> part.isVariable() ? "<" + part.text() + ">" : part.text())
            .collect(Collectors.joining()));
  }

  @Test
  void text_and_parts_are_what_was_written() {
    LogFormat format = LogFormat.parse("a\t$context.requestId \u00e4\ud83d\ude00");
    assertEquals("a\t$context.requestId \u00e4\ud83d\ude00", format.text());
    assertEquals(
        List.of(
            new Part(false, "a\t"),
            new Part(true, "requestId"),
            new Part(false, " \u00e4\ud83d\ude00")),
        format.parts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "$context.status", "$context.requestIds", "$context.requestid"})
  void a_format_tells_the_request_id(String format) {
    assertEquals(
        "has neither `$context.requestId` nor `$context.extendedRequestId`, one of which AWS demands:"
            + " add it",
        refusal(format));
  }

  @ParameterizedTest
  @ValueSource(chars = {'\n', '\r', '\u0000', '\u001b', '\u007f', '\u0085', '\u2028', '\u2029'})
  void a_format_is_one_line(char c) {
    assertEquals(
        "has a line break or a control character at position 19, `\\u%04x`: write it on one line"
            .formatted((int) c),
        refusal("$context.requestId" + c + "x"));
  }

  @Test
  void a_format_has_whole_characters() {
    String half = "has half a character at position 19: remove it";
    assertEquals(half, refusal("$context.requestId\ud83d"));
    assertEquals(half, refusal("$context.requestId\ude00x"));
  }

  @Test
  void a_format_has_3_kilobytes_at_most() {
    String longest = "$context.requestId" + "\u00e4".repeat((3_072 - 18) / 2);
    assertEquals(longest, LogFormat.parse(longest).text());
    assertEquals("has 3073 bytes: keep it to 3072", refusal(longest + "x"));
  }

  @Test
  void unknown_variables_are_warned_of() {
    assertEquals(
        List.of(
            "`$context.statsu` is unknown and logged as `-`: did you mean `$context.status`?",
            "`$context.Path` is unknown and logged as `-`: did you mean `$context.path`?",
            "`$context.quiteAnotherThing` is unknown and logged as `-`: remove it"),
        LogFormat.parse(
                "$context.statsu $context.statsu $context.Path $context.quiteAnotherThing"
                    + " $context.requestId $context.authorizer.x $context.authorizer.claims"
                    + " $context.authorizer.claims.sub $context.authorizer.principalId")
            .warnings());
  }

  private static String refusal(String format) {
    return assertThrows(IllegalArgumentException.class, () -> LogFormat.parse(format)).getMessage();
  }
}
