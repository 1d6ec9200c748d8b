package gatehouse.authorize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that strangers send: within bounds, no name twice, nothing behind the end, numbers as
 * they are written.
 */
final class StrictJson {

  private static final JsonReader READER =
      JsonReader.with().deepest(32).longestNumber(100).longestName(1_000).exactNumbers().build();

  private StrictJson() {}

  /** One object; null when the bytes are anything else. */
  static @Nullable ObjectNode object(byte[] bytes) {
    return READER.objectOrNull(bytes);
  }
}
