package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code CreateApi} makes besides the API when it is given a target: an integration, a route
 * and the stage {@code $default}, which AWS calls managed; and how {@code UpdateApi} changes them.
 *
 * @param target a URL or the ARN of a function; null for none
 * @param routeKey null for {@code $default}
 * @param credentialsArn null for none
 */
record QuickCreate(
    @Nullable String target, @Nullable String routeKey, @Nullable String credentialsArn) {

  static final String MANAGED = "ApiGatewayManaged";

  /** Takes it out of what a request says. */
  static QuickCreate taken(ObjectNode input) {
    return new QuickCreate(
        text(input.remove("Target")),
        text(input.remove("RouteKey")),
        text(input.remove("CredentialsArn")));
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value == null || value.isNull() || value.asText().isEmpty() ? null : value.asText();
  }

  private boolean isEmpty() {
    return target == null && routeKey == null && credentialsArn == null;
  }

  /** Makes what a new API is asked to begin with. */
  void create(Call call, ApiFiles api) {
    if (isEmpty()) {
      return;
    }
    if (target == null) {
      throw AwsException.badRequest(
          "A routeKey or credentialsArn is part of quick create and needs a target");
    }
    ObjectNode integration = JsonTree.object();
    integration.put(MANAGED, true);
    aim(integration, target);
    if (credentialsArn != null) {
      integration.put("CredentialsArn", credentialsArn);
    }
    Integrations.check(call, integration);
    String integrationId = api.freshId(Kind.INTEGRATIONS, call.around().ids());
    api.put(Kind.INTEGRATIONS, integrationId, named(integration, "IntegrationId", integrationId));
    ObjectNode route = JsonTree.object();
    route.put(MANAGED, true);
    route.put("RouteKey", routeKey == null ? "$default" : routeKey);
    route.put("Target", Kind.INTEGRATIONS.directory() + integrationId);
    String routeId = api.freshId(Kind.ROUTES, call.around().ids());
    Routes.check(api, routeId, route);
    api.put(Kind.ROUTES, routeId, named(route, "RouteId", routeId));
    StageFile stage = api.newStage("$default");
    stage.content().put(MANAGED, true);
    stage.content().put("AutoDeploy", true);
    stage.content().put("CreatedDate", call.time());
    api.put(stage);
    new Releases(call, api).changed();
  }

  /**
   * Changes what an API began with.
   *
   * @return whether anything is changed
   */
  boolean update(Call call, ApiFiles api) {
    if (isEmpty()) {
      return false;
    }
    Map.Entry<String, ObjectNode> integration = managed(api, Kind.INTEGRATIONS);
    Map.Entry<String, ObjectNode> route = managed(api, Kind.ROUTES);
    if (integration == null || route == null) {
      throw AwsException.badRequest(
          "The API was not made by quick create: update its integration and its route instead");
    }
    if (target != null) {
      aim(integration.getValue(), target);
    }
    if (credentialsArn != null) {
      integration.getValue().put("CredentialsArn", credentialsArn);
    }
    Integrations.check(call, integration.getValue());
    api.put(Kind.INTEGRATIONS, integration.getKey(), integration.getValue());
    if (routeKey != null) {
      route.getValue().put("RouteKey", routeKey);
      Routes.check(api, route.getKey(), route.getValue());
      api.put(Kind.ROUTES, route.getKey(), route.getValue());
    }
    return true;
  }

  private static Map.@Nullable Entry<String, ObjectNode> managed(ApiFiles api, Kind kind) {
    return api.all(kind).entrySet().stream()
        .filter(entry -> JsonTree.isTrue(entry.getValue(), MANAGED))
        .findFirst()
        .orElse(null);
  }

  private static void aim(ObjectNode integration, String target) {
    boolean isUrl = target.startsWith("http://") || target.startsWith("https://");
    integration.put("IntegrationType", isUrl ? "HTTP_PROXY" : "AWS_PROXY");
    integration.put("IntegrationMethod", isUrl ? "ANY" : "POST");
    integration.put("PayloadFormatVersion", isUrl ? "1.0" : "2.0");
    integration.put("IntegrationUri", target);
  }

  private static ObjectNode named(ObjectNode resource, String member, String id) {
    resource.put(member, id);
    return resource;
  }
}
