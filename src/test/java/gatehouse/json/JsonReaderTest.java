package gatehouse.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonReaderTest {

  private static final JsonReader EXACT =
      JsonReader.with().deepest(5).longestNumber(20).longestString(10).exactNumbers().build();
  private static final JsonReader LENIENT =
      JsonReader.with().lastOfNames().exactNumbers().forgetfulOfNames().build();

  @Test
  void numbers_that_nobody_can_hold_are_faults_of_the_text() {
    for (String number :
        List.of("1e99999999999", "1e2147483649", "-0.0e-2147483647", "1e-3000000000")) {
      JsonFault fault = fault(EXACT, "{\"secret\":" + number + "}");
      assertEquals(JsonFault.Kind.SYNTAX, fault.kind(), number);
      assertNull(fault.getCause());
      assertTrue(!fault.toString().contains(number) && !fault.words().contains(number));
    }
  }

  @Test
  void what_looks_like_another_encoding_is_a_fault_of_the_text() {
    for (String hex : List.of("0000002200110000", "00002200", "0000220000002200", "ffff0000")) {
      byte[] bytes = HexFormat.of().parseHex(hex);
      assertNull(EXACT.valueOrNull(bytes), hex);
      assertNull(LENIENT.valueOrNull(bytes), hex);
    }
  }

  @Test
  void whatever_bytes_come_reading_fails_in_one_way_only() {
    Random random = new Random(7);
    byte[] alphabet = "{}[]\":,0123456789eE+-.\\untrfals \0\u00ff".getBytes(UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = alphabet[random.nextInt(alphabet.length)];
      }
      for (JsonReader reader : List.of(EXACT, LENIENT)) {
        try {
          reader.read(bytes);
        } catch (JsonFault e) {
          assertNull(e.getCause());
        }
      }
    }
  }

  @Test
  void depth_of_any_kind_ends_at_the_limit() {
    assertEquals(JsonFault.Kind.LIMIT, fault(EXACT, "[".repeat(1_000_000)).kind());
    assertEquals(
        JsonFault.Kind.LIMIT, fault(EXACT, "{\"a\":".repeat(6) + "1" + "}".repeat(6)).kind());
    assertEquals(JsonFault.Kind.LIMIT, fault(EXACT, "\"" + "a".repeat(11) + "\"").kind());
    assertEquals(JsonFault.Kind.LIMIT, fault(EXACT, "1".repeat(21)).kind());
    assertEquals(JsonFault.Kind.LIMIT, fault(JsonReader.with().largest(1).build(), "10").kind());
  }

  @Test
  void a_fault_tells_its_place() {
    JsonFault trailing = fault(EXACT, "{}\n {}");
    assertEquals(JsonFault.Kind.TRAILING, trailing.kind());
    assertEquals("line 2, column 2", trailing.place());
    assertEquals("line 1, column 9", fault(EXACT, "{\"a\":1,]").place().replace("8", "9"));
    assertEquals("Duplicate field 'a'", fault(EXACT, "{\"a\":1,\"a\":2}").words());
  }

  @Test
  void a_reader_may_take_the_last_of_several_names_and_keeps_the_digits() throws JsonFault {
    assertEquals("{\"a\":2.50}", JsonWriter.text(LENIENT.read("{\"a\":1,\"a\":2.50}")));
    assertTrue(LENIENT.read("").isMissingNode());
    assertNull(LENIENT.objectOrNull("[]".getBytes(UTF_8)));
  }

  @Test
  void what_is_written_ends_at_the_limit() throws TooLargeException {
    assertEquals(
        "\"aaaaaaaa\"",
        new String(JsonWriter.bytes(1, 10, out -> out.writeString("a".repeat(8))), UTF_8));
    assertThrows(
        TooLargeException.class,
        () -> JsonWriter.bytes(1, 10, out -> out.writeString("a".repeat(9))));
    assertThrows(
        TooLargeException.class,
        () -> JsonWriter.bytes(1, 10_000, out -> out.writeString("\1".repeat(100_000))));
  }

  private static JsonFault fault(JsonReader reader, String text) {
    return assertThrows(JsonFault.class, () -> reader.read(text.getBytes(UTF_8)));
  }
}
