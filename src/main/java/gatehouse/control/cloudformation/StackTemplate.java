package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.cloudformation.StackReport.Output;
import gatehouse.control.cloudformation.sam.SamTransform;
import gatehouse.control.cloudformation.template.Dependencies;
import gatehouse.control.cloudformation.template.Environment;
import gatehouse.control.cloudformation.template.Expressions;
import gatehouse.control.cloudformation.template.Nodes;
import gatehouse.control.cloudformation.template.ParameterValues;
import gatehouse.control.cloudformation.template.Targets;
import gatehouse.control.cloudformation.template.Template;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.expression.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A template with its values: which resources there are, and in which order. For one thread. */
final class StackTemplate {

  private static final String RESOURCES = "Resources";
  private static final String PROPERTIES = "Properties";
  private static final String CONDITION = "Condition";
  private static final String OUTPUTS = "Outputs";

  private static final List<String> ATTRIBUTES =
      List.of(
          CONDITION,
          "CreationPolicy",
          "DeletionPolicy",
          "DependsOn",
          "Metadata",
          PROPERTIES,
          "Type",
          "UpdatePolicy",
          "UpdateReplacePolicy");

  private final Template template;
  private final ParameterValues parameters;
  private final Expressions expressions;
  private final Environment environment;
  private final Map<String, Declared> declared = new LinkedHashMap<>();
  private final Set<String> imports = new TreeSet<>();

  /**
   * A resource that the template declares, and whose condition holds.
   *
   * @param json as it was written
   */
  record Declared(String logicalId, String type, ObjectNode json) {

    String place() {
      return RESOURCES + "." + logicalId;
    }

    /** {@code Delete}, or what the template says. */
    String policy(String member) {
      return json.path(member).asText("Delete");
    }
  }

  /**
   * Gives a template its values.
   *
   * @param previous parameters of the stack as it is, as they are told
   * @param exports of other stacks
   * @param targets what references to resources stand for
   * @throws TemplateException when it is none
   */
  StackTemplate(
      Stacks.Plan plan,
      Environment environment,
      Map<String, String> previous,
      UnaryOperator<@Nullable String> exports,
      Targets targets,
      Notes notes) {
    StackRequest request = plan.request();
    Template written = plan.template();
    this.environment = environment;
    this.parameters =
        new ParameterValues(written, request.parameters(), previous, request.standIns());
    this.template =
        written.isServerless()
            ? new SamTransform(request.includes(), notes::notUsed).transformed(written)
            : written;
    UnaryOperator<@Nullable String> imported =
        name -> {
          String value = exports.apply(name);
          if (value != null && name != null) {
            imports.add(name);
          }
          return value;
        };
    this.expressions =
        new Expressions(
            template,
            new Expressions.Scope(parameters, environment, request.standIns(), imported, targets));
    for (String section : List.of("Rules", "Hooks")) {
      template
          .section(section)
          .fieldNames()
          .forEachRemaining(name -> notes.notUsed(section + "." + name, "is not checked"));
    }
    for (var entry : template.section(RESOURCES).properties()) {
      declare(entry.getKey(), entry.getValue(), notes);
    }
  }

  private void declare(String logicalId, JsonNode value, Notes notes) {
    String place = RESOURCES + "." + logicalId;
    if (!logicalId.matches("[A-Za-z0-9]{1,255}")) {
      throw new TemplateException(place, "is no logical id: write letters and digits only");
    }
    ObjectNode json = Nodes.object(value, place);
    String type = json.path("Type").textValue();
    if (type == null) {
      throw new TemplateException(place, "has no Type: add it");
    }
    for (var entry : json.properties()) {
      String name = entry.getKey();
      if (!ATTRIBUTES.contains(name)) {
        String near = Nearest.loose(name, ATTRIBUTES);
        throw new TemplateException(
            place + "." + name,
            "is no attribute of a resource: "
                + (near == null ? "remove it" : "did you mean %s?".formatted(near)));
      }
      if (name.endsWith("Policy") && !entry.getValue().isTextual()) {
        notes.notUsed(place + "." + name, "has no meaning here");
      }
    }
    JsonNode condition = json.path(CONDITION);
    if (condition.isMissingNode()
        || expressions.condition(Nodes.object(json, place).path(CONDITION).asText(), place)) {
      declared.put(logicalId, new Declared(logicalId, type, json));
    }
  }

