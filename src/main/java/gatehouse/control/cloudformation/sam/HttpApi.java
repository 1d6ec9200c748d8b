package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.cloudformation.template.Includes;
import gatehouse.control.cloudformation.template.Nodes;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** An HTTP API of SAM, and the resources that it becomes. One transform's. */
final class HttpApi {

  private static final String PROPERTIES = "Properties";
  private static final String TAG = "httpapi:createdBy";
  private static final String CORS = "x-amazon-apigateway-cors";
  private static final List<String> KNOWN =
      List.of(
          "AccessLogSettings",
          "Auth",
          "CorsConfiguration",
          "DefaultRouteSettings",
          "DefinitionBody",
          "DefinitionUri",
          "Description",
          "DisableExecuteApiEndpoint",
          "Domain",
          "FailOnWarnings",
          "Name",
          "PropagateTags",
          "RouteSettings",
          "StageName",
          "StageVariables",
          "Tags");

  private final String logicalId;
  private final ObjectNode resource;
  private final ObjectNode properties;
  private final String place;
  private final BiConsumer<String, String> notUsed;
  private final ObjectNode body;
  private final HttpApiAuth auth;
  private final ObjectNode routeSettings = Nodes.object();

  /** Whether the document is made of events alone. */
  private final boolean isWrittenHere;

  /**
   * An API.
   *
   * @param resource as the template has it
   * @param properties its own, and global ones
   */
  HttpApi(
      String logicalId,
      ObjectNode resource,
      ObjectNode properties,
      Includes includes,
      BiConsumer<String, String> notUsed) {
    this.logicalId = logicalId;
    this.resource = resource;
    this.properties = properties;
    this.place = "Resources.%s.Properties".formatted(logicalId);
    this.notUsed = notUsed;
    Known.check(properties, place, notUsed, KNOWN);
    this.isWrittenHere = !properties.has("DefinitionBody") && !properties.has("DefinitionUri");
    this.body = withSlash(body(includes));
    this.auth =
        new HttpApiAuth(
            properties.path("Auth"),
            body.path("components").path("securitySchemes"),
            place + ".Auth",
            notUsed);
  }

  HttpApiAuth auth() {
    return auth;
  }

  private ObjectNode body(Includes includes) {
    JsonNode inline = properties.get("DefinitionBody");
    JsonNode location = properties.get("DefinitionUri");
    if (inline != null && location != null) {
      throw new TemplateException(
          place, "has a DefinitionBody and a DefinitionUri: keep one of them");
    }
    if (inline != null) {
      return Nodes.object(inline, place + ".DefinitionBody").deepCopy();
    }
    if (location != null) {
      String at = place + ".DefinitionUri";
      if (!location.isTextual() || location.textValue().startsWith("s3:")) {
        throw new TemplateException(
            at,
            "is in S3, which Gatehouse does not read: write the path of a file beside the template");
      }
      try {
        return DocumentText.template(includes.text(location.textValue(), at));
      } catch (DocumentException e) {
        throw new TemplateException(at, location.textValue() + ": " + e.getMessage());
      }
    }
    ObjectNode made = Nodes.object().put("openapi", "3.0.1");
    ObjectNode info = made.putObject("info").put("version", "1.0");
    info.putObject("title").put("Ref", "AWS::StackName");
    made.putObject("paths");
    return made;
  }

  /** AWS takes the default route without a slash, too, with a warning; events add to either. */
  private static ObjectNode withSlash(ObjectNode body) {
    if (body.get("paths") instanceof ObjectNode paths
        && paths.has("$default")
        && !paths.has("/$default")) {
      paths.set("/$default", paths.remove("$default"));
    }
    return body;
  }

  /**
   * Adds an operation of an event. What the API's own document integrates stays as it is, but for
   * who may call it.
   */
  void addOperation(String path, String method, JsonNode operation, String at) {
    ObjectNode paths = child(body, "paths", at);
    ObjectNode item = child(paths, path, at);
    JsonNode before = item.get(method);
    if (before != null && !(before instanceof ObjectNode)) {
      throw new TemplateException(at, "adds to what is no operation in the API's document");
    }
    boolean isIntegrated =
        before != null
            && (before.has("x-amazon-apigateway-integration") || Globals.isFunction(before));
    if (isIntegrated && isWrittenHere) {
      throw new TemplateException(
          at,
          "adds %s %s, which the API %s has already: remove one of them"
              .formatted(method.toUpperCase(Locale.ROOT), path, logicalId));
    }
    if (isIntegrated && before instanceof ObjectNode kept) {
      notUsed.accept(
          at, "adds what the document of the API %s integrates otherwise".formatted(logicalId));
      if (operation.has("security")) {
        kept.set("security", operation.get("security"));
      }
      return;
    }
    if (before instanceof ObjectNode written && operation instanceof ObjectNode made) {
      item.set(method, Globals.merged(made, written));
    } else {
      item.set(method, operation);
    }
  }

