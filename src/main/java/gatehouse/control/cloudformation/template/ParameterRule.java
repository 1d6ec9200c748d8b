package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the value of a parameter may be. Messages never quote it. */
final class ParameterRule {

  private static final int LONGEST = 4_096;

  private final ObjectNode parameter;
  private final String place;
  private final Matching matching;

  ParameterRule(ObjectNode parameter, String place, Matching matching) {
    this.parameter = parameter;
    this.place = place;
    this.matching = matching;
  }

  /**
   * Refuses what the parameter does not allow.
   *
   * @throws TemplateException with the parameter's own description of its constraint, if it has one
   */
  void check(String text) {
    String type = parameter.path("Type").asText("");
    if (!isType(type)) {
      throw new TemplateException(
          place + ".Type",
          "must be String, Number, CommaDelimitedList, List<Number>, or a type that begins with AWS::");
    }
    if (text.length() > LONGEST) {
      throw fault("is longer than %d characters".formatted(LONGEST));
    }
    List<String> items =
        type.contains("List") ? List.of(text.split("\\s*,\\s*", -1)) : List.of(text);
    items.forEach(item -> checkItem(type, item));
  }

  private static boolean isType(String type) {
    return List.of("String", "Number", "CommaDelimitedList", "List<Number>").contains(type)
        || type.startsWith("AWS::")
        || type.startsWith("List<AWS::");
  }

  private void checkItem(String type, String item) {
    JsonNode allowed = parameter.path("AllowedValues");
    if (!allowed.isMissingNode()
        && allowed.valueStream().noneMatch(value -> item.equals(Nodes.scalar(value)))) {
      throw fault(
          "is none of its AllowedValues, %s"
              .formatted(allowed.valueStream().map(JsonNode::asText).toList()));
    }
    String pattern = parameter.path("AllowedPattern").textValue();
    if (pattern != null && !matching.matches(pattern, item, place + ".AllowedPattern")) {
      throw fault("does not match its AllowedPattern, " + pattern);
    }
    if (item.length() < bound("MinLength", 0) || item.length() > bound("MaxLength", LONGEST)) {
      throw fault("is shorter than its MinLength, or longer than its MaxLength");
    }
    if (type.equals("Number") || type.equals("List<Number>")) {
      BigDecimal number = number(item);
      if (number == null) {
        throw fault("is no number");
      }
      BigDecimal least = number(parameter.path("MinValue").asText(""));
      BigDecimal most = number(parameter.path("MaxValue").asText(""));
      if ((least != null && number.compareTo(least) < 0)
          || (most != null && number.compareTo(most) > 0)) {
        throw fault("is less than its MinValue, or more than its MaxValue");
      }
    }
  }

  private int bound(String member, int usual) {
    return parameter.path(member).asInt(usual);
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return text.length() > 40 ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private TemplateException fault(String fault) {
    String description = parameter.path("ConstraintDescription").textValue();
    return new TemplateException(
        place,
        "its value %s%s: give another one"
            .formatted(fault, description == null ? "" : " (" + description + ")"));
  }
}
