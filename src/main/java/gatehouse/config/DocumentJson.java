package gatehouse.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.json.JsonFault;
import gatehouse.json.JsonReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of one file as one JSON object: strictly, within bounds, and keeping nothing, not
 * even a thread's buffers, that would outlive the application. A UTF-8 byte order mark is accepted.
 */
final class DocumentJson {

  private static final int DEEPEST = 100;
  private static final int LONGEST_STRING = 100_000;
  private static final JsonReader READER =
      JsonReader.with()
          .deepest(DEEPEST)
          .longestString(LONGEST_STRING)
          .longestNumber(100)
          .longestName(1_000)
          .largest(ConfigurationFiles.LARGEST_DEPLOYMENT)
          .build();

  private DocumentJson() {}

  /** The object in a file; null when there is none, which is then among the problems. */
  static @Nullable ObjectNode read(String file, byte[] bytes, Problems problems) {
    try {
      JsonNode node = READER.read(bytes);
      if (node instanceof ObjectNode object) {
        return object;
      }
      problems.add(
          file,
          null,
          node.isMissingNode()
              ? "is empty: write a JSON object"
              : ObjectJson.wrongType("a JSON object", node));
    } catch (JsonFault e) {
      problems.add(file, null, fault(e));
    }
    return null;
  }

  /** The value that a string holds as JSON; null when it is none. */
  static @Nullable JsonNode value(String text) {
    return READER.valueOrNull(text);
  }

  private static String fault(JsonFault fault) {
    String place = Objects.requireNonNullElse(fault.place(), "an unknown place");
    return switch (fault.kind()) {
      case SYNTAX -> "is not valid JSON, at %s: %s".formatted(place, fault.words());
      case LIMIT ->
          "goes beyond what is read, at %s: keep to %d levels of nesting and %d characters in a string"
              .formatted(place, DEEPEST, LONGEST_STRING);
      case TRAILING ->
          "goes on behind its end, at %s: keep one JSON object per file".formatted(place);
    };
  }
}
