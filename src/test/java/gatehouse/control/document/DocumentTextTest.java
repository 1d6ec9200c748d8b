package gatehouse.control.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentTextTest {

  @Test
  void what_begins_with_a_brace_is_json_and_anything_else_yaml() throws DocumentException {
    assertEquals("{\"a\":[1,true,null]}", read(" \n{\"a\": [1, true, null]}"));
    assertEquals("{\"a\":[1,true,null]}", read("a:\n  - 1\n  - true\n  - ~\n"));
    assertEquals("{\"a\":1}", read("\uFEFFa: 1"));
    assertEquals("{\"a\":1}", read("\uFEFF{\"a\": 1}"));
    assertEquals("{\"a\":1}", read("# why\n---\na: 1 # so\n...\n"));
  }

  @Test
  void scalars_are_those_of_yaml_1_2() throws DocumentException {
    assertEquals(
        "{\"on\":\"no\",\"a\":\"007\",\"b\":\"12:30:45\",\"c\":\"2026-01-01\",\"d\":\"0x1F\",\"e\":false}",
        read("on: no\na: 007\nb: 12:30:45\nc: 2026-01-01\nd: 0x1F\ne: False"));
    assertEquals("{\"200\":\"x\"}", read("200: x"));
  }

  @Test
  void numbers_keep_their_digits() throws DocumentException {
    for (String text : List.of("v: 1.0\nw: 1.10", "{\"v\": 1.0, \"w\": 1.10}")) {
      ObjectNode read = DocumentText.read(text);
      assertEquals("1.0", read.get("v").asText());
      assertEquals("1.10", read.get("w").asText());
    }
  }

  @Test
  void a_number_that_would_fill_memory_when_written_out_does_not() throws DocumentException {
    assertTrue(DocumentText.read("v: 1e999").get("v").asText().length() < 20);
    assertTrue(DocumentText.read("{\"v\": 1e999999999}").get("v").asText().length() < 20);
  }

  @Test
  void aliases_and_merge_keys_are_followed() throws DocumentException {
    assertEquals(
        "{\"base\":{\"a\":1,\"b\":2},\"one\":{\"b\":3,\"a\":1},\"two\":{\"a\":1,\"b\":2}}",
        read("base: &x {a: 1, b: 2}\none:\n  <<: *x\n  b: 3\ntwo: *x\n"));
    assertEquals("{\"a\":{\"x\":1,\"y\":2}}", read("a:\n  <<: [{x: 1}, {x: 9, y: 2}]"));
    assertEquals("{\"a\":\"t\",\"b\":\"t\"}", read("a: &x t\nb: *x"));
    assertEquals("{\"<<\":\"t\"}", read("'<<': t"));
  }

  @Test
  void a_bomb_of_aliases_is_refused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      String alias = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", List.of(alias, alias, alias, alias))));
    }
    assertRefused("has more than 500000 values", bomb.toString());
    StringBuilder deep = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 200; i++) {
      deep.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertRefused("is nested deeper than 100 levels", deep.toString());
    assertRefused("has an alias to what is not there", "a: &a [*a]");
    assertRefused("", "a: *nobody");
  }

  @Test
  void what_aliases_stand_for_counts_as_if_it_were_written_out() throws DocumentException {
    String text = "a: &a " + "x".repeat(1 << 19) + "\n";
    StringBuilder bomb = new StringBuilder(text);
    for (int i = 0; i < 12; i++) {
      bomb.append("b%d: *a\n".formatted(i));
    }
    assertRefused("has more than 6291456 characters", bomb.toString());
    assertRefused(
        "has more than 6291456 characters", text + "b: [%s]\nc: *a".formatted("*a,".repeat(12)));
    assertRefused(
        "has more than 6291456 characters",
        "a: &a {? %s : 1}\nb: [%s]".formatted("n".repeat(1_000), "*a,".repeat(6_400)));
    assertEquals(
        10, DocumentText.read(text + "b: [%s]".formatted("*a,".repeat(10))).get("b").size());
  }

  @Test
  void a_text_has_a_largest_length_in_either_language() {
    String text = "x".repeat((1 << 20) + 1);
    assertRefused("a text of more than 1048576 characters", "a: " + text);
    assertRefused("1048576 characters in a text", "{\"a\": \"%s\"}".formatted(text));
  }

  @Test
  void values_are_counted_in_json_before_there_are_any() throws DocumentException {
    assertRefused(
        "line 1, column 1500001, has more than 500000 values",
        "{\"a\":[%s]}".formatted(String.join(",", Collections.nCopies(1_000_000, "{}"))));
    String rest = String.join(",", Collections.nCopies(499_998, "0"));
    assertEquals(499_998, DocumentText.read("{\"a\":[%s]}".formatted(rest)).get("a").size());
    assertRefused("more than 500000 values", "{\"a\":[%s,0]}".formatted(rest));
  }

  @Test
  void deep_nesting_is_refused_in_either_language() {
    assertRefused("beyond what is read", "{\"a\":" + "[".repeat(1_000_000));
    assertRefused("nested deeper than 100 levels", "a: " + "[".repeat(1_000_000));
    assertRefused("nested deeper than 100 levels", "- ".repeat(1_000_000) + "x");
    assertRefused("nested deeper than 100 levels", "a: " + "{a: ".repeat(1_000_000));
    assertRefused("", "? ".repeat(1_000_000) + "x");
  }

  @Test
  void long_documents_are_refused_before_anybody_looks_at_them() {
    String message = "the document is longer than 6 MiB, the most that is read";
    assertEquals(message, refusal("a: " + "x".repeat(16 << 20)));
    assertEquals(message, refusal("{\"a\": \"" + "x".repeat(16 << 20) + "\"}"));
    assertEquals(
        message,
        assertThrows(DocumentException.class, () -> DocumentText.decoded(new byte[32 << 20]))
            .getMessage());
    assertRefused("has more than 500000 values", "a:\n" + "- x\n".repeat(1_000_000));
  }

  @Test
  void names_that_are_there_twice_are_refused() {
    assertRefused("has the name 'a' twice in one object", "a: 1\nb: 2\na: 3");
    assertRefused("Duplicate field 'a'", "{\"a\": 1, \"a\": 2}");
    assertRefused("has the name '<<' twice", "x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x");
  }

  @Test
  void nothing_chooses_a_type() throws DocumentException {
    assertRefused(
        "has the tag 'tag:yaml.org,2002:javax.script.ScriptEngineManager'",
        "a: !!javax.script.ScriptEngineManager [x]");
    assertRefused("has the tag '!Sub'", "a: !Sub x");
    assertRefused("has the tag", "a: !!binary aGFsbG8=");
    assertRefused("has the tag", "a: !!set {x}");
    assertEquals("{\"a\":\"7\"}", read("a: !!str 7"));
  }

  @Test
  void what_is_no_single_object_is_refused() {
    assertRefused("the document is no object", "- a");
    assertRefused("the document is no object", "just text");
    assertRefused("the document is empty", "");
    assertRefused("the document is empty", "# nothing\n");
    assertRefused("begins a second document", "a: 1\n---\nb: 2");
    assertRefused("goes on behind its end", "{} {}");
    assertRefused("has a list or an object where a name should be", "? [a]\n: b");
    assertRefused(
        "has a list or an object where a name should be", "{{a: b}: c}".replace("{{", "x: {{"));
  }

  @Test
  void faults_are_told_with_their_place_on_one_line() {
    assertRefused("line 2, column", "a: 1\n b: [");
    assertRefused("line 2, column", "{\"a\": 1,\n b}");
    assertRefused("", "a: \u0007");
    assertRefused("", "%TAG ! tag:x,2000:\n---\na: !b c");
    String message = refusal("a: \"" + "x".repeat(1_000) + "\n\u2028: ]");
    assertTrue(message.length() < 320, message);
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() throws DocumentException {
    for (byte[] bytes :
        List.of(
            new byte[] {'a', (byte) 0xff},
            "a: ä".getBytes(StandardCharsets.ISO_8859_1),
            "a: x".getBytes(StandardCharsets.UTF_16))) {
      assertEquals(
          "the document is no UTF-8",
          assertThrows(DocumentException.class, () -> DocumentText.decoded(bytes)).getMessage());
    }
    assertEquals("ä", DocumentText.decoded("ä".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void yaml_that_is_written_reads_the_same() throws DocumentException {
    ObjectNode tree =
        DocumentText.read(
            "{\"no\": \"no\", \"true\": \"~\", \"a b\": [\"1.0\", 1, 2.50, true, null, \"\", [], {}],"
                + " \"$ref\": \"#/x: y\", \"nested\": {\"list\": [{\"a\": \"line\\nline \\u0007 \\u2028 ä \uD83D\uDE00\"}]},"
                + " \"<<\": \"x\", \"200\": \""
                + "long ".repeat(100)
                + "\"}");
    String yaml = DocumentText.yaml(tree);
    ObjectNode again = DocumentText.read(yaml);
    assertEquals(tree, again);
    assertFalse(yaml.contains("\t"), yaml);
  }

  @Test
  void garbage_is_refused_and_never_a_defect() {
    Random random = new Random(7);
    String alphabet = "{}[]:,-?&*!|>'\"%@`#~<= \n\tab01\\$/x";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(30); n >= 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        DocumentText.read(text.toString());
      } catch (DocumentException e) {
        assertFalse(e.getMessage().isEmpty(), text.toString());
      }
    }
  }

  private static String read(String text) throws DocumentException {
    return DocumentText.read(text).toString();
  }

  private static String refusal(String text) {
    return assertThrows(DocumentException.class, () -> DocumentText.read(text)).getMessage();
  }

  private static void assertRefused(String part, String text) {
    String message = refusal(text);
    assertTrue(message.contains(part), message);
    assertTrue(message.lines().count() == 1 && message.length() < 320, message);
  }
}
