package gatehouse.control.cloudformation.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.cloudformation.template.Nodes;
import gatehouse.control.cloudformation.template.TemplateException;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An event that becomes a route to a function.
 *
 * <p>AWS: {@code HttpApi} of {@code EventSource}.
 *
 * @param place of it, for messages
 * @param target what {@code Fn::Sub} has to insert for the function's ARN
 * @param condition of the function; null for none
 */
record HttpApiEvent(
    String place,
    ObjectNode properties,
    String target,
    @Nullable String condition,
    BiConsumer<String, String> notUsed) {

  private static final String ANY = "x-amazon-apigateway-any-method";
  private static final String DEFAULT = "$default";
  private static final String INTEGRATION = "x-amazon-apigateway-integration";

  /** Adds the route to an API. */
  void addTo(HttpApi api) {
    Known.check(
        properties,
        place + ".Properties",
        notUsed,
        List.of(
            "ApiId",
            "Auth",
            "Method",
            "Path",
            "PayloadFormatVersion",
            "RouteSettings",
            "TimeoutInMillis"));
    String path = properties.path("Path").asText(DEFAULT);
    String verb = properties.path("Method").asText("ANY").toLowerCase(Locale.ROOT);
    if (!properties.has("Path") && properties.has("Method") && !isAny(verb)) {
      throw new TemplateException(
          place + ".Properties", "has a Method and no Path: add a Path, or remove the Method");
    }
    boolean isDefault = path.equals(DEFAULT) || path.equals("/" + DEFAULT);
    String method = isAny(verb) || isDefault ? ANY : verb;
    ObjectNode operation = operation();
    if (isDefault) {
      operation.put("isDefaultRoute", true);
    }
    api.auth().secure(operation, properties.path("Auth"), place + ".Properties.Auth");
    JsonNode added = operation;
    if (condition != null) {
      ObjectNode chosen = Nodes.object();
      chosen
          .putArray("Fn::If")
          .add(condition)
          .add(operation)
          .addObject()
          .put("Ref", "AWS::NoValue");
      added = chosen;
    }
    api.addOperation(isDefault ? "/" + DEFAULT : path, method, added, place);
    if (properties.has("RouteSettings")) {
      String key = isDefault ? DEFAULT : (isAny(verb) ? "ANY" : upper(verb)) + " " + path;
      api.addRouteSettings(key, properties.get("RouteSettings"));
    }
  }

  private ObjectNode operation() {
    ObjectNode operation = Nodes.object();
    ObjectNode integration = operation.putObject(INTEGRATION);
    integration.put("type", "aws_proxy");
    integration.put("httpMethod", "POST");
    integration
        .putObject("uri")
        .put(
            "Fn::Sub",
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%s}/invocations"
                .formatted(target));
    JsonNode version = properties.get("PayloadFormatVersion");
    if (version == null) {
      integration.put("payloadFormatVersion", "2.0");
    } else {
      integration.set("payloadFormatVersion", version);
    }
    if (properties.has("TimeoutInMillis")) {
      integration.set("timeoutInMillis", properties.get("TimeoutInMillis"));
    }
    return operation;
  }

  private static boolean isAny(String verb) {
    return verb.equals("any") || verb.equals("*") || verb.equals(ANY);
  }

  private static String upper(String verb) {
    return verb.toUpperCase(Locale.ROOT);
  }
}
