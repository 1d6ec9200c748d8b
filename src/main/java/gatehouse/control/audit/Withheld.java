package gatehouse.control.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Takes texts that are known to be secret out of whatever they have been put in. One record's. */
final class Withheld {

  /** What is shorter stands in many texts by chance, and is taken out only where it is all. */
  private static final int SHORTEST_PART = 4;

  private final List<String> secrets = new ArrayList<>();

  void add(Collection<String> texts) {
    texts.stream().filter(text -> !text.isEmpty()).forEach(secrets::add);
    // Of two secrets, one may be a part of the other.
    secrets.sort(Comparator.comparingInt(String::length).reversed());
  }

  /** A text without them. */
  String of(String text) {
    String open = text;
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_PART) {
        open = open.replace(secret, Redaction.HIDDEN);
      } else if (open.equals(secret)) {
        open = Redaction.HIDDEN;
      }
    }
    return open;
  }

  /** A copy without them. */
  JsonNode of(JsonNode node) {
    if (secrets.isEmpty()) {
      return node;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(entry -> copy.set(of(entry.getKey()), of(entry.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode list) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      list.forEach(one -> copy.add(of(one)));
      return copy;
    }
    return node.isTextual() ? TextNode.valueOf(of(node.textValue())) : node;
  }
}
