package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** What is often done with the values of templates. Stateless. */
public final class Nodes {

  private Nodes() {}

  /** An object to fill. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  /**
   * A scalar as a text: {@code true}, {@code 80}.
   *
   * @return null when it is no scalar
   */
  public static @Nullable String scalar(JsonNode value) {
    return value.isTextual() || value.isNumber() || value.isBoolean() ? value.asText() : null;
  }

  /** A scalar as a text. */
  static String scalar(JsonNode value, String place) {
    String text = scalar(value);
    if (text == null) {
      throw new TemplateException(
          place, "must be a text here, and is %s: write one value".formatted(kind(value)));
    }
    return text;
  }

  /** An object with the name of the place, as one section. */
  public static ObjectNode object(JsonNode value, String place) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new TemplateException(place, "must be an object, and is " + kind(value));
  }

  /** What kind of value it is, with its article. */
  public static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      default -> "nothing";
    };
  }
}
