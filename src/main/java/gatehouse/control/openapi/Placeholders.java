package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ${AWS::Region}} and its like, in all texts of a document. */
final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{AWS::([A-Za-z]{1,32})}");

  private final Map<String, String> values;
  private final Notes notes;

  Placeholders(ImportOptions.Account account, Notes notes) {
    this.values =
        Map.of(
            "AccountId", account.accountId(),
            "Partition", account.partition(),
            "Region", account.region());
    this.notes = notes;
  }

  /** A copy of an object. */
  ObjectNode replaced(ObjectNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(entry -> copy.set(entry.getKey(), replaced(entry.getValue())));
    return copy;
  }

  private JsonNode replaced(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return replaced(object);
    }
    if (node.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> copy.add(replaced(one)));
      return copy;
    }
    return node.isTextual() && node.textValue().contains("${AWS::")
        ? TextNode.valueOf(replaced(node.textValue()))
        : node;
  }

  private String replaced(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                notes.warn(
                    "Unknown placeholder '%s'. Leaving it as it is".formatted(match.group()));
              }
              return Matcher.quoteReplacement(value == null ? match.group() : value);
            });
  }
}
