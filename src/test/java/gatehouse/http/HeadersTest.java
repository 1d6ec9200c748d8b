package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

  private final Headers headers = Headers.of("A", "1", "b", "2", "a", "3", "C", "");

  @Test
  void order_repetitions_and_case_are_kept() {
    List<String> all = new ArrayList<>();
    headers.forEach((name, value) -> all.add(name + "=" + value));

    assertEquals(List.of("A=1", "b=2", "a=3", "C="), all);
    assertEquals(4, headers.size());
    assertEquals("b", headers.name(1));
    assertEquals("2", headers.value(1));
  }

  @Test
  void names_compare_without_regard_to_case() {
    assertEquals("1", headers.first("a"));
    assertEquals("1", headers.first("A"));
    assertEquals(List.of("1", "3"), headers.all("A"));
    assertEquals("", headers.first("c"));
    assertTrue(headers.contains("B"));
    assertFalse(headers.contains("d"));
    assertNull(headers.first("d"));
    assertEquals(List.of(), headers.all("d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX: y",
        "a\nb",
        "a\rb",
        "\0",
        "a\0",
        "\u0001",
        "\u001b[2J",
        "\u007f",
        "\u010d\u010a",
        "\u560a",
        "\ud83d\udc36",
        "\u0100",
        "\u2028",
        "\b"
      })
  void values_that_could_break_out_are_refused(String value) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new Headers.Builder(1).add("X-Odd", value));

    assertEquals("illegal character in the value of header X-Odd", refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "\t", "a\tb", " a ", "\u00e4\u00ff\u0080\u00a0", "\"\\;,=%0d%0a~"})
  void latin_1_and_tabs_are_kept_as_they_are(String value) {
    assertEquals(value, Headers.of("X-Fine", value).first("X-Fine"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "a:", ":a", "a\r", "a\n", "a\0", "\u00e4", "a\u010d", "a(", "a/b", "a\"",
        "a\u007f", "a@b", "a[b]", "a{b}", "\t"
      })
  void names_that_are_no_tokens_are_refused(String name) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new Headers.Builder(1).add(name, "secret"));

    assertEquals("a header name is not a token", refusal.getMessage());
  }

  @Test
  void every_character_of_a_token_may_be_in_a_name() {
    String name = "azAZ09!#$%&'*+-.^_`|~";

    assertEquals("x", Headers.of(name, "x").first(name));
  }

  @Test
  void a_builder_grows() {
    Headers.Builder builder = new Headers.Builder(0);
    for (int i = 0; i < 100; i++) {
      builder.add("N" + i, "v" + i);
    }
    Headers many = builder.build();

    assertEquals(100, many.size());
    assertEquals("v99", many.first("n99"));
  }

  @Test
  void what_is_added_behind_a_build_is_not_in_what_was_built() {
    Headers.Builder builder = new Headers.Builder(4).add("a", "1");
    Headers one = builder.build();
    builder.add("b", "2");

    assertEquals(1, one.size());
    assertFalse(one.contains("b"));
  }

  @Test
  void no_fields_are_one_object() {
    assertSame(Headers.EMPTY, new Headers.Builder(7).build());
  }

  @Test
  void to_string_shows_names_only() {
    assertEquals("[authorization]", Headers.of("Authorization", "secret").toString());
  }

  @Test
  void equality_is_that_of_all_fields() {
    assertEquals(Headers.of("a", "1"), Headers.of("a", "1"));
    assertEquals(Headers.of("a", "1").hashCode(), Headers.of("a", "1").hashCode());
    assertNotEquals(Headers.of("a", "1"), Headers.of("a", "2"));
  }
}
