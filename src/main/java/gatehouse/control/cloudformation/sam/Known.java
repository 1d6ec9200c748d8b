package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.expression.Nearest;
import java.util.List;
import java.util.function.BiConsumer;

/** Tells of members that SAM does not know. Stateless. */
final class Known {

  private Known() {}

  /** Tells of all members of an object but these. */
  static void check(
      JsonNode object, String place, BiConsumer<String, String> notUsed, List<String> names) {
    for (var entry : object.properties()) {
      if (!names.contains(entry.getKey())) {
        String near = Nearest.loose(entry.getKey(), names);
        notUsed.accept(
            place + "." + entry.getKey(),
            "is unknown" + (near == null ? "" : ": did you mean %s?".formatted(near)));
      }
    }
  }
}
