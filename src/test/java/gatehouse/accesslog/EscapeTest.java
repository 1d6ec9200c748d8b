package gatehouse.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EscapeTest {

  /** All characters of the first plane, halves of pairs among them. */
  private static final String ALL =
      IntStream.rangeClosed(0, 0xffff).mapToObj(c -> (char) c + " ").collect(Collectors.joining());

  @ParameterizedTest
  @EnumSource
  void nothing_that_breaks_a_line_or_hides_is_left(Escape escape) {
    String escaped = escaped(escape, ALL);
    assertEquals(
        List.of(),
        escaped
            .codePoints()
            .filter(
                c ->
                    Character.isISOControl(c)
                        || c == 0x2028
                        || c == 0x2029
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE)
            .boxed()
            .toList());
  }

  @Test
  void a_string_of_json_says_what_the_value_says() throws Exception {
    String value = ALL + "\ud83d\ude00\udb40\udc41";
    assertEquals(
        whole(value),
        new ObjectMapper().readValue('"' + escaped(Escape.JSON, value) + '"', String.class));
  }

  @Test
  void xml_says_what_the_value_says_as_far_as_xml_can() throws Exception {
    String value = ALL + "\ud83d\ude00";
    String escaped = escaped(Escape.XML, value);
    byte[] xml =
        ("<r a=\"" + escaped + "\" b='" + escaped + "'>" + escaped + "</r>")
            .getBytes(StandardCharsets.UTF_8);
    var root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml))
            .getDocumentElement();
    String expected =
        whole(value).replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff]", "\ufffd");
    assertEquals(expected, root.getAttribute("a"));
    assertEquals(expected, root.getAttribute("b"));
    assertEquals(expected, root.getTextContent());
  }

  @Test
  void quotes_in_csv_are_doubled() {
    assertEquals("a\"\"b,\\", escaped(Escape.CSV, "a\"b,\\"));
    assertEquals("a\\u0022b\\u002c\\", escaped(Escape.CSV_PART, "a\"b,\\"));
  }

  @Test
  void quotes_and_backslashes_in_text_are_escaped() {
    assertEquals("a\\\"b\\\\'\\u000d\\u000a", escaped(Escape.TEXT, "a\"b\\'\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, a",
    "2, a",
    "3, aä",
    "8, aä",
    "9, aä\\u0001",
    "12, aä\\u0001",
    "13, aä\\u0001😀",
    "14, aä\\u0001😀b"
  })
  void a_value_is_cut_between_two_characters(int mostBytes, String cut) {
    StringBuilder out = new StringBuilder("before");
    int bytes = Escape.JSON.append(out, "a\u00e4\u0001\ud83d\ude00b", mostBytes);
    assertEquals("before" + cut, out.toString());
    assertEquals(cut.getBytes(StandardCharsets.UTF_8).length, bytes);
    assertFalse(bytes > mostBytes);
  }

  /** Halves of pairs are lost. */
  private static String whole(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
  }

  private static String escaped(Escape escape, String value) {
    StringBuilder out = new StringBuilder();
    escape.append(out, value, Integer.MAX_VALUE);
    return out.toString();
  }
}
