package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.expression.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a template are: what somebody gives, else what they were, else their
 * defaults. Immutable. {@code toString} tells no values.
 *
 * <p>AWS: "CloudFormation template Parameters syntax".
 */
public final class ParameterValues {

  private static final String SECTION = "Parameters";
  private static final String SSM = "AWS::SSM::Parameter::Value<";
  private static final String HIDDEN = "****";

  /** Of what nobody has given: the template still has it. */
  private static final String HIDDEN_DEFAULT = "**** (Default)";

  private static final Set<String> MEMBERS =
      Set.of(
          "AllowedPattern",
          "AllowedValues",
          "ConstraintDescription",
          "Default",
          "Description",
          "MaxLength",
          "MaxValue",
          "MinLength",
          "MinValue",
          "NoEcho",
          "Type");

  private final Map<String, JsonNode> values = new LinkedHashMap<>();
  private final Map<String, String> told = new TreeMap<>();
  private final Map<String, String> missing = new TreeMap<>();

  /**
   * Reads the values.
   *
   * @param given by name
   * @param previous what was given last time, by name, as it was told
   * @param standIns tell what Systems Manager has
   * @throws TemplateException when there is no value, or it is no allowed one
   */
  public ParameterValues(
      Template template,
      Map<String, String> given,
      Map<String, String> previous,
      StandIns standIns) {
    ObjectNode section = template.section(SECTION);
    checkNames(section, given);
    Matching matching = new Matching();
    for (var entry : section.properties()) {
      String name = entry.getKey();
      String place = SECTION + "." + name;
      ObjectNode parameter = Nodes.object(entry.getValue(), place);
      for (String member : sectionNames(parameter)) {
        if (!MEMBERS.contains(member)) {
          throw new TemplateException(
              place + "." + member, "is no property of a parameter: remove it");
        }
      }
      String text = given.get(name);
      if (text == null) {
        text = before(previous, name, place);
      }
      boolean isDefault = text == null;
      if (text == null && parameter.has("Default")) {
        text = Nodes.scalar(parameter.get("Default"), place + ".Default");
      }
      if (text == null) {
        throw new TemplateException(
            place, "has no value: give one, or add a Default to the template");
      }
      new ParameterRule(parameter, place, matching).check(text);
      told.put(name, !isHidden(parameter) ? text : isDefault ? HIDDEN_DEFAULT : HIDDEN);
      read(name, parameter.path("Type").asText(), text, standIns);
    }
  }

  /** What somebody gave last time; null when nobody did. */
  private static @Nullable String before(Map<String, String> previous, String name, String place) {
    String told = previous.get(name);
    if (HIDDEN.equals(told)) {
      throw new TemplateException(
          place, "was given last time, and is kept nowhere, as NoEcho says: give it again");
    }
    return HIDDEN_DEFAULT.equals(told) ? null : told;
  }

  private static void checkNames(ObjectNode section, Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!section.has(name)) {
        String near = Nearest.loose(name, sectionNames(section));
        throw new TemplateException(
            SECTION,
            "the template has no parameter %s".formatted(name)
                + (near == null ? ": do not give it" : ": did you mean %s?".formatted(near)));
      }
    }
  }

  /**
   * Refuses values that a template does not allow, whatever it was before.
   *
   * @param given by name
   * @throws TemplateException when there is one
   */
  public static void check(Template template, Map<String, String> given) {
    ObjectNode section = template.section(SECTION);
    checkNames(section, given);
    Matching matching = new Matching();
    given.forEach(
        (name, text) -> {
          String place = SECTION + "." + name;
          new ParameterRule(Nodes.object(section.path(name), place), place, matching).check(text);
        });
  }

  /** The values that a template does not want told, those that are given and those it has. */
  public static List<String> secrets(Template template, Map<String, String> given) {
    List<String> secrets = new ArrayList<>();
    for (var entry : template.section(SECTION).properties()) {
      if (isHidden(entry.getValue())) {
        String usual = Nodes.scalar(entry.getValue().path("Default"));
        String text = given.getOrDefault(entry.getKey(), usual == null ? "" : usual);
        secrets.add(text);
        if (entry.getValue().path("Type").asText().contains("List")) {
          list(text).forEach(item -> secrets.add(item.asText()));
        }
      }
    }
    return secrets;
  }

  private static boolean isHidden(JsonNode parameter) {
    return parameter.path("NoEcho").asBoolean(false);
  }

  private void read(String name, String type, String text, StandIns standIns) {
    boolean isOfSsm = type.startsWith(SSM);
    String found = isOfSsm ? standIns.find("resolve:ssm:" + text) : text;
    if (found == null) {
      missing.put(name, text);
      return;
    }
    boolean isList = type.contains("CommaDelimitedList") || type.contains("List<");
    values.put(name, isList ? list(found) : Nodes.text(found));
  }

  private static ArrayNode list(String text) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (!text.isEmpty()) {
      for (String item : text.split(",", -1)) {
        list.add(item.strip());
      }
    }
    return list;
  }

  private static List<String> sectionNames(ObjectNode section) {
    return section.propertyStream().map(Map.Entry::getKey).toList();
  }

  /** The names of all parameters. */
  Set<String> names() {
    return told.keySet();
  }

  /** By name, as people may read them: without those that are not to be echoed. */
  public Map<String, String> told() {
    return Collections.unmodifiableMap(told);
  }

  /**
   * The value of a parameter.
   *
   * @return null when there is no such parameter
   * @throws TemplateException when only Systems Manager knows it
   */
  @Nullable JsonNode find(String name, String place) {
    String key = missing.get(name);
    if (key != null) {
      throw new TemplateException(
          place,
          "needs the parameter %s, whose value is in Systems Manager as %s: give it as the value `resolve:ssm:%s`"
              .formatted(name, key, key));
    }
    return values.get(name);
  }

  @Override
  public String toString() {
    return "ParameterValues" + told.keySet();
  }
}
