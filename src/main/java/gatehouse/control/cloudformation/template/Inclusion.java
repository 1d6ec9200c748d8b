package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;

/**
 * Puts the files that a template includes in their places. AWS: "AWS::Include transform". One
 * template's.
 */
final class Inclusion {

  private static final String TRANSFORM = "Fn::Transform";
  private static final int MOST_FILES = 20;

  private final Includes includes;
  private long characters;
  private int files;

  Inclusion(Includes includes) {
    this.includes = includes;
  }

  /** How many characters have been included. */
  long characters() {
    return characters;
  }

  /** A template with all that it includes. */
  ObjectNode included(ObjectNode template) {
    ObjectNode whole = Nodes.object();
    template
        .properties()
        .forEach(entry -> whole.set(entry.getKey(), value(entry.getValue(), entry.getKey())));
    JsonNode transform = template.path("Transform");
    for (JsonNode each : transform.isArray() ? transform : arrayOf(transform)) {
      if (each.path("Name").asText().equals("AWS::Include")) {
        merge(whole, file(each, "Transform"), "Transform");
      }
    }
    return whole;
  }

  private JsonNode value(JsonNode node, String place) {
    if (node instanceof ArrayNode list) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < list.size(); i++) {
        result.add(value(list.get(i), "%s[%d]".formatted(place, i)));
      }
      return result;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    JsonNode transform = object.get(TRANSFORM);
    if (transform != null && object.size() == 1) {
      return file(transform, place);
    }
    ObjectNode result = Nodes.object();
    object
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals(TRANSFORM)) {
                String inner = place + "." + entry.getKey();
                result.set(entry.getKey(), value(entry.getValue(), inner));
              }
            });
    if (transform != null) {
      merge(result, file(transform, place), place);
    }
    return result;
  }

  private ObjectNode file(JsonNode transform, String place) {
    if (!transform.path("Name").asText().equals("AWS::Include")) {
      throw new TemplateException(
          place,
          "uses the macro %s, which Gatehouse does not have: write what it makes"
              .formatted(transform.path("Name").asText()));
    }
    JsonNode location = transform.path("Parameters").path("Location");
    if (!location.isTextual()) {
      throw new TemplateException(
          place, "must have a Location that is a text: write the path of a file");
    }
    return read(location.textValue(), place);
  }

  /** A document in a file beside the template. */
  ObjectNode read(String location, String place) {
    if (++files > MOST_FILES) {
      throw new TemplateException(
          place, "includes more than %d files: include fewer".formatted(MOST_FILES));
    }
    String text = includes.text(location, place);
    characters += text.length();
    if (characters > DocumentText.LONGEST) {
      throw new TemplateException(place, "includes too much: include smaller files");
    }
    try {
      return DocumentText.template(text);
    } catch (DocumentException e) {
      throw new TemplateException(place, location + ": " + e.getMessage());
    }
  }

  private static void merge(ObjectNode whole, ObjectNode more, String place) {
    more.properties()
        .forEach(
            entry -> {
              JsonNode before = whole.get(entry.getKey());
              if (before instanceof ObjectNode a && entry.getValue() instanceof ObjectNode b) {
                merge(a, b, place);
              } else {
                whole.set(entry.getKey(), entry.getValue());
              }
            });
  }

  private static ArrayNode arrayOf(JsonNode node) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    return node.isMissingNode() ? list : list.add(node);
  }
}
