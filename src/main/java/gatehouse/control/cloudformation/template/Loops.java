package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes the loops of a template out. Their lists have to stand in the template, or be the defaults
 * of parameters. AWS: "Fn::ForEach" of "AWS::LanguageExtensions transform". One template's.
 */
final class Loops {

  private static final String FOR_EACH = "Fn::ForEach::";
  private static final int MOST_VALUES = 50_000;

  private final Budget budget;
  private ObjectNode parameters = Nodes.object();
  private int values;

  /**
   * Of one template.
   *
   * @param budget of what comes of it
   */
  Loops(Budget budget) {
    this.budget = budget;
  }

  /** A template without loops. */
  ObjectNode written(ObjectNode template) {
    if (template.get("Parameters") instanceof ObjectNode section) {
      parameters = section;
    }
    ObjectNode result = Nodes.object();
    template
        .properties()
        .forEach(
            entry ->
                result.set(
                    entry.getKey(),
                    has(entry.getValue())
                        ? value(entry.getValue(), entry.getKey())
                        : entry.getValue()));
    return result;
  }

  private static boolean has(JsonNode node) {
    for (var entry : node.properties()) {
      if (entry.getKey().startsWith(FOR_EACH)) {
        return true;
      }
    }
    for (JsonNode inner : node) {
      if (has(inner)) {
        return true;
      }
    }
    return false;
  }

  private JsonNode value(JsonNode node, String place) {
    if (++values > MOST_VALUES) {
      throw new TemplateException(place, "repeats too much: write shorter loops");
    }
    if (node instanceof ArrayNode list) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      for (JsonNode each : list) {
        result.add(value(each, place));
      }
      return result;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode result = Nodes.object();
    for (var entry : object.properties()) {
      String name = entry.getKey();
      String inner = place + "." + name;
      if (name.startsWith(FOR_EACH)) {
        loop(entry.getValue(), inner, result);
      } else {
        put(result, name, value(entry.getValue(), inner), inner);
      }
    }
    return result;
  }

  private void loop(JsonNode loop, String place, ObjectNode result) {
    if (!loop.isArray()
        || loop.size() != 3
        || !loop.get(0).isTextual()
        || !loop.get(2).isObject()) {
      throw new TemplateException(
          place, "must be a list of a name, a list, and an object to repeat: write these three");
    }
    String name = loop.get(0).textValue();
    for (String item : items(loop.get(1), place)) {
      JsonNode body = replaced(loop.get(2), name, item, place);
      value(body, place)
          .properties()
          .forEach(entry -> put(result, entry.getKey(), entry.getValue(), place));
    }
  }

  private List<String> items(JsonNode list, String place) {
    JsonNode found = list;
    if (list.isObject() && list.size() == 1 && list.has("Ref")) {
      String usual = parameters.path(list.get("Ref").asText()).path("Default").asText();
      return List.of(usual.split("\\s*,\\s*", -1));
    }
    if (!found.isArray()) {
      throw new TemplateException(
          place,
          "repeats for what is no list: write the list out, or refer to a parameter's default");
    }
    return found.valueStream().map(item -> Nodes.scalar(item, place)).toList();
  }

  /**
   * With the loop's name replaced, {@code ${Name}}, {@code &{Name}} and {@code {"Ref": "Name"}}.
   */
  private JsonNode replaced(JsonNode node, String name, String item, String place) {
    if (++values > MOST_VALUES) {
      throw new TemplateException(place, "repeats too much: write shorter loops");
    }
    if (node.isTextual()) {
      return Nodes.text(text(node.textValue(), name, item, place));
    }
    if (node instanceof ArrayNode list) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      list.forEach(each -> result.add(replaced(each, name, item, place)));
      return result;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (object.size() == 1 && name.equals(object.path("Ref").textValue())) {
      return Nodes.text(item);
    }
    ObjectNode result = Nodes.object();
    object
        .properties()
        .forEach(
            entry ->
                result.set(
                    text(entry.getKey(), name, item, place),
                    replaced(entry.getValue(), name, item, place)));
    return result;
  }

  private String text(String text, String name, String item, String place) {
    String filled = filled(text, "${" + name + "}", item, place);
    String letters = "&{" + name + "}";
    return filled.contains(letters)
        ? filled(filled, letters, item.replaceAll("[^A-Za-z0-9]", ""), place)
        : filled;
  }

  /** The budget is asked before there is such a text. */
  private String filled(String text, String mark, String item, String place) {
    long length = text.length();
    for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
      length += item.length() - mark.length();
    }
    if (text.contains(mark)) {
      budget.take(length, place);
    }
    return text.replace(mark, item);
  }

  private static void put(ObjectNode result, String name, JsonNode value, String place) {
    if (result.has(name)) {
      throw new TemplateException(
          place, "makes %s a second time: use the loop's name in it".formatted(name));
    }
    result.set(name, value);
  }
}
