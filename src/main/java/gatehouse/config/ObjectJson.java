package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object being read: a resource, or an object in it. What is wrong is collected with its
 * file and property, and reads like a property that is absent.
 */
final class ObjectJson {

  private final String file;
  private final String id;
  private final String prefix;
  private final ObjectNode node;
  private final Problems problems;

  ObjectJson(String file, String id, ObjectNode node, Problems problems) {
    this(file, id, "", node, problems);
  }

  private ObjectJson(String file, String id, String prefix, ObjectNode node, Problems problems) {
    this.file = file;
    this.id = id;
    this.prefix = prefix;
    this.node = node;
    this.problems = problems;
  }

  /** The logical id of the resource. */
  String id() {
    return id;
  }

  /** The file that it stands in. */
  String file() {
    return file;
  }

  ObjectNode node() {
    return node;
  }

  Problems problems() {
    return problems;
  }

  void problem(String property, String message) {
    problems.add(file, prefix + property, message);
  }

  /** Reports a property that is absent, with an example to go by. */
  void require(String property, String example) {
    if (!node.has(property)) {
      problem(
          property,
          "is missing: add it, for instance %s"
              .formatted(quoted("\"" + property + "\": " + example)));
    }
  }

  /** A string; null when it is absent or wrong. */
  @Nullable String text(String property) {
    return text(property, Function.identity());
  }

  /**
   * A string, parsed.
   *
   * @param parse throws IllegalArgumentException with fault and remedy
   * @return null when it is absent or wrong
   */
  <T> @Nullable T text(String property, Function<String, T> parse) {
    JsonNode value = node.get(property);
    return value == null ? null : parsed(property, value, parse);
  }

  /** A whole number within bounds; null when it is absent or wrong. */
  @Nullable Integer wholeNumber(String property, int least, int most, String remedy) {
    JsonNode value = node.get(property);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      problem(property, wrongType("a whole number", value));
      return null;
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      problem(property, "is %s, but must be %d to %d: %s".formatted(value, least, most, remedy));
      return null;
    }
    return value.intValue();
  }

  /** True or false; null when it is absent or wrong. */
  @Nullable Boolean bool(String property) {
    JsonNode value = node.get(property);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      problem(property, wrongType("true or false", value));
      return null;
    }
    return value.booleanValue();
  }

  /** A list of strings, each parsed; null when it is absent. What is wrong in it is left out. */
  <T> @Nullable List<T> texts(String property, Function<String, T> parse) {
    JsonNode value = node.get(property);
    if (value == null) {
      return null;
    }
    List<T> texts = new ArrayList<>();
    if (!value.isArray()) {
      problem(property, wrongType("a list of strings", value));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      T text = parsed(property + "[" + i + "]", value.get(i), parse);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /**
   * An object of strings; empty when it is absent. What is wrong in it is left out.
   *
   * @param check throws IllegalArgumentException with fault and remedy
   */
  Map<String, String> textMap(String property, BiConsumer<String, String> check) {
    Map<String, String> texts = new LinkedHashMap<>();
    ObjectJson object = object(property);
    if (object != null) {
      object
          .node
          .properties()
          .forEach(
              entry -> {
                String text =
                    object.parsed(
                        entry.getKey(),
                        entry.getValue(),
                        value -> {
                          check.accept(entry.getKey(), value);
                          return value;
                        });
                if (text != null) {
                  texts.put(entry.getKey(), text);
                }
              });
    }
    return texts;
  }

  /** An object; null when it is absent or wrong. */
  @Nullable ObjectJson object(String property) {
    JsonNode value = node.get(property);
    if (value == null) {
      return null;
    }
    if (value instanceof ObjectNode object) {
      return new ObjectJson(file, id, prefix + property + ".", object, problems);
    }
    problem(property, wrongType("an object", value));
    return null;
  }

  /** A list of objects; empty when it is absent. What is none of them is left out. */
  List<ObjectJson> objects(String property) {
    List<ObjectJson> objects = new ArrayList<>();
    JsonNode value = node.get(property);
    if (value != null && !value.isArray()) {
      problem(property, wrongType("a list of objects", value));
    } else if (value != null) {
      for (int i = 0; i < value.size(); i++) {
        String place = property + "[" + i + "]";
        if (value.get(i) instanceof ObjectNode object) {
          objects.add(new ObjectJson(file, id, prefix + place + ".", object, problems));
        } else {
          problem(place, wrongType("an object", value.get(i)));
        }
      }
    }
    return objects;
  }

  /** An object of resources by their ids; empty when it is absent. What is wrong is left out. */
  Map<String, ObjectJson> resources(String property) {
    Map<String, ObjectJson> resources = new TreeMap<>();
    ObjectJson all = object(property);
    if (all != null) {
      for (Map.Entry<String, JsonNode> entry : all.node.properties()) {
        String key = entry.getKey();
        if (!ResourceDirectory.isId(key)) {
          all.problem(key, "is no id: write 1 to 128 letters, digits, `.`, `_`, `$` and `-`");
        } else if (entry.getValue() instanceof ObjectNode object) {
          resources.put(key, new ObjectJson(file, key, all.prefix + key + ".", object, problems));
        } else {
          all.problem(key, wrongType("an object", entry.getValue()));
        }
      }
    }
    return resources;
  }

  static String wrongType(String expected, JsonNode value) {
    return "is %s, but must be %s".formatted(type(value), expected);
  }

  private <T> @Nullable T parsed(String property, JsonNode value, Function<String, T> parse) {
    if (!value.isTextual()) {
      problem(property, wrongType("a string in double quotes", value));
      return null;
    }
    try {
      return parse.apply(value.textValue());
    } catch (IllegalArgumentException e) {
      problem(property, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case BOOLEAN -> value.asText();
      case NULL -> "null";
      case NUMBER -> "a number";
      case OBJECT -> "an object";
      default -> "a string";
    };
  }
}
