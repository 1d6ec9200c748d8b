package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gatehouse.control.cloudformation.template.Nodes;
import java.util.Map;

/**
 * References to what SAM has made of a resource: {@code !Ref Api.Stage}.
 *
 * <p>AWS: "Referencing generated CloudFormation resources".
 *
 * @param ids logical ids, by how templates write them
 */
record Aliases(Map<String, String> ids) {

  /** With references that lead to the made resources. */
  JsonNode replaced(JsonNode node) {
    if (ids.isEmpty()) {
      return node;
    }
    if (node instanceof ArrayNode list) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      list.forEach(item -> result.add(replaced(item)));
      return result;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode result = Nodes.object();
    for (var entry : object.properties()) {
      JsonNode value = entry.getValue();
      String text = value.textValue();
      if (entry.getKey().equals("Ref") && text != null && ids.containsKey(text)) {
        result.put("Ref", ids.get(text));
      } else if (entry.getKey().equals("Fn::Sub")) {
        result.set(entry.getKey(), substituted(value));
      } else {
        result.set(entry.getKey(), replaced(value));
      }
    }
    return result;
  }

  private JsonNode substituted(JsonNode argument) {
    String text = argument.isArray() ? argument.path(0).textValue() : argument.textValue();
    if (text == null) {
      return replaced(argument);
    }
    for (Map.Entry<String, String> id : ids.entrySet()) {
      text = text.replace("${" + id.getKey() + "}", "${" + id.getValue() + "}");
    }
    if (!(replaced(argument) instanceof ArrayNode list)) {
      return TextNode.valueOf(text);
    }
    list.set(0, TextNode.valueOf(text));
    return list;
  }
}
