package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.expression.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The conditions of a template, each evaluated once. For one thread.
 *
 * <p>AWS: "Condition functions".
 */
final class Conditions {

  private static final String SECTION = "Conditions";

  private final ObjectNode section;
  private final Expressions expressions;

  /** Absent: not evaluated yet; empty: being evaluated. */
  private final Map<String, List<Boolean>> known = new HashMap<>();

  Conditions(ObjectNode section, Expressions expressions) {
    this.section = section;
    this.expressions = expressions;
  }

  boolean holds(String name, String place) {
    JsonNode condition = section.get(name);
    if (condition == null) {
      List<String> names = new ArrayList<>();
      section.fieldNames().forEachRemaining(names::add);
      String near = Nearest.loose(name, names);
      throw new TemplateException(
          place,
          "refers to the condition %s, which the template does not have%s"
              .formatted(name, near == null ? ": add it" : ": did you mean %s?".formatted(near)));
    }
    List<Boolean> found = known.get(name);
    if (found == null) {
      known.put(name, List.of());
      boolean holds = truth(condition, SECTION + "." + name);
      known.put(name, List.of(holds));
      return holds;
    }
    if (found.isEmpty()) {
      throw new TemplateException(
          SECTION + "." + name, "refers to itself: take it out of its own definition");
    }
    return found.get(0);
  }

  private boolean truth(JsonNode node, String place) {
    if (!node.isObject() || node.size() != 1) {
      throw new TemplateException(
          place, "must be one function, such as Fn::Equals, and is " + Nodes.kind(node));
    }
    var call = node.properties().iterator().next();
    JsonNode argument = call.getValue();
    return switch (call.getKey()) {
      case "Condition" -> holds(Nodes.scalar(argument, place), place);
      case "Fn::Equals" -> {
        checkSize(argument, 2, 2, place);
        yield equal(
            expressions.value(argument.get(0), place), expressions.value(argument.get(1), place));
      }
      case "Fn::Not" -> {
        checkSize(argument, 1, 1, place);
        yield !truth(argument.get(0), place);
      }
      case "Fn::And" -> {
        checkSize(argument, 2, 10, place);
        yield argument.valueStream().allMatch(each -> truth(each, place));
      }
      case "Fn::Or" -> {
        checkSize(argument, 2, 10, place);
        yield argument.valueStream().anyMatch(each -> truth(each, place));
      }
      default ->
          throw new TemplateException(
              place,
              "has %s, which is no condition: write Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition"
                  .formatted(call.getKey()));
    };
  }

  private static boolean equal(JsonNode one, JsonNode other) {
    String text = Nodes.scalar(one);
    return text == null ? one.equals(other) : text.equals(Nodes.scalar(other));
  }

  private static void checkSize(JsonNode argument, int least, int most, String place) {
    if (!argument.isArray() || argument.size() < least || argument.size() > most) {
      throw new TemplateException(
          place, "must be a list of %d to %d conditions or values".formatted(least, most));
    }
  }
}
