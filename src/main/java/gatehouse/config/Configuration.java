package gatehouse.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the operator said. Immutable; the maps keep the order that they were given.
 *
 * @param plain the API of the plain layout, whose stages, routes and integrations lie at the top;
 *     it answers whatever is for no other; null when there are no such files
 * @param apis by id, the plain one excluded
 * @param domains by name, in lower case
 * @param connections by id
 * @param functions by id, those that run elsewhere than at AWS
 */
public record Configuration(
    @Nullable Api plain,
    Map<String, Api> apis,
    Map<String, DomainName> domains,
    Map<String, Connection> connections,
    Map<String, LocalFunction> functions) {

  /** Nothing is configured: every request is answered with 404. */
  public static final Configuration EMPTY = new Configuration(null, Map.of(), Map.of(), Map.of());

  /** A configuration of copies of these maps. */
  public Configuration {
    apis = copy(apis);
    domains = copy(domains);
    connections = copy(connections);
    functions = copy(functions);
  }

  /** A configuration whose functions all run at AWS. */
  public Configuration(
      @Nullable Api plain,
      Map<String, Api> apis,
      Map<String, DomainName> domains,
      Map<String, Connection> connections) {
    this(plain, apis, domains, connections, Map.of());
  }

  /** A configuration of one API in the plain layout. */
  public Configuration(
      Map<String, Stage> stages, Map<String, Route> routes, Map<String, Integration> integrations) {
    this(new Api(Api.PLAIN_ID, stages, routes, integrations), Map.of(), Map.of(), Map.of());
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
