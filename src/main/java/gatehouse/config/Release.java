package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stage serves: routes, integrations and authorizers as the files are now, or as they were
 * when a deployment was made. It knows where each was read, so that a problem can be told.
 * Immutable.
 *
 * @param directory of the API's files; empty, or it ends with a slash
 * @param deploymentId null for the files as they are now
 * @param cors null when CORS is left to the integrations
 * @param routes by id
 * @param integrations by id; those of the routes are among them
 * @param authorizers by id; those of the routes are among them
 */
public record Release(
    String directory,
    @Nullable String deploymentId,
    @Nullable Cors cors,
    Map<String, Route> routes,
    Map<String, Integration> integrations,
    Map<String, Authorizer> authorizers) {

  /** With copies of these maps. */
  public Release {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    integrations = Collections.unmodifiableMap(new LinkedHashMap<>(integrations));
    authorizers = Collections.unmodifiableMap(new LinkedHashMap<>(authorizers));
  }

  /** The same with these routes only, in this order; null for all. Unknown ones are left out. */
  Release selecting(@Nullable List<String> routeIds) {
    if (routeIds == null) {
      return this;
    }
    Map<String, Route> selected = new LinkedHashMap<>();
    for (String id : routeIds) {
      Route route = routes.get(id);
      if (route != null) {
        selected.put(id, route);
      }
    }
    return new Release(directory, deploymentId, cors, selected, integrations, authorizers);
  }

  /**
   * Something to tell about a route.
   *
   * @param property of the route; null when it concerns the whole
   */
  public Problem problem(Route route, @Nullable String property, String message) {
    return problem(ResourceDirectory.ROUTES, "Routes.", route.id(), property, message);
  }

  /** Where a route stands: its file, or its property in the deployment's. */
  String place(Route route) {
    return deploymentId == null
        ? directory + ResourceDirectory.ROUTES.file(route.id())
        : "Routes." + route.id();
  }

  /** Where an integration stands, as it appears in messages about other files. */
  String place(Integration integration) {
    return deploymentId == null
        ? quoted(directory + ResourceDirectory.INTEGRATIONS.file(integration.id()))
        : "%s in %s"
            .formatted(
                quoted("Integrations." + integration.id()),
                quoted(directory + ResourceDirectory.DEPLOYMENTS.file(deploymentId)));
  }

  /**
   * Something to tell about an integration.
   *
   * @param property of the integration; null when it concerns the whole
   */
  public Problem problem(Integration integration, @Nullable String property, String message) {
    return problem(
        ResourceDirectory.INTEGRATIONS, "Integrations.", integration.id(), property, message);
  }

  /**
   * Something to tell about an authorizer.
   *
   * @param property of the authorizer; null when it concerns the whole
   */
  public Problem problem(Authorizer authorizer, @Nullable String property, String message) {
    return problem(
        ResourceDirectory.AUTHORIZERS, "Authorizers.", authorizer.id(), property, message);
  }

  /**
   * Something to tell about the CORS configuration.
   *
   * @param property of it, such as {@code AllowOrigins}
   */
  public Problem corsProblem(String property, String message) {
    String file =
        deploymentId == null ? Folder.API_FILE : ResourceDirectory.DEPLOYMENTS.file(deploymentId);
    return new Problem(directory + file, "CorsConfiguration." + property, message);
  }

  private Problem problem(
      ResourceDirectory kind, String object, String id, @Nullable String property, String message) {
    if (deploymentId == null) {
      return new Problem(directory + kind.file(id), property, message);
    }
    return new Problem(
        directory + ResourceDirectory.DEPLOYMENTS.file(deploymentId),
        object + id + (property == null ? "" : "." + property),
        message);
  }
}
