package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Finds out which resources a value refers to, without evaluating it. Stateless. */
public final class Dependencies {

  private Dependencies() {}

  /**
   * The logical ids that a value refers to, parameters included.
   *
   * @param condition whether a condition holds: of {@code Fn::If}, only what is chosen counts
   */
  public static Set<String> of(JsonNode value, Predicate<String> condition) {
    Set<String> found = new TreeSet<>();
    collect(value, condition, found);
    return found;
  }

  private static void collect(JsonNode node, Predicate<String> condition, Set<String> found) {
    if (!(node instanceof ObjectNode object) || object.size() != 1) {
      node.forEach(inner -> collect(inner, condition, found));
      return;
    }
    var call = object.properties().iterator().next();
    JsonNode argument = call.getValue();
    switch (call.getKey()) {
      case "Ref" -> found.add(argument.asText());
      case "Fn::GetAtt" -> {
        String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
        int dot = text.indexOf('.');
        found.add(dot < 0 ? text : text.substring(0, dot));
        argument.forEach(inner -> collect(inner, condition, found));
      }
      case "Fn::If" -> {
        boolean holds = argument.path(0).isTextual() && condition.test(argument.get(0).textValue());
        collect(argument.path(holds ? 1 : 2), condition, found);
      }
      case "Fn::Sub" -> {
        for (String name : Substitution.names(argument)) {
          int dot = name.indexOf('.');
          found.add(dot < 0 ? name : name.substring(0, dot));
        }
        argument.forEach(inner -> collect(inner, condition, found));
      }
      default -> collect(argument, condition, found);
    }
  }
}
