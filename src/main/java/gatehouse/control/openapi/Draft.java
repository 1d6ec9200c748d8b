package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.RouteKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a document has, before anything of it has an id. One import's. */
final class Draft {

  /** By the identities of their keys. */
  private final Map<String, DraftRoute> routes = new LinkedHashMap<>();

  /** By names that only this draft knows. */
  private final Map<String, ObjectNode> integrations = new LinkedHashMap<>();

  /**
   * A route.
   *
   * @param json without what refers to ids
   * @param integration its name in this draft; null for none
   * @param authorizer its name; null for none
   */
  record DraftRoute(
      RouteKey key, ObjectNode json, @Nullable String integration, @Nullable String authorizer) {}

  /** All routes. */
  Iterable<DraftRoute> routes() {
    return routes.values();
  }

  /** The route that has the same paths; null for none. */
  @Nullable DraftRoute like(RouteKey key) {
    return routes.get(key.identity());
  }

  Map<String, ObjectNode> integrations() {
    return integrations;
  }

  void add(
      RouteKey key,
      Security.Access access,
      @Nullable String integration,
      @Nullable String operationId) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("RouteKey", key.toString());
    if (!access.equals(Security.Access.EVERYBODY)) {
      json.put("AuthorizationType", access.type());
    }
    if (!access.scopes().isEmpty()) {
      access.scopes().forEach(json.putArray("AuthorizationScopes")::add);
    }
    if (operationId != null) {
      json.put("OperationName", operationId);
    }
    routes.put(key.identity(), new DraftRoute(key, json, integration, access.authorizer()));
  }

  /** Adds an integration of one route, and gives its name. */
  String add(ObjectNode integration) {
    String name = "#" + integrations.size();
    integrations.put(name, integration);
    return name;
  }
}
