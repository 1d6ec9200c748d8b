package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.expression.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the functions of one template. For one thread.
 *
 * <p>AWS: "Intrinsic function reference".
 */
public final class Expressions {

  private static final String REF = "Ref";
  private static final String PREFIX = "Fn::";
  private static final Pattern DYNAMIC = Pattern.compile("\\{\\{(resolve:[a-z-]+:[^{}]+)\\}\\}");

  private final Template template;
  private final ParameterValues parameters;
  private final Environment environment;
  private final StandIns standIns;
  private final UnaryOperator<@Nullable String> imports;
  private final Targets targets;
  private final Budget budget;
  private final Conditions conditions;
  private final Functions functions;

  /**
   * What functions refer to besides the template.
   *
   * @param imports what other stacks export, by name; null for what none does
   * @param targets the resources
   */
  public record Scope(
      ParameterValues parameters,
      Environment environment,
      StandIns standIns,
      UnaryOperator<@Nullable String> imports,
      Targets targets) {}

  /** Of one template. */
  public Expressions(Template template, Scope scope) {
    this.template = template;
    this.parameters = scope.parameters();
    this.environment = scope.environment();
    this.standIns = scope.standIns();
    this.imports = scope.imports();
    this.targets = scope.targets();
    this.budget = new Budget(template.characters());
    this.conditions = new Conditions(template.section("Conditions"), this);
    this.functions = new Functions(this, template.section("Mappings"), environment, budget);
  }

  /**
   * Whether a condition of the template holds.
   *
   * @param place of the reference to it
   */
  public boolean condition(String name, String place) {
    return conditions.holds(name, place);
  }

  /**
   * The value of an expression.
   *
   * @return a missing node when it is {@code AWS::NoValue}
   * @throws TemplateException when it has none
   */
  public JsonNode value(JsonNode node, String place) {
    if (node instanceof ArrayNode list) {
      budget.take(0, place);
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < list.size(); i++) {
        JsonNode item = value(list.get(i), "%s[%d]".formatted(place, i));
        if (!item.isMissingNode()) {
          result.add(item);
        }
      }
      return result;
    }
    if (node instanceof ObjectNode object) {
      return function(object, place) == null ? members(object, place) : called(object, place);
    }
    budget.take(node.isTextual() ? node.textValue().length() : 0, place);
    return node.isTextual() ? dynamic(node.textValue(), place) : node;
  }

  private ObjectNode members(ObjectNode object, String place) {
    budget.take(0, place);
    ObjectNode result = Nodes.object();
    for (var entry : object.properties()) {
      JsonNode value = value(entry.getValue(), place + "." + entry.getKey());
      budget.take(entry.getKey().length(), place);
      if (!value.isMissingNode()) {
        result.set(entry.getKey(), value);
      }
    }
    return result;
  }

  /**
   * The function that an object calls.
   *
   * @return null when it calls none
   */
  static @Nullable String function(ObjectNode object, String place) {
    String name = object.size() == 1 ? object.fieldNames().next() : null;
    if (name != null && (name.equals(REF) || name.startsWith(PREFIX))) {
      return name;
    }
    for (var entry : object.properties()) {
      if (entry.getKey().startsWith(PREFIX)) {
        throw new TemplateException(
            place,
            "has %s beside other members: a function stands alone in its object"
                .formatted(entry.getKey()));
      }
    }
    return null;
  }

  private JsonNode called(ObjectNode object, String place) {
    var call = object.properties().iterator().next();
    JsonNode argument = call.getValue();
    JsonNode result =
        switch (call.getKey()) {
          case REF -> ref(Nodes.scalar(argument, place), place);
          case "Fn::GetAtt" -> attribute(argument, place);
          case "Fn::If" -> chosen(argument, place);
          case "Fn::ImportValue" -> imported(value(argument, place), place);
          default -> functions.call(call.getKey(), argument, place);
        };
    budget.take(result.isTextual() ? result.textValue().length() : 0, place);
    return result;
  }

  /** What a name stands for. */
  JsonNode ref(String name, String place) {
    if (name.equals(Environment.NO_VALUE)) {
      return MissingNode.getInstance();
    }
    if (name.equals(Environment.NOTIFICATIONS)) {
      return JsonNodeFactory.instance.arrayNode();
    }
    String pseudo = environment.text(name);
    if (pseudo != null) {
      return Nodes.text(pseudo);
    }
    JsonNode parameter = parameters.find(name, place);
    if (parameter != null) {
      for (JsonNode item : parameter) {
        budget.take(item.asText().length(), place);
      }
      return parameter;
    }
    if (template.section("Resources").has(name)) {
      return targets.ref(name, place);
    }
    List<String> names = new ArrayList<>(Environment.NAMES);
    names.addAll(parameters.names());
    template.section("Resources").fieldNames().forEachRemaining(names::add);
    throw unknown(name, names, "neither a parameter nor a resource", place);
  }

  private JsonNode attribute(JsonNode argument, String place) {
    String first = argument.path(0).textValue();
    String text = argument.textValue();
    if (argument.isArray() && argument.size() == 2 && first != null) {
      return attribute(first, Nodes.scalar(value(argument.get(1), place), place), place);
    }
    int dot = text == null ? -1 : text.indexOf('.');
    if (text == null || dot < 0) {
      throw new TemplateException(
          place, "Fn::GetAtt needs a resource and an attribute: write [\"Api\", \"ApiEndpoint\"]");
    }
    return attribute(text.substring(0, dot), text.substring(dot + 1), place);
  }

  /** An attribute of a resource. */
  JsonNode attribute(String logicalId, String attribute, String place) {
    ObjectNode resources = template.section("Resources");
    if (!resources.has(logicalId)) {
      List<String> names = new ArrayList<>();
      resources.fieldNames().forEachRemaining(names::add);
      throw unknown(logicalId, names, "no resource", place);
    }
    return targets.attribute(logicalId, attribute, place);
  }

  private static TemplateException unknown(
      String name, List<String> names, String what, String place) {
    String near = Nearest.loose(name, names);
    return new TemplateException(
        place,
        "refers to %s, which is %s of this template: %s"
            .formatted(
                name, what, near == null ? "correct it" : "did you mean %s?".formatted(near)));
  }

  private JsonNode chosen(JsonNode argument, String place) {
    if (!argument.isArray() || argument.size() != 3 || !argument.get(0).isTextual()) {
      throw new TemplateException(
          place, "Fn::If needs the name of a condition and two values: write [\"C\", 1, 2]");
    }
    boolean holds = condition(argument.get(0).textValue(), place);
    return value(argument.get(holds ? 1 : 2), place);
  }

  private JsonNode imported(JsonNode name, String place) {
    String text = Nodes.scalar(name, place);
    String value = imports.apply(text);
    if (value == null) {
      value = standIns.find("import:" + text);
    }
    if (value == null) {
      throw new TemplateException(
          place,
          "imports %s, which no stack exports: apply that stack first, or give the value `import:%s`"
              .formatted(text, text));
    }
    return Nodes.text(value);
  }

  /** With dynamic references replaced by what was given for them. */
  JsonNode dynamic(String text, String place) {
    if (!text.contains("{{resolve:")) {
      return Nodes.text(text);
    }
    Matcher matcher = DYNAMIC.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String value = standIns.find(matcher.group(1));
      if (value == null) {
        throw new TemplateException(
            place,
            "has the dynamic reference %s, which only AWS could resolve: give the value `%s`"
                .formatted(matcher.group(), matcher.group(1)));
      }
      budget.take(value.length(), place);
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return Nodes.text(matcher.appendTail(result).toString());
  }
}
