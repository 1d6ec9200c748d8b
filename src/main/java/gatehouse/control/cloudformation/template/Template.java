package gatehouse.control.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import gatehouse.expression.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A template, in its sections. Functions are as they were written, in their long form.
 *
 * <p>AWS: "CloudFormation template sections".
 *
 * @param description null when it has none
 * @param transforms the macros that it names
 * @param sections by their names; those that are absent are empty
 * @param characters of its text, and of what it includes
 */
public record Template(
    @Nullable String description, List<String> transforms, ObjectNode sections, long characters) {

  /** The longest text of a template, in characters. AWS: 1 MB, "CloudFormation quotas". */
  public static final int LONGEST = 1 << 20;

  private static final String VERSION = "AWSTemplateFormatVersion";
  private static final String ONLY_VERSION = "2010-09-09";
  private static final String SERVERLESS = "AWS::Serverless-2016-10-31";
  private static final String LANGUAGE = "AWS::LanguageExtensions";
  private static final String INCLUDE = "AWS::Include";
  private static final int MOST_RESOURCES = 500;
  private static final int MOST_OF_OTHERS = 200;

  private static final Set<String> SECTIONS =
      Set.of(
          VERSION,
          "Conditions",
          "Description",
          "Globals",
          "Hooks",
          "Mappings",
          "Metadata",
          "Outputs",
          "Parameters",
          "Resources",
          "Rules",
          "Transform");

  /**
   * Reads a template.
   *
   * @param text in JSON or YAML
   * @param includes finds the files that it names
   * @throws TemplateException when it is none
   */
  public static Template read(String text, Includes includes) {
    if (text.length() > LONGEST) {
      throw new TemplateException(
          "", "the template is longer than %d characters: divide it".formatted(LONGEST));
    }
    ObjectNode tree;
    try {
      tree = DocumentText.template(text);
    } catch (DocumentException e) {
      throw new TemplateException("", String.valueOf(e.getMessage()));
    }
    checkSections(tree);
    Inclusion inclusion = new Inclusion(includes);
    ObjectNode included = inclusion.included(tree);
    long characters = text.length() + inclusion.characters();
    ObjectNode whole = new Loops(new Budget(characters)).written(included);
    for (String name : SECTIONS) {
      boolean isText = name.equals(VERSION) || name.equals("Description");
      JsonNode section = whole.get(name);
      if (section != null && !isText && !name.equals("Transform")) {
        int most = name.equals("Resources") ? MOST_RESOURCES : MOST_OF_OTHERS;
        if (Nodes.object(section, name).size() > most) {
          throw new TemplateException(
              name, "has %d members, and may have %d: divide it".formatted(section.size(), most));
        }
      }
    }
    if (whole.path("Resources").isEmpty()) {
      throw new TemplateException("Resources", "is missing or empty: a template has one or more");
    }
    return new Template(
        whole.path("Description").textValue(),
        transforms(whole.path("Transform")),
        whole,
        characters);
  }

  /** The same, with sections that nobody else has. */
  public Template copy() {
    return new Template(description, transforms, sections.deepCopy(), characters);
  }

  /** A section of objects or values by name; empty when it is absent. */
  public ObjectNode section(String name) {
    return sections.get(name) instanceof ObjectNode section ? section : Nodes.object();
  }

  /** Whether it is to be transformed by SAM. */
  public boolean isServerless() {
    return transforms.contains(SERVERLESS);
  }

  private static void checkSections(ObjectNode tree) {
    for (var entry : tree.properties()) {
      String name = entry.getKey();
      if (!SECTIONS.contains(name) && !name.startsWith("Fn::")) {
        String near = Nearest.loose(name, SECTIONS);
        throw new TemplateException(
            name,
            "is no section of a template"
                + (near == null ? ": remove it" : ": did you mean %s?".formatted(near)));
      }
    }
    JsonNode version = tree.path(VERSION);
    if (!version.isMissingNode() && !ONLY_VERSION.equals(version.asText())) {
      throw new TemplateException(VERSION, "must be `%s`: write that".formatted(ONLY_VERSION));
    }
  }

  private static List<String> transforms(JsonNode transform) {
    List<String> names = new ArrayList<>();
    for (JsonNode each : transform.isArray() ? transform : List.of(transform)) {
      if (each.isMissingNode() || each.path("Name").asText().equals(INCLUDE)) {
        continue;
      }
      String name = each.isTextual() ? each.textValue() : each.path("Name").asText();
      if (!name.equals(SERVERLESS) && !name.equals(LANGUAGE)) {
        throw new TemplateException(
            "Transform",
            "names %s, which Gatehouse does not have: apply what it makes of the template instead"
                .formatted(name));
      }
      names.add(name);
    }
    return names;
  }
}
