package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParametersTest {

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a+b, a b",
    "a%20b, a b",
    "a%2Bb, a+b",
    "%C3%A9, é",
    "%c3%a9, é",
    "%F0%9F%90%B6, 🐶",
    "%, %",
    "%4, %4",
    "%4g, %4g",
    "%%41, %A",
    "%FF, %FF",
    "a%FFb%41, a%FFbA",
    "%41%C3%28, A%C3(",
    "%C3, %C3",
    "%C0%AF, %C0%AF",
    "+%+, ' % '",
    "é%41, éA"
  })
  void escapes_are_decoded_and_broken_ones_stay(String text, String decoded) {
    assertEquals(decoded, QueryParameters.decoded(text));
  }

  @Test
  void whatever_a_form_encodes_comes_back() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(8), 1, 0xd7ff).forEach(text::appendCodePoint);
      String encoded = URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
      assertEquals(text.toString(), QueryParameters.decoded(encoded), encoded);
    }
  }

  @Test
  void all_values_of_a_name_are_found_in_their_order() {
    String query = "a=1&b=2&a=&%61=3%264&A=5&a&&=6";
    assertEquals(List.of("1", "", "3&4", ""), QueryParameters.values(query, "a"));
    assertEquals(List.of("5"), QueryParameters.values(query, "A"));
    assertEquals(List.of("6"), QueryParameters.values(query, ""));
    assertEquals(List.of(), QueryParameters.values(query, "c"));
    assertEquals(List.of(), QueryParameters.values("", ""));
    assertEquals(List.of(), QueryParameters.values(null, "a"));
  }

  @Test
  void only_the_first_equals_sign_ends_a_name() {
    assertEquals(List.of("b=c"), QueryParameters.values("a=b=c", "a"));
    assertEquals("a", QueryParameters.name("a=b=c"));
    assertEquals("a b", QueryParameters.name("a+b"));
  }
}
