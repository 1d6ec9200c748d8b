package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The integrations that stand by themselves in a document: those of several routes, which would
 * else become one each, and those of none, which would be lost.
 *
 * @param ids of them
 * @param all integrations, by id
 */
record SharedIntegrations(Set<String> ids, Map<String, ObjectNode> all) {

  private static final String TARGET = "integrations/";

  /** Those of an API. */
  static SharedIntegrations of(ApiResources api) {
    Map<String, Integer> uses = new HashMap<>();
    api.routes().values().forEach(route -> uses.merge(id(route), 1, Integer::sum));
    Set<String> ids = new TreeSet<>();
    for (String id : api.integrations().keySet()) {
      if (uses.getOrDefault(id, 0) != 1) {
        ids.add(id);
      }
    }
    return new SharedIntegrations(ids, api.integrations());
  }

  /** Writes what an operation says of its route's integration. */
  void write(ObjectNode operation, ObjectNode route) {
    String id = id(route);
    ObjectNode integration = all.get(id);
    if (ids.contains(id)) {
      operation.putObject(IntegrationExtension.NAME).put(References.REF, Integrations.pointer(id));
    } else if (integration != null) {
      operation.set(IntegrationExtension.NAME, IntegrationExtension.write(integration));
    }
  }

  /** Writes those that stand by themselves. */
  void write(ObjectNode components) {
    if (!ids.isEmpty()) {
      ObjectNode shared = components.putObject(Integrations.SHARED);
      ids.forEach(
          id -> {
            ObjectNode integration = all.get(id);
            if (integration != null) {
              shared.set(id, IntegrationExtension.write(integration));
            }
          });
    }
  }

  private static String id(ObjectNode route) {
    String target = route.path("Target").asText();
    return target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
  }
}