  private static ObjectNode child(ObjectNode parent, String name, String at) {
    JsonNode child = parent.get(name);
    if (child == null || child.isNull()) {
      return parent.putObject(name);
    }
    if (child instanceof ObjectNode object && !Globals.isFunction(object)) {
      return object;
    }
    throw new TemplateException(
        at, "adds to %s of the API's document, which is a function or no object".formatted(name));
  }

  /** Adds settings of a route, which the API's own go over. */
  void addRouteSettings(String key, JsonNode settings) {
    routeSettings.set(key, settings);
  }

  /**
   * The plain resources, by logical id.
   *
   * @param aliases takes how templates refer to them
   */
  Map<String, ObjectNode> expanded(Map<String, String> aliases) {
    completeBody();
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    ObjectNode api = made("AWS::ApiGatewayV2::Api");
    for (String attribute : List.of("DependsOn", "DeletionPolicy", "UpdateReplacePolicy")) {
      if (resource.has(attribute)) {
        api.set(attribute, resource.get(attribute));
      }
    }
    ObjectNode ofApi = api.putObject(PROPERTIES);
    ofApi.set("Body", body);
    copy(ofApi, "Name", "Description", "DisableExecuteApiEndpoint", "FailOnWarnings");
    ofApi.set("Tags", tags());
    all.put(logicalId, api);
    String stageId = stageId();
    all.put(stageId, stage());
    aliases.put(logicalId + ".Stage", stageId);
    if (properties.has("Domain")) {
      JsonNode propagated = properties.path("PropagateTags");
      new HttpApiDomain(
              logicalId,
              Nodes.object(properties.get("Domain"), place + ".Domain"),
              place + ".Domain",
              notUsed)
          .expanded(stageId, propagated.asBoolean(false) ? tags() : Nodes.object())
          .forEach(
              (id, domain) -> {
                if (resource.has("Condition")) {
                  domain.set("Condition", resource.get("Condition"));
                }
                all.put(id, domain);
              });
    }
    return all;
  }

  private void completeBody() {
    ObjectNode schemes = auth.schemes();
    if (!schemes.isEmpty()) {
      ObjectNode components = child(body, "components", place);
      child(components, "securitySchemes", place).setAll(schemes);
    }
    auth.secureAll(body.path("paths"));
    JsonNode cors = properties.get("CorsConfiguration");
    if (cors != null && !(cors.isBoolean() && !cors.asBoolean())) {
      body.set(CORS, HttpApiCors.written(cors, place + ".CorsConfiguration", notUsed));
    }
  }

  private ObjectNode stage() {
    ObjectNode stage = made("AWS::ApiGatewayV2::Stage");
    ObjectNode ofStage = stage.putObject(PROPERTIES);
    ofStage.putObject("ApiId").put("Ref", logicalId);
    ofStage.put("StageName", "$default");
    copy(ofStage, "AccessLogSettings", "DefaultRouteSettings", "StageName", "StageVariables");
    ofStage.put("AutoDeploy", true);
    ObjectNode settings = routeSettings.deepCopy();
    JsonNode own = properties.get("RouteSettings");
    if (own instanceof ObjectNode object) {
      settings = Globals.merged(settings, object);
    }
    if (!settings.isEmpty()) {
      ofStage.set("RouteSettings", settings);
    }
    ofStage.set("Tags", tags());
    return stage;
  }

  private String stageId() {
    JsonNode name = properties.path("StageName");
    if (name.isMissingNode() || "$default".equals(name.textValue())) {
      return logicalId + "ApiGatewayDefaultStage";
    }
    return logicalId + SamTransform.alphanumeric(name.textValue()) + "Stage";
  }

  private ObjectNode tags() {
    ObjectNode tags = Nodes.object().put(TAG, "SAM");
    if (properties.get("Tags") instanceof ObjectNode own) {
      tags.setAll(own.deepCopy());
    }
    return tags;
  }

  private ObjectNode made(String type) {
    ObjectNode made = Nodes.object().put("Type", type);
    if (resource.has("Condition")) {
      made.set("Condition", resource.get("Condition"));
    }
    return made;
  }

  private void copy(ObjectNode to, String... names) {
    for (String name : names) {
      if (properties.has(name)) {
        to.set(name, properties.get(name));
      }
    }
  }
}
