package gatehouse.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes documents that nearly make sense: one of some that do, with a few changes, each a word, a
 * name or a part of another. So a fuzzer gets behind the first check. Immutable.
 */
public final class JsonEdits {

  private static final int MOST_EDITS = 5;
  private static final List<String> PIECES =
      List.of(
          "*",
          "?",
          "/",
          "{a}",
          "{a+}",
          "${stageVariables.a}",
          "${a}",
          "$request.header.a",
          " ",
          "\n",
          "\u2028",
          "%",
          "..",
          "\ud800",
          "é",
          ":",
          "::",
          "0",
          "$",
          "\"",
          "#",
          "@");
  private static final List<JsonNode> SCALARS =
      List.of(
          JsonNodeFactory.instance.nullNode(),
          JsonNodeFactory.instance.booleanNode(true),
          JsonNodeFactory.instance.booleanNode(false),
          JsonNodeFactory.instance.numberNode(0),
          JsonNodeFactory.instance.numberNode(-1),
          JsonNodeFactory.instance.numberNode(1.5),
          JsonNodeFactory.instance.numberNode(Long.MAX_VALUE),
          JsonNodeFactory.instance.numberNode(new BigDecimal("1e400")),
          JsonNodeFactory.instance.textNode(""),
          JsonNodeFactory.instance.objectNode(),
          JsonNodeFactory.instance.arrayNode());

  private final List<JsonNode> bases;
  private final List<String> words;
  private final List<String> names;
  private final List<JsonNode> parts;

  /** Changes to these. */
  public JsonEdits(List<? extends JsonNode> bases) {
    this.bases = List.copyOf(bases);
    Set<String> allWords = new LinkedHashSet<>();
    Set<String> allNames = new LinkedHashSet<>();
    List<JsonNode> allParts = new ArrayList<>();
    bases.forEach(base -> collect(base, allWords, allNames, allParts));
    this.words = List.copyOf(allWords);
    this.names = List.copyOf(allNames);
    this.parts = List.copyOf(allParts);
  }

  /** One of the documents, with as many changes as the first byte says. */
  public JsonNode next(Draws input) {
    int edits = input.below(MOST_EDITS + 1);
    JsonNode whole = input.of(bases).deepCopy();
    for (int i = 0; i < edits; i++) {
      whole = edited(whole, input);
    }
    return whole;
  }

  private JsonNode edited(JsonNode whole, Draws input) {
    List<Place> places = new ArrayList<>();
    collect(whole, places);
    if (places.isEmpty()) {
      return input.of(parts).deepCopy();
    }
    Place place = input.of(places);
    switch (input.below(8)) {
      case 0 -> place.remove();
      case 1 -> place.set(TextNode.valueOf(input.of(words)));
      case 2 -> place.set(input.of(SCALARS).deepCopy());
      case 3 -> place.set(input.of(parts).deepCopy());
      case 4 -> place.rename(input.of(names));
      case 5 -> place.beside(input.of(names), input.of(parts).deepCopy());
      case 6 -> place.set(TextNode.valueOf(spliced(place.value(), input)));
      default -> place.beside(place.name() + input.of(PIECES), place.value().deepCopy());
    }
    return whole;
  }

  private String spliced(JsonNode value, Draws input) {
    String text = value.isTextual() ? value.textValue() : input.of(words);
    int at = input.below(text.length() + 1);
    String piece = input.maybe() ? input.of(PIECES) : input.line();
    return text.substring(0, at) + piece + text.substring(input.maybe() ? text.length() : at);
  }

  private static void collect(
      JsonNode node, Set<String> words, Set<String> names, List<JsonNode> parts) {
    parts.add(node);
    if (node.isTextual()) {
      words.add(node.textValue());
    }
    node.properties().forEach(entry -> names.add(entry.getKey()));
    node.forEach(child -> collect(child, words, names, parts));
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        places.add(new Place(object, entry.getKey(), -1, entry.getValue()));
        collect(entry.getValue(), places);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        places.add(new Place(array, "", i, array.get(i)));
        collect(array.get(i), places);
      }
    }
  }

  /** Where a value stands. */
  private record Place(ContainerNode<?> in, String name, int index, JsonNode value) {

    void remove() {
      if (in instanceof ObjectNode object) {
        object.remove(name);
      } else if (in instanceof ArrayNode array) {
        array.remove(index);
      }
    }

    void set(JsonNode other) {
      if (in instanceof ObjectNode object) {
        object.set(name, other);
      } else if (in instanceof ArrayNode array) {
        array.set(index, other);
      }
    }

    void rename(String other) {
      if (in instanceof ObjectNode object) {
        object.remove(name);
        object.set(other, value);
      }
    }

    void beside(String other, JsonNode node) {
      if (in instanceof ObjectNode object) {
        object.set(other, node);
      } else if (in instanceof ArrayNode array) {
        array.insert(index, node);
      }
    }
  }
}
