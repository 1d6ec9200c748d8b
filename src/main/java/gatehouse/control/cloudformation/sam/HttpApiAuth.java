package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.cloudformation.template.Nodes;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.expression.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may call an API.
 *
 * <p>AWS: {@code HttpApiAuth}, {@code OAuth2Authorizer} and {@code LambdaAuthorizer}.
 */
final class HttpApiAuth {

  private static final String IAM = "AWS_IAM";
  private static final String NONE = "NONE";
  private static final String SECURITY = "security";
  private static final String SCOPES = "AuthorizationScopes";
  private static final String EXTENSION = "x-amazon-apigateway-authorizer";

  private final JsonNode auth;
  private final String place;
  private final BiConsumer<String, String> notUsed;
  private final JsonNode ownSchemes;

  /**
   * Of one API.
   *
   * @param auth missing when there is none
   * @param ownSchemes of the API's document
   */
  HttpApiAuth(
      JsonNode auth, JsonNode ownSchemes, String place, BiConsumer<String, String> notUsed) {
    this.auth = auth;
    this.ownSchemes = ownSchemes;
    this.place = place;
    this.notUsed = notUsed;
    Known.check(
        auth, place, notUsed, List.of("Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"));
  }

  /** The security schemes of all authorizers. */
  ObjectNode schemes() {
    ObjectNode schemes = Nodes.object();
    for (var entry : auth.path("Authorizers").properties()) {
      String at = "%s.Authorizers.%s".formatted(place, entry.getKey());
      schemes.set(entry.getKey(), scheme(Nodes.object(entry.getValue(), at), at));
    }
    if (auth.path("EnableIamAuthorizer").asBoolean(false)) {
      schemes
          .putObject(IAM)
          .put("type", "apiKey")
          .put("name", "Authorization")
          .put("in", "header")
          .put("x-amazon-apigateway-authtype", "awsSigv4");
    }
    return schemes;
  }

  private ObjectNode scheme(ObjectNode authorizer, String at) {
    if (authorizer.has("JwtConfiguration")) {
      return token(authorizer, at);
    }
    if (authorizer.has("FunctionArn")) {
      return function(authorizer, at);
    }
    throw new TemplateException(
        at, "has neither JwtConfiguration nor FunctionArn: add what makes the authorizer");
  }

  private ObjectNode token(ObjectNode authorizer, String at) {
    Known.check(authorizer, at, notUsed, List.of(SCOPES, "IdentitySource", "JwtConfiguration"));
    ObjectNode scheme = Nodes.object().put("type", "oauth2");
    ObjectNode extension = scheme.putObject(EXTENSION).put("type", "jwt");
    ObjectNode configuration = extension.putObject("jwtConfiguration");
    for (var entry : authorizer.path("JwtConfiguration").properties()) {
      String name = entry.getKey();
      configuration.set(
          Character.toLowerCase(name.charAt(0)) + name.substring(1), entry.getValue());
    }
    JsonNode source = authorizer.get("IdentitySource");
    if (source == null) {
      extension.put("identitySource", "$request.header.Authorization");
    } else {
      extension.set("identitySource", source);
    }
    return scheme;
  }

