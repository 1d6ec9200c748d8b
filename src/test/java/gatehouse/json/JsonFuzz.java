package gatehouse.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;

/** What is read is written and read again; what cannot be is a fault with its place. */
final class JsonFuzz implements FuzzTarget {

  private static final JsonReader READER =
      JsonReader.with()
          .deepest(20)
          .longestNumber(40)
          .longestString(500)
          .longestName(100)
          .largest(5_000)
          .exactNumbers()
          .build();
  private static final JsonReader LAST = JsonReader.with().lastOfNames().forgetfulOfNames().build();

  @Override
  public void check(Draws input) throws Exception {
    byte[] bytes = input.bytes();
    JsonNode read;
    try {
      read = READER.read(bytes);
    } catch (JsonFault fault) {
      assertNotNull(fault.kind());
      assertTrue(fault.place() == null || Promise.isOneLine(fault.place()));
      assertTrue(String.valueOf(fault.words()).length() < 1_000);
      assertNull(READER.valueOrNull(bytes));
      return;
    }
    if (read.isMissingNode()) {
      assertNull(READER.valueOrNull(bytes));
      return;
    }
    String text = JsonWriter.text(read);
    JsonNode again = JsonReader.with().exactNumbers().build().read(text);
    assertEquals(read, again);
    assertEquals(text, JsonWriter.text(again));
    byte[] written = JsonWriter.bytes(read);
    assertArrayEquals(written, JsonWriter.bytes(64, 40_000, read));
    assertEquals(read, JsonReader.with().exactNumbers().build().read(written));
    assertNotNull(LAST.valueOrNull(bytes), "what is read strictly is read in other ways, too");
    int values = count(read);
    assertNull(READER.beyond(values, bytes));
    assertNotNull(READER.beyond(values - 1, bytes));
    JsonWriter.lines(1 << 20, read);
  }

  private static int count(JsonNode node) {
    int values = 1;
    for (JsonNode child : node) {
      values += count(child);
    }
    return values;
  }
}
