package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.config.LogFormat;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.testkit.Exchanges;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTemplateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"id\":\"$context.requestId\"}                  | JSON",
        "  {\"id\":\"$context.requestId\"}               | JSON",
        "[$context.requestTime] $context.requestId        | TEXT",
        " <r>$context.requestId</r>                       | XML",
        "$context.requestId,$context.status               | CSV",
        "\"$context.requestId\",\"$context.status\"       | CSV",
        "$context.requestId                               | TEXT",
        "$context.requestId - $context.status,x           | TEXT",
        "\"$context.requestId\" x,                        | TEXT",
        "id,$context.requestId,x                          | TEXT",
        "$context.requestId$context.status,               | TEXT",
      })
  void the_beginning_of_a_format_says_what_its_lines_are(String format, LineKind kind) {
    assertEquals(kind, template(format).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":$context.requestId,\"a\":\"$context.identity.userAgent\"}",
        "{\"id\":$context.requestId,\"a\":$context.identity.userAgent}",
        "{\"id\":$context.requestId,\"$context.identity.userAgent\":[$context.identity.userAgent]}",
        "{\"x\":[\"a\\\"$context.requestId\", \"x$context.identity.userAgent\\\\\",$context.identity.userAgent]}",
      })
  void lines_of_json_can_always_be_parsed(String format) throws Exception {
    LineTemplate template = template(format);
    for (String agent :
        new String[] {
          "\"",
          "\\",
          "\",\"admin\":\"",
          "}\u0085{",
          "\t",
          "1",
          "01",
          "-",
          "1e5",
          "-1.5E-3",
          ".5",
          "true",
          "nul",
          "null",
          "NaN",
          "",
          "9".repeat(5_000),
          "\u00ff\u00ad"
        }) {
      String line = template.line(agent(agent));
      JsonNode node = new ObjectMapper().readTree(line);
      assertTrue(node.isContainerNode(), line);
      assertEquals(-1, line.indexOf('\u0085'));
    }
    new ObjectMapper().readTree(template.line(Exchanges.get("/", null)));
  }

  @Test
  void a_value_outside_of_a_string_of_json_keeps_its_text() throws Exception {
    LineTemplate template =
        template("{\"id\":$context.requestId,\"a\":$context.identity.userAgent}");
    for (String agent : new String[] {"01", "nul", "null", "x", "", "9".repeat(200)}) {
      assertEquals(
          agent, new ObjectMapper().readTree(template.line(agent(agent))).get("a").textValue());
    }
    assertEquals("{\"id\":\"id=\",\"a\":-1.5E-3}", template.line(agent("-1.5E-3")));
    assertEquals("{\"id\":\"id=\",\"a\":false}", template.line(agent("false")));
    assertEquals("{\"id\":\"id=\",\"a\":null}", template.line(Exchanges.get("/", null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "$context.error.messageString $context.requestId           | \"say \\\"no\\\"\" id=",
        "\"$context.error.messageString\" $context.requestId       | \"\\\"say \\\\\\\"no\\\\\\\"\\\"\" id=",
        "$context.requestId,$context.error.messageString,x         | id=,\"say \"\"no\"\"\",x",
        "{\"e\":$context.error.messageString,\"i\":$context.requestId} | {\"e\":\"say \\\"no\\\"\",\"i\":\"id=\"}",
        "<e i=\"$context.requestId\">$context.error.message</e>    | <e i=\"id=\">say &quot;no&quot;</e>",
      })
  void a_message_in_quotes_has_the_quotes_of_its_line(String format, String line) {
    Exchange exchange = Exchanges.get("/", null);
    exchange.outcome().refused("say \"no\"", "DEFAULT_5XX");

    assertEquals(line, template(format).line(exchange));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "=1+1   | '=1+1",
        "+1     | '+1",
        "@x     | '@x",
        "-1+1   | '-1+1",
        "-      | -",
        "-aB_9= | -aB_9=",
        "a=b    | a=b",
        "=a,b   | \"'=a,b\"",
        "a\"b   | \"a\"\"b\"",
      })
  void a_field_of_csv_is_no_formula_and_ends_where_it_should(String agent, String field) {
    assertEquals(
        "id=," + field + ",-",
        template("$context.requestId,$context.identity.userAgent,$context.status")
            .line(agent(agent)));
  }

  @Test
  void a_part_of_a_field_of_csv_does_not_end_it() {
    assertEquals(
        "id=,a a\\u002cb\\u0022,",
        template("$context.requestId,a $context.identity.userAgent,").line(agent("a,b\"")));
  }

  @Test
  void a_line_has_a_megabyte_at_most_and_keeps_its_text() throws Exception {
    String format =
        "{\"id\":\"$context.requestId\"" + ",\"\":\"$context.identity.userAgent\"".repeat(80) + "}";
    LineTemplate template = template(format);

    String line = template.line(agent("\u00e4\"".repeat(20_000)));

    int bytes = line.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= 1_048_576 && bytes > 1_000_000, () -> "bytes: " + bytes);
    assertTrue(new ObjectMapper().readTree(line).isObject());
  }

  @Test
  void a_long_value_that_fits_is_not_cut() {
    String agent = "a".repeat(400_000);
    assertEquals(
        "id= " + agent,
        template("$context.requestId $context.identity.userAgent").line(agent(agent)));
  }

  private static LineTemplate template(String format) {
    return new LineTemplate(LogFormat.parse(format));
  }

  static Exchange agent(String agent) {
    return Exchanges.of(
        Exchanges.request("GET", "/", null, Headers.of("User-Agent", agent), Body.EMPTY));
  }
}