  private ObjectNode function(ObjectNode authorizer, String at) {
    Known.check(
        authorizer,
        at,
        notUsed,
        List.of(
            "AuthorizerPayloadFormatVersion",
            "EnableFunctionDefaultPermissions",
            "EnableSimpleResponses",
            "FunctionArn",
            "FunctionInvokeRole",
            "Identity"));
    ObjectNode scheme =
        Nodes.object().put("type", "apiKey").put("name", "Unused").put("in", "header");
    ObjectNode extension = scheme.putObject(EXTENSION).put("type", "request");
    ArrayNode uri = extension.putObject("authorizerUri").putArray("Fn::Sub");
    uri.add(
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations");
    uri.addObject().set("__FunctionArn__", authorizer.get("FunctionArn"));
    copy(authorizer, "AuthorizerPayloadFormatVersion", extension, "authorizerPayloadFormatVersion");
    copy(authorizer, "EnableSimpleResponses", extension, "enableSimpleResponses");
    copy(authorizer, "FunctionInvokeRole", extension, "authorizerCredentials");
    JsonNode identity = authorizer.path("Identity");
    Known.check(
        identity,
        at + ".Identity",
        notUsed,
        List.of("Context", "Headers", "QueryStrings", "ReauthorizeEvery", "StageVariables"));
    copy(identity, "ReauthorizeEvery", extension, "authorizerResultTtlInSeconds");
    List<String> sources = new ArrayList<>();
    identity.path("Headers").forEach(name -> sources.add("$request.header." + name.asText()));
    identity
        .path("QueryStrings")
        .forEach(name -> sources.add("$request.querystring." + name.asText()));
    identity.path("Context").forEach(name -> sources.add("$context." + name.asText()));
    identity
        .path("StageVariables")
        .forEach(name -> sources.add("$stageVariables." + name.asText()));
    if (!sources.isEmpty()) {
      extension.put("identitySource", String.join(", ", sources));
    }
    return scheme;
  }

  private static void copy(JsonNode from, String name, ObjectNode to, String as) {
    if (from.has(name)) {
      to.set(as, from.get(name));
    }
  }

  /** Says who may call an operation, when its event says so. */
  void secure(ObjectNode operation, JsonNode ofEvent, String at) {
    Known.check(ofEvent, at, notUsed, List.of(SCOPES, "Authorizer"));
    String name = ofEvent.path("Authorizer").textValue();
    if (name != null) {
      set(operation, name, ofEvent.get(SCOPES), at + ".Authorizer");
    } else if (ofEvent.has(SCOPES)) {
      String usual = auth.path("DefaultAuthorizer").textValue();
      if (usual == null) {
        notUsed.accept(at + "." + SCOPES, "stands without an Authorizer, and is not used");
        return;
      }
      set(operation, usual, ofEvent.get(SCOPES), at + ".Authorizer");
    }
  }

  /** Gives all operations that say nothing else the default authorizer. */
  void secureAll(JsonNode paths) {
    String name = auth.path("DefaultAuthorizer").textValue();
    if (name == null) {
      return;
    }
    for (var path : paths.properties()) {
      for (var method : path.getValue().properties()) {
        if (!(method.getValue() instanceof ObjectNode written)) {
          continue;
        }
        JsonNode chosen = written.path("Fn::If").path(1);
        ObjectNode operation = chosen instanceof ObjectNode object ? object : written;
        if (operation.has("responses") || operation.has("x-amazon-apigateway-integration")) {
          if (!operation.has(SECURITY)) {
            set(operation, name, null, place + ".DefaultAuthorizer");
          }
        }
      }
    }
  }

  private void set(ObjectNode operation, String name, @Nullable JsonNode scopes, String at) {
    ArrayNode security = operation.putArray(SECURITY);
    if (name.equals(NONE)) {
      return;
    }
    JsonNode authorizer = auth.path("Authorizers").path(name);
    if (name.equals(IAM) && !auth.path("EnableIamAuthorizer").asBoolean(false)) {
      throw new TemplateException(
          at,
          "is AWS_IAM, which the API does not enable: set its Auth.EnableIamAuthorizer to true");
    }
    if (authorizer.isMissingNode() && !name.equals(IAM) && !ownSchemes.has(name)) {
      List<String> names = new ArrayList<>();
      auth.path("Authorizers").fieldNames().forEachRemaining(names::add);
      String near = Nearest.loose(name, names);
      throw new TemplateException(
          at,
          "is %s, which the API's Auth.Authorizers do not have%s"
              .formatted(name, near == null ? ": add it" : ": did you mean %s?".formatted(near)));
    }
    JsonNode all = scopes == null ? authorizer.get(SCOPES) : scopes;
    security
        .addObject()
        .set(name, all == null ? JsonNodeFactory.instance.arrayNode() : all.deepCopy());
  }
}
