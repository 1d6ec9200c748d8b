package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gatehouse.control.cloudformation.StackState.Made;
import gatehouse.control.cloudformation.StackTemplate.Declared;
import gatehouse.control.cloudformation.template.StandIns;
import gatehouse.control.cloudformation.template.Targets;
import gatehouse.control.cloudformation.template.TemplateException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What references to the resources of a stack stand for while they are made. For one thread. */
final class StackTargets implements Targets {

  private final ResourceCalls calls;
  private final StandIns standIns;
  private final Map<String, Made> after;
  private final Notes notes;

  /** Set before anything refers to a resource. */
  private @Nullable StackTemplate template;

  /**
   * Of one stack.
   *
   * @param after the resources that are made so far; grows
   */
  StackTargets(ResourceCalls calls, StandIns standIns, Map<String, Made> after, Notes notes) {
    this.calls = calls;
    this.standIns = standIns;
    this.after = after;
    this.notes = notes;
  }

  /** Says of which template the resources are. */
  void of(StackTemplate read) {
    template = read;
  }

  @Override
  public JsonNode ref(String logicalId, String place) {
    Made made = after.get(logicalId);
    if (made != null) {
      return TextNode.valueOf(made.physicalId());
    }
    Declared declared = declared(logicalId, place);
    String given = standIns.find(logicalId);
    if (given != null) {
      return TextNode.valueOf(given);
    }
    ObjectNode properties = template().properties(declared, Elsewhere.needed(declared.type()));
    return TextNode.valueOf(
        Elsewhere.ref(declared.type(), logicalId, properties, template().environment()));
  }

  @Override
  public JsonNode attribute(String logicalId, String attribute, String place) {
    Made made = after.get(logicalId);
    ResourceType type = made == null ? null : ResourceTypes.named(made.type());
    if (made != null && type != null) {
      ObjectNode current = calls.find(type, made.labels());
      String pointer = type.attributes().get(attribute);
      if (pointer == null || current == null) {
        throw new TemplateException(
            place,
            "asks for %s.%s, which a %s does not have: it has %s"
                .formatted(
                    logicalId,
                    attribute,
                    type.name(),
                    String.join(", ", type.attributes().keySet())));
      }
      return TextNode.valueOf(current.at(pointer).asText());
    }
    Declared declared = declared(logicalId, place);
    String key = logicalId + "." + attribute;
    String given = standIns.find(key);
    if (given != null) {
      return TextNode.valueOf(given);
    }
    ObjectNode properties = template().properties(declared, Elsewhere.needed(declared.type()));
    String value =
        Elsewhere.attribute(
            declared.type(), logicalId, attribute, properties, template().environment());
    if (value == null) {
      notes.note(
          place,
          "asks for %s, which only AWS could tell, and gets that text: give the value `%s`"
              .formatted(key, key));
    }
    return TextNode.valueOf(value == null ? key : value);
  }

  private Declared declared(String logicalId, String place) {
    Declared declared = template().find(logicalId);
    if (declared == null) {
      throw new TemplateException(
          place,
          "refers to %s, whose Condition does not hold: give the reference the same condition, with Fn::If"
              .formatted(logicalId));
    }
    if (ResourceTypes.named(declared.type()) != null) {
      throw new TemplateException(
          place,
          "refers to %s, which is not made yet: take the reference out".formatted(logicalId));
    }
    return declared;
  }

  private StackTemplate template() {
    return Objects.requireNonNull(template);
  }
}
