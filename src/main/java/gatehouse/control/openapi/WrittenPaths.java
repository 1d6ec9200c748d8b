package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.RouteKey;
import gatehouse.config.RouteMethod;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Writes the paths of a document: an operation for each route. */
record WrittenPaths(ApiResources api, SharedIntegrations integrations) {

  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");

  /** The object {@code paths}, ordered by path and method. */
  ObjectNode write() {
    Map<String, Map<Integer, ObjectNode>> byPath = new TreeMap<>();
    for (ObjectNode route : api.routes().values()) {
      RouteKey key = RouteKey.parse(route.path("RouteKey").asText());
      Map<Integer, ObjectNode> operations = byPath.computeIfAbsent(path(key), p -> new TreeMap<>());
      operations.put(Paths.METHODS.indexOf(member(key)), operation(key, route));
    }
    ObjectNode paths = JsonNodeFactory.instance.objectNode();
    byPath.forEach(
        (path, operations) -> {
          ObjectNode item = paths.putObject(path);
          operations.forEach(
              (method, operation) -> item.setAll(object(Paths.METHODS.get(method), operation)));
          parameters(item, path);
        });
    return paths;
  }

  private ObjectNode operation(RouteKey key, ObjectNode route) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    if (route.has("OperationName")) {
      operation.set("operationId", route.get("OperationName"));
    }
    operation
        .putObject("responses")
        .putObject("default")
        .put("description", "Default response for " + key);
    String type = route.path("AuthorizationType").asText("NONE");
    if (type.equals("AWS_IAM")) {
      operation.putObject(Security.AUTH).put("type", type);
    } else if (route.has("AuthorizerId")) {
      String scheme = OpenApiExport.schemeName(api, route.get("AuthorizerId").asText());
      ArrayNode scopes = operation.putArray(Security.MEMBER).addObject().putArray(scheme);
      for (JsonNode scope : route.path("AuthorizationScopes")) {
        scopes.add(scope);
      }
    }
    if (key.template() == null) {
      operation.put(Paths.IS_DEFAULT, true);
    }
    integrations.write(operation, route);
    return operation;
  }

  /** {@code $default} goes without its slash where there is a route that has it literally. */
  private String path(RouteKey key) {
    if (key.template() != null) {
      return key.template().toString();
    }
    String path = "/" + Paths.DEFAULT;
    boolean isTaken =
        api.routes().values().stream()
            .anyMatch(route -> route.path("RouteKey").asText().equals("ANY " + path));
    return isTaken ? Paths.DEFAULT : path;
  }

  private static String member(RouteKey key) {
    return key.method() == RouteMethod.ANY
        ? Paths.ANY
        : key.method().name().toLowerCase(Locale.ROOT);
  }

  /** As AWS generates them. */
  private static void parameters(ObjectNode item, String path) {
    ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
    for (MatchResult match : VARIABLE.matcher(path).results().toList()) {
      String name = match.group(1);
      ObjectNode parameter = parameters.addObject();
      parameter.put("name", name);
      parameter.put("in", "path");
      parameter.put("description", "Generated path parameter for " + name);
      parameter.put("required", true);
      parameter.putObject("schema").put("type", "string");
    }
    if (!parameters.isEmpty()) {
      item.set("parameters", parameters);
    }
  }

  private static ObjectNode object(String name, JsonNode value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.set(name, value);
    return object;
  }
}