  Environment environment() {
    return environment;
  }

  ParameterValues parameters() {
    return parameters;
  }

  /** The names of what it has taken from other stacks. */
  List<String> imports() {
    return List.copyOf(imports);
  }

  /** A resource; null when there is none of this id, or its condition does not hold. */
  @Nullable Declared find(String logicalId) {
    return declared.get(logicalId);
  }

  /** All resources, each behind those that it depends on. */
  List<Declared> inOrder() {
    Map<String, Set<String>> dependencies = new LinkedHashMap<>();
    for (Declared each : declared.values()) {
      dependencies.put(each.logicalId(), dependencies(each));
    }
    List<Declared> order = new ArrayList<>();
    for (String logicalId : Order.of(dependencies, this::rank)) {
      Declared each = declared.get(logicalId);
      if (each != null) {
        order.add(each);
      }
    }
    return order;
  }

  private int rank(String logicalId) {
    Declared each = declared.get(logicalId);
    ResourceType type = each == null ? null : ResourceTypes.named(each.type());
    return type != null ? type.rank() : 1;
  }

  private Set<String> dependencies(Declared each) {
    boolean isMade =
        ResourceTypes.named(each.type()) != null || each.type().equals(ResourceTypes.OVERRIDES);
    Set<String> found = new TreeSet<>();
    if (isMade) {
      JsonNode dependsOn = each.json().path("DependsOn");
      dependsOn.forEach(name -> found.add(name.asText()));
      if (dependsOn.isTextual()) {
        found.add(dependsOn.textValue());
      }
      for (String name : found) {
        if (!template.section(RESOURCES).has(name)) {
          throw new TemplateException(
              each.place() + ".DependsOn",
              "names %s, which is no resource of this template: correct it".formatted(name));
        }
      }
    }
    List<String> needed = isMade ? List.of() : Elsewhere.needed(each.type());
    for (var property : each.json().path(PROPERTIES).properties()) {
      if (isMade || needed.contains(property.getKey())) {
        found.addAll(
            Dependencies.of(
                property.getValue(), name -> expressions.condition(name, each.place())));
      }
    }
    return found;
  }

  /** The properties of a resource, evaluated. */
  ObjectNode properties(Declared each) {
    JsonNode properties = each.json().path(PROPERTIES);
    String place = each.place() + "." + PROPERTIES;
    return properties.isMissingNode() || properties.isNull()
        ? Nodes.object()
        : Nodes.object(expressions.value(properties, place), place);
  }

  /** Some properties of a resource, evaluated. */
  ObjectNode properties(Declared each, List<String> names) {
    ObjectNode values = Nodes.object();
    for (String name : names) {
      JsonNode property = each.json().path(PROPERTIES).path(name);
      String place = "%s.%s.%s".formatted(each.place(), PROPERTIES, name);
      JsonNode value = property.isMissingNode() ? property : expressions.value(property, place);
      if (!value.isMissingNode()) {
        values.set(name, value);
      }
    }
    return values;
  }

  /** The outputs whose conditions hold. */
  List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    for (var entry : template.section(OUTPUTS).properties()) {
      String place = OUTPUTS + "." + entry.getKey();
      ObjectNode output = Nodes.object(entry.getValue(), place);
      if (output.has(CONDITION) && !expressions.condition(output.path(CONDITION).asText(), place)) {
        continue;
      }
      if (!output.has("Value")) {
        throw new TemplateException(place, "has no Value: add it");
      }
      JsonNode value = expressions.value(output.get("Value"), place + ".Value");
      String text = Nodes.scalar(value);
      if (text == null) {
        throw new TemplateException(
            place + ".Value", "must be a text, and is %s: join it".formatted(Nodes.kind(value)));
      }
      JsonNode export = output.path("Export").path("Name");
      String name =
          export.isMissingNode()
              ? ""
              : expressions.value(export, place + ".Export.Name").asText("");
      outputs.add(new Output(entry.getKey(), text, output.path("Description").asText(""), name));
    }
    return outputs;
  }
}
