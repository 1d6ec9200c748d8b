package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.RouteKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Gives ids to what a document has. What was there before keeps its own: routes by their keys,
 * authorizers by their names, integrations that are the same, and those of a route that had one to
 * itself.
 */
final class KeptIds {

  private static final String TARGET = "integrations/";

  /** What the server writes into an integration, and no document says. */
  private static final List<String> OF_SERVER =
      List.of(
          "ApiGatewayManaged", "ApiId", "IntegrationId", "IntegrationResponseSelectionExpression");

  private final ApiResources before;
  private final Supplier<String> ids;
  private final Map<String, String> routesBefore = new HashMap<>();
  private final Map<String, String> targetsBefore = new HashMap<>();

  KeptIds(ApiResources before, Supplier<String> ids) {
    this.before = before;
    this.ids = ids;
    before
        .routes()
        .forEach(
            (id, route) -> {
              String identity = identity(route.path("RouteKey").asText());
              String target = route.path("Target").asText();
              routesBefore.put(identity, id);
              if (target.startsWith(TARGET)) {
                targetsBefore.put(identity, target.substring(TARGET.length()));
              }
            });
  }

  /** The resources of a draft. */
  ApiResources resources(ObjectNode api, Draft draft, Map<String, ObjectNode> authorizers) {
    Map<String, String> authorizerIds = authorizerIds(authorizers);
    Map<String, ObjectNode> keptAuthorizers = new LinkedHashMap<>();
    authorizers.forEach(
        (name, json) -> keptAuthorizers.put(authorizerIds.getOrDefault(name, name), json));
    Map<String, String> integrationIds = integrationIds(draft);
    Map<String, ObjectNode> integrations = new LinkedHashMap<>();
    draft
        .integrations()
        .forEach((name, json) -> integrations.put(integrationIds.getOrDefault(name, name), json));
    Map<String, ObjectNode> routes = new LinkedHashMap<>();
    Ids routeIds = new Ids(before.routes().keySet(), ids);
    for (Draft.DraftRoute route : draft.routes()) {
      String kept = routesBefore.get(route.key().identity());
      routes.put(
          kept != null && routeIds.take(kept) ? kept : routeIds.fresh(),
          route(route, integrationIds, authorizerIds));
    }
    return new ApiResources(api, routes, integrations, keptAuthorizers);
  }

  private Map<String, String> authorizerIds(Map<String, ObjectNode> authorizers) {
    Map<String, String> byName = new HashMap<>();
    before.authorizers().forEach((id, json) -> byName.putIfAbsent(json.path("Name").asText(), id));
    Ids taken = new Ids(before.authorizers().keySet(), ids);
    Map<String, String> idsByName = new HashMap<>();
    for (String name : authorizers.keySet()) {
      String kept = byName.get(name);
      idsByName.put(name, kept != null && taken.take(kept) ? kept : taken.fresh());
    }
    return idsByName;
  }

  private static ObjectNode route(
      Draft.DraftRoute route, Map<String, String> integrations, Map<String, String> authorizers) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("RouteKey", route.json().get("RouteKey"));
    if (route.integration() != null) {
      json.put("Target", TARGET + integrations.get(route.integration()));
    }
    json.setAll(route.json());
    if (route.authorizer() != null) {
      json.put("AuthorizerId", authorizers.get(route.authorizer()));
    }
    return json;
  }

  /** Ids by the draft's names: first where all is the same, then where the route is. */
  private Map<String, String> integrationIds(Draft draft) {
    Map<ObjectNode, Deque<String>> same = new HashMap<>();
    Map<String, ObjectNode> contents = new HashMap<>();
    before
        .integrations()
        .forEach(
            (id, json) -> {
              ObjectNode content = json.deepCopy().remove(OF_SERVER);
              contents.put(id, content);
              same.computeIfAbsent(content, c -> new ArrayDeque<>()).add(id);
            });
    Map<String, String> wanted = new HashMap<>();
    for (Draft.DraftRoute route : draft.routes()) {
      String target = targetsBefore.get(route.key().identity());
      if (route.integration() != null && target != null) {
        wanted.putIfAbsent(route.integration(), target);
      }
    }
    Ids taken = new Ids(contents.keySet(), ids);
    Map<String, String> idsByName = new HashMap<>();
    draft
        .integrations()
        .forEach(
            (name, json) -> {
              String id = wanted.get(name);
              if (id != null && json.equals(contents.get(id)) && taken.take(id)) {
                idsByName.put(name, id);
              }
            });
    draft
        .integrations()
        .forEach(
            (name, json) -> {
              Deque<String> left = same.getOrDefault(json, new ArrayDeque<>());
              while (!idsByName.containsKey(name) && !left.isEmpty()) {
                String id = left.remove();
                if (taken.take(id)) {
                  idsByName.put(name, id);
                }
              }
            });
    for (String name : draft.integrations().keySet()) {
      String id = wanted.get(name);
      if (!idsByName.containsKey(name) && id != null && taken.take(id)) {
        idsByName.put(name, id);
      }
    }
    for (String name : draft.integrations().keySet()) {
      idsByName.computeIfAbsent(name, n -> taken.fresh());
    }
    return idsByName;
  }

  private static String identity(String routeKey) {
    try {
      return RouteKey.parse(routeKey).identity();
    } catch (IllegalArgumentException e) {
      return routeKey;
    }
  }

  /** The ids of one kind of resource: those from before, and those that are new. */
  private static final class Ids {

    private final Set<String> free;
    private final Set<String> all;
    private final Supplier<String> ids;

    Ids(Set<String> before, Supplier<String> ids) {
      this.free = new HashSet<>(before);
      this.all = new HashSet<>(before);
      this.ids = ids;
    }

    /** Whether an id is from before, and nobody had it yet. */
    boolean take(String id) {
      return free.remove(id);
    }

    String fresh() {
      String id = ids.get();
      while (!all.add(id)) {
        id = ids.get();
      }
      return id;
    }
  }
}
