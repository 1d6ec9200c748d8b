package gatehouse.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A route of a stage, for people and their tools: what to call, and who answers. Immutable.
 *
 * @param apiId of the API
 * @param stageName of the stage
 * @param deploymentId that the stage serves; null for the files as they are
 * @param routeId of the route
 * @param routeKey as AWS writes it
 * @param method {@code ANY} for {@code $default}
 * @param place the path to call, in front of it what leads to the stage
 * @param integrationId null for a route without target
 * @param answerer what answers, and where it is
 */
public record RouteLine(
    String apiId,
    String stageName,
    @Nullable String deploymentId,
    String routeId,
    String routeKey,
    String method,
    String place,
    @Nullable String integrationId,
    String answerer) {

  /** What leads to the stage: the place without the route's own path; empty for the root. */
  public String base() {
    return place.substring(0, place.length() - path(routeKey).length());
  }

  /** A route's path as it stands at the end of its place. */
  static String path(String routeKey) {
    int space = routeKey.indexOf(' ');
    return space < 0 ? " (" + routeKey + ")" : routeKey.substring(space + 1);
  }

  /** For example {@code GET /v0/pets/{id} -> HTTP_PROXY https://pets.example/{id}}. */
  @Override
  public String toString() {
    return method + " ".repeat(Math.max(1, 8 - method.length())) + place + " -> " + answerer;
  }
}
