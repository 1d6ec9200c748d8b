package gatehouse.authorize.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.json.JsonReader;
import gatehouse.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Reads what authorizer functions answer, within bounds; a name that comes twice is a fault. */
final class AnswerJson {

  /** In bytes. AWS tells no limit for authorizers; what they say travels with every request. */
  static final int LARGEST = 256 * 1024;

  /** About what an object with its parts takes beside its text. */
  private static final int NODE_BYTES = 256;

  private static final JsonReader READER =
      JsonReader.with()
          .deepest(100)
          .longestNumber(100)
          .longestString(LARGEST)
          .longestName(LARGEST)
          .largest(LARGEST)
          .exactNumbers()
          .forgetfulOfNames()
          .build();

  private AnswerJson() {}

  /** The object that these bytes are; null when they are none. */
  static @Nullable ObjectNode object(byte[] bytes) {
    return READER.objectOrNull(bytes);
  }

  /** A value as JSON. */
  static String text(JsonNode node) {
    return JsonWriter.text(node);
  }

  /** About how many bytes of memory an answer takes when it is kept. */
  static int weight(byte[] bytes, JsonNode read) {
    return 2 * bytes.length + NODE_BYTES * nodes(read);
  }

  private static int nodes(JsonNode node) {
    int nodes = 1;
    for (JsonNode child : node) {
      nodes += nodes(child);
    }
    return nodes;
  }
}
