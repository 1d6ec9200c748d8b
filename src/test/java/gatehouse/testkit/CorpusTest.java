package gatehouse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusTest {

  @Test
  void lines_end_with_cr_and_lf_unless_they_end_with_a_backslash() {
    assertEquals("a\r\n\r\nb", text(only("== one", "a", "", "b\\")));
  }

  @Test
  void escapes_are_single_bytes() {
    assertEquals("\0\r\n\t \\\u00ff\r\n", text(only("== one", "\\0\\r\\n\\t\\s\\\\\\xff")));
  }

  @Test
  void texts_may_be_repeated() {
    assertEquals("ababab\r\n", text(only("== one", "\\*3{ab}")));
    assertEquals("a\0\0", text(only("== one", "a\\*2{\\0}\\")));
  }

  @Test
  void each_variant_is_a_message() {
    List<Corpus.Message> all = Corpus.parse(List.of("== x", "| 1", "|", "a@@b\\"));
    assertEquals(List.of("a1b", "ab"), all.stream().map(CorpusTest::text).toList());
    assertEquals(List.of("x: 1", "x: "), all.stream().map(Corpus.Message::name).toList());
  }

  @Test
  void empty_lines_at_the_end_count_only_before_a_backslash() {
    List<Corpus.Message> all =
        Corpus.parse(List.of("== x", "a", "", "# b", "", "== y", "b", "", "\\"));
    assertEquals(List.of("a\r\n", "b\r\n\r\n"), all.stream().map(CorpusTest::text).toList());
  }

  @Test
  void comments_and_expectations_are_not_sent() {
    Corpus.Message message = only("# first", "", "== x -> whole hello", "# second", "a\\");
    assertEquals("x", message.name());
    assertEquals("whole hello", message.expectation());
    assertEquals("a", text(message));
  }

  @Test
  void nonces_are_replaced() {
    assertEquals("/12345/12345", new String(only("== x", "/NONCE/NONCE\\").with("12345"), UTF));
  }

  @Test
  void what_is_no_corpus_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Corpus.parse(List.of("a")));
    assertThrows(IllegalArgumentException.class, () -> Corpus.parse(List.of("== a", "\\q")));
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private static Corpus.Message only(String... lines) {
    List<Corpus.Message> all = Corpus.parse(List.of(lines));
    assertEquals(1, all.size());
    return all.get(0);
  }

  private static String text(Corpus.Message message) {
    return new String(message.bytes(), StandardCharsets.ISO_8859_1);
  }
}
