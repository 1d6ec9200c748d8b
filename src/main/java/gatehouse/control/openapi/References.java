package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.document.DocumentBudget;
import gatehouse.control.document.DocumentException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * References within a document. Those to other documents, by whatever scheme, are never followed:
 * whoever hands a document in would else have the gateway call hosts and read files for him.
 */
final class References {

  static final String REF = "$ref";

  private static final int MOST_STEPS = 20;

  /** Beyond, a pointer costs more than what it could lead to. */
  private static final int LONGEST = 2_000;

  /** What is data, and may look like anything. */
  private static final Set<String> DATA =
      Set.of("example", "examples", "default", "enum", "const", "properties");

  private final ObjectNode document;
  private final Notes notes;
  private final DocumentBudget budget = new DocumentBudget();

  References(ObjectNode document, Notes notes) {
    this.document = document;
    this.notes = notes;
  }

  /**
   * The object itself, or the one that it refers to.
   *
   * @return null when that is not there, which is then told
   * @throws DocumentException when references make more of the document than it may be
   */
  @Nullable ObjectNode resolved(ObjectNode object, String place) {
    ObjectNode at = object;
    for (int i = 0; i < MOST_STEPS; i++) {
      JsonNode reference = at.get(REF);
      if (reference == null || !reference.isTextual()) {
        return at;
      }
      JsonNode target = target(reference.textValue(), place);
      if (!(target instanceof ObjectNode next)) {
        return null;
      }
      budget.take(next);
      at = next;
    }
    notes.warn("The references of %s go round in circles. Ignoring".formatted(place));
    return null;
  }

  /** Tells of all references in a part of the document that lead nowhere. */
  void check(JsonNode node, String place) {
    if (node.isArray()) {
      node.forEach(one -> check(one, place));
      return;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = entry.getKey();
      JsonNode value = entry.getValue();
      if (name.equals(REF) && value.isTextual()) {
        target(value.textValue(), place);
      } else if (name.equals("properties")) {
        value
            .properties()
            .forEach(
                one -> check(one.getValue(), place + ".properties." + Notes.brief(one.getKey())));
      } else if (name.equals("content")) {
        // AWS's parser leaves the media type out when it tells a place.
        value.forEach(one -> check(one, place + ".content"));
      } else if (place.endsWith(".responses") || (!DATA.contains(name) && !name.startsWith("x-"))) {
        check(value, place + "." + Notes.brief(name));
      }
    }
  }

  private @Nullable JsonNode target(String reference, String place) {
    if (!reference.startsWith("#")) {
      notes.warn(
          "The reference of %s leads out of the document, to '%s', and is not followed. Ignoring"
              .formatted(place, Notes.brief(reference)));
      return null;
    }
    JsonNode target = null;
    try {
      if (reference.length() > LONGEST) {
        throw new IllegalArgumentException("longer than any place in a document");
      }
      String pointer =
          URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
      target = document.at(pointer);
    } catch (IllegalArgumentException e) {
      // No pointer leads anywhere, either.
    }
    if (target == null || target.isMissingNode()) {
      notes.parseIssue("attribute %s.%s is missing".formatted(place, Notes.brief(reference)));
      return null;
    }
    return target;
  }
}
