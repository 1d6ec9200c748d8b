package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.expression.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An object of a document while it is read: it knows what has been asked for, so that what nobody
 * asked for can be told. A member that is null counts as absent.
 */
final class Members {

  private static final String AMAZON = "x-amazon-";

  private final ObjectNode node;
  private final String place;
  private final Notes notes;
  private final Set<String> asked = new HashSet<>();

  /**
   * An object.
   *
   * @param place as messages tell it; empty for the document itself
   */
  Members(ObjectNode node, String place, Notes notes) {
    this.node = node;
    this.place = place;
    this.notes = notes;
  }

  String place() {
    return place.isEmpty() ? "the document" : place;
  }

  /** Where a member is. */
  String place(String name) {
    String brief = Notes.brief(name);
    return place.isEmpty() ? brief : place + "." + brief;
  }

  ObjectNode node() {
    return node;
  }

  /** A member; null when it is absent. */
  @Nullable JsonNode get(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** A text, which may have been written as a number or a truth value. */
  @Nullable String text(String name) {
    JsonNode value = get(name);
    if (value != null && value.isContainerNode()) {
      wrongType(name, "string");
      return null;
    }
    return value == null ? null : value.asText();
  }

  /** A truth value, which may have been written as a text. */
  @Nullable Boolean truth(String name) {
    JsonNode value = get(name);
    String text = value == null || value.isContainerNode() ? "" : value.asText();
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    if (value != null) {
      wrongType(name, "boolean");
    }
    return null;
  }

  /** A whole number, which may have been written as a text. */
  @Nullable Integer wholeNumber(String name) {
    JsonNode value = get(name);
    String text = value == null || value.isContainerNode() ? "" : value.asText();
    if (text.matches("-?[0-9]{1,9}")) {
      return Integer.valueOf(text);
    }
    if (value != null) {
      wrongType(name, "integer");
    }
    return null;
  }

  @Nullable Members object(String name) {
    JsonNode value = get(name);
    if (value instanceof ObjectNode object) {
      return new Members(object, place(name), notes);
    }
    if (value != null) {
      wrongType(name, "object");
    }
    return null;
  }

  /** A list of texts; a single text may be split into one. */
  @Nullable List<String> texts(String name, UnaryOperator<String> separated) {
    JsonNode value = get(name);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      for (JsonNode one : value) {
        if (one.isContainerNode()) {
          wrongType(name, "array of strings");
          return null;
        }
        texts.add(one.asText());
      }
    } else if (value.isTextual()) {
      texts.addAll(List.of(separated.apply(value.textValue()).split("\n")));
    } else {
      wrongType(name, "array");
      return null;
    }
    return texts;
  }

  /** The names of all members. */
  List<String> names() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /**
   * Tells of what nobody asked for, in an object of OpenAPI.
   *
   * @param documentation members of OpenAPI, and extensions for REST APIs, without a place in an
   *     HTTP API
   */
  void tellTheRest(Set<String> documentation) {
    for (String name : names()) {
      if (asked.contains(name)) {
        continue;
      }
      if (documentation.contains(name) || (name.startsWith("x-") && !name.startsWith(AMAZON))) {
        notes.ignored(name, place());
      } else if (name.startsWith(AMAZON)) {
        unknown(name);
      } else {
        notes.parseIssue("attribute %s is unexpected".formatted(place(name)));
      }
    }
  }

  /**
   * Tells of what nobody asked for, in an object of AWS's.
   *
   * @param ofRest members for REST APIs only
   */
  void tellTheRestOfExtension(Set<String> ofRest) {
    for (String name : names()) {
      if (ofRest.contains(name)) {
        notes.ignored(name, place());
      } else if (!asked.contains(name)) {
        unknown(name);
      }
    }
  }

  private void unknown(String name) {
    String near = Nearest.loose(name, asked);
    notes.warn(
        "Unknown member '%s' of %s. Ignoring%s"
            .formatted(
                name,
                place(),
                near == null || node.has(near) ? "" : "; did you mean '%s'?".formatted(near)));
  }

  void wrongType(String name, String type) {
    notes.parseIssue("attribute %s is not of type `%s`".formatted(place(name), type));
  }
}
