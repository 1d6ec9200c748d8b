package gatehouse.config;

import org.jspecify.annotations.Nullable;

/** Reads a route. AWS: {@code Route} of the ApiGatewayV2 API. */
final class RouteJson {

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a route")
          .read("RouteKey", "Target")
          .id("RouteId")
          .only("ApiKeyRequired", false)
          .only("AuthorizationType", "NONE")
          .ignored("ApiGatewayManaged", "ApiId", "OperationName")
          .unsupported(
              "AuthorizationScopes",
              "AuthorizerId",
              "ModelSelectionExpression",
              "RequestModels",
              "RequestParameters",
              "RouteResponseSelectionExpression");

  private RouteJson() {}

  /** A route; null when it has no key. */
  static @Nullable Route read(ObjectJson in, ReferencesJson integrations) {
    PROPERTIES.check(in);
    in.require("RouteKey", "\"GET /pets/{id}\"");
    RouteKey key = in.text("RouteKey", RouteKey::parse);
    String integrationId = in.text("Target", integrations::id);
    return key == null ? null : new Route(in.id(), key, integrationId);
  }
}
