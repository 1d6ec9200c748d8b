package gatehouse.config;

import org.jspecify.annotations.Nullable;

/** Reads a route. AWS: {@code Route} of the ApiGatewayV2 API. */
final class RouteJson {

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a route")
          .read("RouteKey", "Target")
          .read(AuthorizationJson.PROPERTIES)
          .id("RouteId")
          .only("ApiKeyRequired", false)
          .ignored("ApiGatewayManaged", "ApiId", "OperationName")
          .unsupported(
              "ModelSelectionExpression",
              "RequestModels",
              "RequestParameters",
              "RouteResponseSelectionExpression");

  private RouteJson() {}

  /** A route; null when it has no key. */
  static @Nullable Route read(
      ObjectJson in, ReferencesJson integrations, ReferencesJson authorizers) {
    PROPERTIES.check(in);
    in.require("RouteKey", "\"GET /pets/{id}\"");
    RouteKey key = in.text("RouteKey", RouteKey::parse);
    String integrationId = in.text("Target", integrations::id);
    Route.Authorization authorization = AuthorizationJson.read(in, authorizers);
    return key == null ? null : new Route(in.id(), key, integrationId, authorization);
  }
}
