package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Fn::Sub}. AWS: "Fn::Sub". */
final class Substitution {

  /** What stands between the braces; those that begin with an exclamation mark stay. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)}");

  private final Expressions expressions;
  private final Budget budget;

  Substitution(Expressions expressions, Budget budget) {
    this.expressions = expressions;
    this.budget = budget;
  }

  /** The names in a text that are neither literal nor defined beside it. */
  static Set<String> names(JsonNode argument) {
    String text = argument.isArray() ? argument.path(0).textValue() : argument.textValue();
    Set<String> names = new HashSet<>();
    Matcher matcher = VARIABLE.matcher(text == null ? "" : text);
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      if (!name.startsWith("!") && !argument.path(1).has(name)) {
        names.add(name);
      }
    }
    return names;
  }

  JsonNode call(JsonNode argument, String place) {
    boolean isPair = argument.isArray() && argument.size() == 2 && argument.get(1).isObject();
    String text = isPair ? argument.get(0).textValue() : argument.textValue();
    if (text == null) {
      throw new TemplateException(
          place, "Fn::Sub needs a text, or a list of a text and an object: write one of these");
    }
    ObjectNode own = isPair ? (ObjectNode) argument.get(1) : Nodes.object();
    budget.take(text.length(), place);
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      String value =
          name.startsWith("!") ? "${" + name.substring(1) + "}" : value(name, own, place);
      budget.take(value.length(), place);
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return expressions.dynamic(matcher.appendTail(result).toString(), place);
  }

  private String value(String name, ObjectNode own, String place) {
    if (own.has(name)) {
      return Nodes.scalar(expressions.value(own.get(name), place), place);
    }
    int dot = name.indexOf('.');
    try {
      JsonNode value =
          dot < 0
              ? expressions.ref(name, place)
              : expressions.attribute(name.substring(0, dot), name.substring(dot + 1), place);
      return Nodes.scalar(value, place);
    } catch (TemplateException e) {
      if (name.startsWith("stageVariables.") || name.startsWith("context.")) {
        throw new TemplateException(
            place,
            "Fn::Sub has ${%s}: write ${!%s} for what the gateway replaces".formatted(name, name));
      }
      throw e;
    }
  }
}
