package gatehouse.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that the operator said, by logical ids. Immutable; the maps keep the order that they were
 * given.
 *
 * @param stages by id
 * @param routes by id
 * @param integrations by id
 */
public record Configuration(
    Map<String, Stage> stages, Map<String, Route> routes, Map<String, Integration> integrations) {

  /** Nothing is configured: every request is answered with 404. */
  public static final Configuration EMPTY = new Configuration(Map.of(), Map.of(), Map.of());

  /** A configuration of copies of these maps. */
  public Configuration {
    stages = copy(stages);
    routes = copy(routes);
    integrations = copy(integrations);
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
