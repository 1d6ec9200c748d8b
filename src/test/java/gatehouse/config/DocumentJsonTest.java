package gatehouse.config;

import static gatehouse.config.ConfigurationJsonTest.problems;
import static gatehouse.config.ConfigurationJsonTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentJsonTest {

  private static final String FINE = "{\"RouteKey\":\"GET /\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"RouteKey\" \"GET /\"} | is not valid JSON, at line 1, column 13: Unexpected character ('\"' (code 34)): was expecting a colon to separate field name and value",
        "{\"RouteKey\":\"GET /\",} | is not valid JSON, at line 1, column 21: Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
        "{\"RouteKey\":\"GET /\" | is not valid JSON, at line 1, column 20: Unexpected end-of-input: expected close marker for Object",
        "{\"Target\":\"a\",\"Target\":\"b\"} | is not valid JSON, at line 1, column 23: Duplicate field 'Target'",
        "{\"RouteKey\":\"GET /\"} {} | goes on behind its end, at line 1, column 22: keep one JSON object per file",
        "[] | is a list, but must be a JSON object",
        "\"x\" | is a string, but must be a JSON object",
        "null | is null, but must be a JSON object",
      })
  void what_is_no_json_object_is_told_with_line_and_column(String json, String message) {
    assertEquals(List.of("routes/a.json: " + message), problems(Map.of("routes/a.json", json)));
  }

  @Test
  void an_empty_file_is_told() {
    assertEquals(
        List.of("routes/a.json: is empty: write a JSON object"),
        problems(Map.of("routes/a.json", " ")));
  }

  @Test
  void line_and_column_count_lines() {
    Assertions.assertTrue(
        problems(Map.of("routes/a.json", "{\n  \"RouteKey\": nope\n}"))
            .get(0)
            .startsWith("routes/a.json: is not valid JSON, at line 2, column "));
  }

  @Test
  void deep_nesting_is_refused() {
    String deep = "{\"Tags\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertEquals(
        List.of(
            "routes/a.json: goes beyond what is read, at line 1, column 109: keep to 100 levels of nesting and 100000 characters in a string"),
        problems(Map.of("routes/a.json", deep)));
  }

  @Test
  void endless_strings_are_refused() {
    assertEquals(
        1,
        problems(Map.of("routes/a.json", "{\"RouteKey\":\"" + "x".repeat(200_000) + "\"}")).size());
  }

  @Test
  void a_file_over_1_mib_is_refused_and_one_of_1_mib_is_read() {
    String padding = " ".repeat(ConfigurationFiles.LARGEST_FILE - FINE.length());
    assertEquals(1, read(Map.of("routes/a.json", FINE + padding)).plain().routes().size());
    assertEquals(
        List.of(
            "routes/a.json: is larger than 1 MiB, the most that is read: split what it holds, or remove it"),
        problems(Map.of("routes/a.json", FINE + padding + " ")));
  }

  @Test
  void a_byte_order_mark_is_accepted() {
    assertEquals(1, read(Map.of("routes/a.json", "\ufeff" + FINE)).plain().routes().size());
  }

  @Test
  void what_is_no_utf_8_is_refused() {
    byte[] latin1 = "{\"RouteKey\":\"GET /é\"}".getBytes(StandardCharsets.ISO_8859_1);
    ConfigurationFiles files = new ConfigurationFiles(Map.of("routes/a.json", latin1), List.of());
    Assertions.assertThrows(
        ConfigurationException.class, () -> new ConfigurationJson().read(files));
  }
}
