package gatehouse.deployment;

import java.util.Map;
import java.util.TreeMap;

/** Composes the files of a configuration. For one thread. */
final class Api {

  private final Map<String, String> files = new TreeMap<>();

  /** A stage that serves all routes; its variable {@code here} is its id. */
  Api stage(String id, String name) {
    return file(
        "stages/" + id + ".json",
        "{\"Name\":\"%s\",\"StageVariables\":{\"here\":\"%s\"}}".formatted(name, id));
  }

  /** A stage of that name that serves all routes. */
  Api stage(String name) {
    return stage(name, name);
  }

  /** A route, and an HTTP_PROXY integration with the same id. */
  Api route(String id, String key, String uri) {
    file(
        "integrations/" + id + ".json",
        "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"%s\"}".formatted(uri));
    return file(
        "routes/" + id + ".json",
        "{\"RouteKey\":\"%s\",\"Target\":\"integrations/%s\"}".formatted(key, id));
  }

  /** Any other file, right or wrong. */
  Api file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Contents by path. */
  Map<String, String> files() {
    return Map.copyOf(files);
  }
}
