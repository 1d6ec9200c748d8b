package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.cloudformation.template.Includes;
import gatehouse.control.cloudformation.template.Nodes;
import gatehouse.control.cloudformation.template.Template;
import gatehouse.control.cloudformation.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plain template of one for SAM. Functions in it stay as they are written. One template's.
 *
 * <p>AWS: "AWS SAM resources and properties": {@code AWS::Serverless::HttpApi}, {@code
 * AWS::Serverless::Function}, Globals.
 */
public final class SamTransform {

  static final String HTTP_API = "AWS::Serverless::HttpApi";
  static final String FUNCTION = "AWS::Serverless::Function";

  /** The API of events that name none. */
  private static final String IMPLICIT_API = "ServerlessHttpApi";

  private static final String PROPERTIES = "Properties";
  private static final Set<String> OF_SAM = Set.of("Connectors", "IgnoreGlobals");

  private final Includes includes;
  private final BiConsumer<String, String> notUsed;
  private final Map<String, HttpApi> apis = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final ObjectNode resources = Nodes.object();
  private ObjectNode globals = Nodes.object();

  /**
   * A transform.
   *
   * @param includes finds documents that APIs name
   * @param notUsed takes place and reason of what is not used
   */
  public SamTransform(Includes includes, BiConsumer<String, String> notUsed) {
    this.includes = includes;
    this.notUsed = notUsed;
  }

  /**
   * The plain template.
   *
   * @throws TemplateException when it cannot be made
   */
  public Template transformed(Template template) {
    globals = template.section("Globals");
    ObjectNode written = template.section("Resources");
    for (var entry : written.properties()) {
      if (isType(entry.getValue(), HTTP_API)) {
        addApi(entry.getKey(), (ObjectNode) entry.getValue());
      }
    }
    for (var entry : written.properties()) {
      String logicalId = entry.getKey();
      JsonNode resource = entry.getValue();
      if (isType(resource, FUNCTION)) {
        function(logicalId, (ObjectNode) resource);
      } else if (!isType(resource, HTTP_API)) {
        put(logicalId, resource);
      }
    }
    for (HttpApi api : apis.values()) {
      api.expanded(aliases).forEach(this::putOnce);
    }
    ObjectNode sections = template.sections().deepCopy();
    sections.remove("Globals");
    sections.set("Resources", resources);
    return new Template(
        template.description(),
        template.transforms(),
        (ObjectNode) new Aliases(aliases).replaced(sections),
        template.characters());
  }

  private static boolean isType(JsonNode resource, String type) {
    return resource.isObject() && type.equals(resource.path("Type").textValue());
  }

  private HttpApi addApi(String logicalId, ObjectNode resource) {
    ObjectNode properties = properties(logicalId, resource, "HttpApi");
    HttpApi api = new HttpApi(logicalId, resource, properties, includes, notUsed);
    apis.put(logicalId, api);
    return api;
  }

  /** The properties of a resource, with those that are global. */
  private ObjectNode properties(String logicalId, ObjectNode resource, String section) {
    String place = "Resources." + logicalId;
    JsonNode own = resource.path(PROPERTIES);
    if (!own.isMissingNode() && !own.isNull() && !own.isObject()) {
      throw new TemplateException(
          place + "." + PROPERTIES, "must be an object, and is " + Nodes.kind(own));
    }
    ObjectNode global = Nodes.object();
    JsonNode ignored = resource.path("IgnoreGlobals");
    if (!"*".equals(ignored.textValue()) && globals.get(section) instanceof ObjectNode found) {
      global = found.deepCopy();
      for (JsonNode name : ignored) {
        global.remove(name.asText());
      }
    }
    if (resource.has("Connectors")) {
      notUsed.accept(place + ".Connectors", "is not used: it grants permissions at AWS");
    }
    return Globals.merged(global, own instanceof ObjectNode object ? object : Nodes.object());
  }

  private void function(String logicalId, ObjectNode resource) {
    ObjectNode properties = properties(logicalId, resource, "Function");
    ObjectNode plain = resource.deepCopy();
    plain.remove(OF_SAM);
    plain.remove("DependsOn");
    plain.put("Type", "AWS::Lambda::Function");
    ObjectNode kept = properties.deepCopy();
    kept.remove("Events");
    plain.set(PROPERTIES, kept);
    put(logicalId, plain);
    if (!properties.has("Role")) {
      put(logicalId + "Role", Nodes.object().put("Type", "AWS::IAM::Role"));
    }
    JsonNode alias = properties.get("AutoPublishAlias");
    String target = logicalId + ".Arn";
    if (alias != null) {
      String id = logicalId + "Alias" + (alias.isTextual() ? alphanumeric(alias.asText()) : "");
      ObjectNode made = Nodes.object().put("Type", "AWS::Lambda::Alias");
      ObjectNode ofAlias = made.putObject(PROPERTIES);
      ofAlias.set("Name", alias);
      ofAlias.putObject("FunctionName").put("Ref", logicalId);
      put(id, made);
      aliases.put(logicalId + ".Alias", id);
      target = id;
    }
    events(logicalId, resource, properties, target);
  }

  private void events(String logicalId, ObjectNode resource, ObjectNode properties, String target) {
    for (var entry : properties.path("Events").properties()) {
      String place = "Resources.%s.Properties.Events.%s".formatted(logicalId, entry.getKey());
      ObjectNode event = Nodes.object(entry.getValue(), place);
      String type = event.path("Type").asText("");
      if (!type.equals("HttpApi")) {
        notUsed.accept(place, "is an event of type %s, and only HttpApi is used".formatted(type));
        continue;
      }
      JsonNode ofEvent = event.path(PROPERTIES);
      new HttpApiEvent(
              place,
              ofEvent.isMissingNode() || ofEvent.isNull()
                  ? Nodes.object()
                  : Nodes.object(ofEvent, place + "." + PROPERTIES),
              target,
              resource.path("Condition").textValue(),
              notUsed)
          .addTo(api(ofEvent.path("ApiId"), place));
    }
  }

  private HttpApi api(JsonNode apiId, String place) {
    if (apiId.isMissingNode()) {
      HttpApi api = apis.get(IMPLICIT_API);
      return api == null ? addApi(IMPLICIT_API, Nodes.object().put("Type", HTTP_API)) : api;
    }
    String name = apiId.isTextual() ? apiId.textValue() : apiId.path("Ref").textValue();
    HttpApi api = name == null ? null : apis.get(name);
    if (api == null) {
      throw new TemplateException(
          place + ".Properties.ApiId",
          "must refer to an AWS::Serverless::HttpApi of this template: write !Ref and its logical id");
    }
    return api;
  }

  private void put(String logicalId, JsonNode resource) {
    if (resources.has(logicalId)) {
      throw new TemplateException(
          "Resources." + logicalId, "is what SAM makes for another resource: rename it");
    }
    resources.set(logicalId, resource);
  }

  /** Two APIs of one domain have it in common. */
  private void putOnce(String logicalId, ObjectNode resource) {
    JsonNode before = resources.get(logicalId);
    if (before == null || !before.equals(resource)) {
      put(logicalId, resource);
    }
  }

  static String alphanumeric(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[^A-Za-z0-9]", "");
  }
}
