package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How global properties come to resources. AWS: "Globals section of the AWS SAM template". */
final class Globals {

  private Globals() {}

  /** Objects are merged, lists go behind global ones, all else goes over what is global. */
  static ObjectNode merged(ObjectNode global, ObjectNode own) {
    ObjectNode result = global.deepCopy();
    for (var entry : own.properties()) {
      JsonNode before = result.get(entry.getKey());
      JsonNode value = entry.getValue();
      if (before instanceof ObjectNode a
          && value instanceof ObjectNode b
          && !isFunction(a)
          && !isFunction(b)) {
        result.set(entry.getKey(), merged(a, b));
      } else if (before instanceof ArrayNode a && value instanceof ArrayNode b) {
        result.set(entry.getKey(), JsonNodeFactory.instance.arrayNode().addAll(a).addAll(b));
      } else {
        result.set(entry.getKey(), value.deepCopy());
      }
    }
    return result;
  }

  /** Whether an object stands for what a function gives. */
  static boolean isFunction(JsonNode node) {
    if (!node.isObject() || node.size() != 1) {
      return false;
    }
    String name = node.fieldNames().next();
    return name.equals("Ref") || name.startsWith("Fn::");
  }
}
