package gatehouse.http;

import org.jspecify.annotations.Nullable;

/**
 * Where a request leads: API, stage and route. Immutable.
 *
 * @param stage of which API
 * @param basePath the key of the API mapping that matched, empty for the mapping without one; null
 *     when the request came to no custom domain
 * @param path without base path and stage: what routes are compared with
 * @param route null when none matches
 */
public record RouteMatch(
    ApiStage stage, @Nullable String basePath, RequestPath path, @Nullable MatchedRoute route) {

  /** The value of a path variable, decoded; null when the route has none of this name. */
  public @Nullable String pathVariable(String name) {
    return route == null ? null : route.values().of(name, path.decoded());
  }
}
