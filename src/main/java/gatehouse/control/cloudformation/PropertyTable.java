package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.template.Nodes;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.expression.Nearest;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a type of resource: makes of them what a request of the management API says.
 * Values of the right kind in the wrong form, such as {@code "true"}, are taken; what is not in the
 * table is told. Immutable after its building.
 */
final class PropertyTable {

  private final Map<String, Property> properties = new TreeMap<>();
  private boolean takesSmallLetters;

  /** How a property is read; null when nobody heeds it. */
  private interface Property {
    @Nullable JsonNode read(JsonNode value, String place, Notes notes);
  }

  static PropertyTable of() {
    return new PropertyTable();
  }

  /** Strings. */
  PropertyTable texts(String... names) {
    return all((value, place, notes) -> TextNode.valueOf(text(value, place)), names);
  }

  /** Booleans. */
  PropertyTable flags(String... names) {
    return all((value, place, notes) -> BooleanNode.valueOf(flag(value, place)), names);
  }

  /** Integers. */
  PropertyTable wholes(String... names) {
    return all((value, place, notes) -> whole(value, place), names);
  }

  /** Numbers with or without a fraction. */
  PropertyTable numbers(String... names) {
    return all((value, place, notes) -> number(value, place), names);
  }

  /** Lists of strings. */
  PropertyTable lists(String... names) {
    return all(
        (value, place, notes) -> {
          if (!value.isArray()) {
            throw wrong(place, "a list of texts", value);
          }
          ArrayNode list = JsonNodeFactory.instance.arrayNode();
          for (int i = 0; i < value.size(); i++) {
            list.add(text(value.get(i), "%s[%d]".formatted(place, i)));
          }
          return list;
        },
        names);
  }

  /** Objects of strings. */
  PropertyTable maps(String... names) {
    return all((value, place, notes) -> map(value, place), names);
  }

  /** An object with a table of its own. */
  PropertyTable object(String name, PropertyTable table) {
    return all((value, place, notes) -> table.read(object(value, place), place, notes), name);
  }

  /** A list of objects with a table of their own. */
  PropertyTable objects(String name, PropertyTable table) {
    return all(
        (value, place, notes) -> {
          if (!value.isArray()) {
            throw wrong(place, "a list of objects", value);
          }
          ArrayNode list = JsonNodeFactory.instance.arrayNode();
          for (int i = 0; i < value.size(); i++) {
            String inner = "%s[%d]".formatted(place, i);
            list.add(table.read(object(value.get(i), inner), inner, notes));
          }
          return list;
        },
        name);
  }

  /** An object of objects with a table of their own. */
  PropertyTable objectMap(String name, PropertyTable table) {
    return all(
        (value, place, notes) -> {
          ObjectNode map = JsonTree.object();
          for (var entry : object(value, place).properties()) {
            String inner = place + "." + entry.getKey();
            map.set(entry.getKey(), table.read(object(entry.getValue(), inner), inner, notes));
          }
          return map;
        },
        name);
  }

  /**
   * What responses of a status are changed by: an object by status, of a list of destinations and
   * sources. AWS: {@code ResponseParameterMap}. The API's own form is taken, too.
   */
  PropertyTable responseParameters(String name) {
    return all(
        (value, place, notes) -> {
          ObjectNode byStatus = JsonTree.object();
          for (var entry : object(value, place).properties()) {
            String inner = place + "." + entry.getKey();
            ObjectNode status = object(entry.getValue(), inner);
            JsonNode list = status.get("ResponseParameters");
            byStatus.set(
                entry.getKey(), list == null ? map(status, inner) : parameters(list, inner, notes));
          }
          return byStatus;
        },
        name);
  }

  private static ObjectNode parameters(JsonNode list, String place, Notes notes) {
    PropertyTable pair = of().texts("Destination", "Source");
    ObjectNode parameters = JsonTree.object();
    for (int i = 0; i < list.size(); i++) {
      String inner = "%s.ResponseParameters[%d]".formatted(place, i);
      ObjectNode one = pair.read(object(list.get(i), inner), inner, notes);
      if (!one.has("destination") || !one.has("source")) {
        throw new TemplateException(inner, "must have a Destination and a Source: add them");
      }
      parameters.set(one.get("destination").textValue(), one.get("source"));
    }
    return parameters;
  }

  /** Any value, as it is. */
  PropertyTable anything(String name) {
    return all((value, place, notes) -> value, name);
  }

  /** Properties that nobody heeds, which is told with the reason. */
  PropertyTable notUsed(String reason, String... names) {
    return all(
        (value, place, notes) -> {
          notes.notUsed(place, reason);
          return null;
        },
        names);
  }

  /** Names that begin with a small letter mean the same. */
  PropertyTable orSmallLetters() {
    takesSmallLetters = true;
    return this;
  }

  /**
   * Reads properties.
   *
   * @param place of them in the template
   * @param notes takes what is not used
   * @return as a request has it, with names that begin with small letters
   * @throws TemplateException when a value is of another kind
   */
  ObjectNode read(ObjectNode values, String place, Notes notes) {
    ObjectNode request = JsonTree.object();
    for (var entry : values.properties()) {
      String name =
          takesSmallLetters
              ? entry.getKey().substring(0, 1).toUpperCase(Locale.ROOT)
                  + entry.getKey().substring(1)
              : entry.getKey();
      String inner = place + "." + entry.getKey();
      Property property = properties.get(name);
      if (property == null) {
        String near = Nearest.loose(name, properties.keySet());
        notes.notUsed(
            inner, "is unknown" + (near == null ? "" : ": did you mean %s?".formatted(near)));
      } else if (!entry.getValue().isNull()) {
        JsonNode value = property.read(entry.getValue(), inner, notes);
        if (value != null) {
          request.set(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), value);
        }
      }
    }
    return request;
  }

  private PropertyTable all(Property property, String... names) {
    for (String name : names) {
      properties.put(name, property);
    }
    return this;
  }

  private static ObjectNode object(JsonNode value, String place) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw wrong(place, "an object", value);
  }

  private static ObjectNode map(JsonNode value, String place) {
    ObjectNode map = JsonTree.object();
    for (var entry : object(value, place).properties()) {
      map.put(entry.getKey(), text(entry.getValue(), place + "." + entry.getKey()));
    }
    return map;
  }

  private static String text(JsonNode value, String place) {
    String text = Nodes.scalar(value);
    if (text == null) {
      throw wrong(place, "a text", value);
    }
    return text;
  }

  private static boolean flag(JsonNode value, String place) {
    String text = value.isNumber() ? null : Nodes.scalar(value);
    if ("true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text)) {
      return "true".equalsIgnoreCase(text);
    }
    throw wrong(place, "true or false", value);
  }

  private static JsonNode whole(JsonNode value, String place) {
    String text = value.isBoolean() ? null : Nodes.scalar(value);
    if (text != null && text.matches("-?[0-9]{1,9}(\\.0+)?")) {
      return IntNode.valueOf((int) Double.parseDouble(text));
    }
    throw wrong(place, "a whole number", value);
  }

  private static JsonNode number(JsonNode value, String place) {
    String text = value.isBoolean() ? null : Nodes.scalar(value);
    if (text != null && text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      return text.matches("-?[0-9]{1,9}")
          ? IntNode.valueOf(Integer.parseInt(text))
          : DoubleNode.valueOf(Double.parseDouble(text));
    }
    throw wrong(place, "a number", value);
  }

  private static TemplateException wrong(String place, String wanted, JsonNode value) {
    return new TemplateException(
        place, "must be %s, and is %s: write one".formatted(wanted, Nodes.kind(value)));
  }
}
