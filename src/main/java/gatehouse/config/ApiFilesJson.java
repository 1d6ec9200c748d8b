package gatehouse.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks one API: all files in one directory. Problems tell paths from the top of the
 * configuration.
 */
final class ApiFilesJson {

  private final DocumentsJson documents;
  private final int longestTimeoutMillis;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param documents of the whole configuration
   * @param longestTimeoutMillis the largest {@code TimeoutInMillis} of an integration
   */
  ApiFilesJson(DocumentsJson documents, int longestTimeoutMillis, Problems problems) {
    this.documents = documents;
    this.longestTimeoutMillis = longestTimeoutMillis;
    this.problems = problems;
  }

  /**
   * An API, as far as it can be read.
   *
   * @param prefix where its files are: empty, or {@code apis/x/}
   * @param usualId its id, unless {@code api.json} has another
   */
  Api read(String prefix, String usualId) {
    ObjectJson apiFile = documents.apiFile(prefix);
    ApiJson.Named named =
        apiFile == null
            ? new ApiJson.Named(usualId, new Api.ApiSettings(prefix, null, null, false))
            : ApiJson.read(apiFile, prefix, usualId);
    ReferencesJson toIntegrations = documents.references(prefix, ResourceDirectory.INTEGRATIONS);
    ReferencesJson toAuthorizers = documents.references(prefix, ResourceDirectory.AUTHORIZERS);
    StageJson.References ofStages = referencesOfStages(prefix);
    ReferencesJson toConnections = documents.references("", ResourceDirectory.CONNECTIONS);
    Api api =
        new Api(
            named.id(),
            named.settings(),
            resources(prefix, ResourceDirectory.STAGES, in -> StageJson.read(in, ofStages)),
            resources(
                prefix,
                ResourceDirectory.ROUTES,
                in -> RouteJson.read(in, toIntegrations, toAuthorizers)),
            resources(
                prefix,
                ResourceDirectory.INTEGRATIONS,
                in -> IntegrationJson.read(in, longestTimeoutMillis, toConnections)),
            resources(prefix, ResourceDirectory.AUTHORIZERS, AuthorizerJson::read),
            resources(
                prefix,
                ResourceDirectory.DEPLOYMENTS,
                in -> DeploymentJson.read(in, longestTimeoutMillis, toConnections)));
    new CrossCheck(api, problems).run();
    return api;
  }

  private StageJson.References referencesOfStages(String prefix) {
    Map<String, ReferencesJson> routesOfDeployments = new HashMap<>();
    documents
        .in(prefix, ResourceDirectory.DEPLOYMENTS)
        .forEach((id, document) -> routesOfDeployments.put(id, DeploymentJson.toRoutes(document)));
    ReferencesJson live = documents.references(prefix, ResourceDirectory.ROUTES);
    Set<String> ofAnyRelease = new HashSet<>(live.ids());
    routesOfDeployments.values().forEach(routes -> ofAnyRelease.addAll(routes.ids()));
    routesOfDeployments.replaceAll((id, routes) -> routes.orElsewhere(ofAnyRelease));
    return new StageJson.References(
        live, documents.references(prefix, ResourceDirectory.DEPLOYMENTS), routesOfDeployments);
  }

  private <T> Map<String, T> resources(
      String prefix, ResourceDirectory directory, Function<ObjectJson, @Nullable T> read) {
    Map<String, T> resources = new LinkedHashMap<>();
    documents
        .in(prefix, directory)
        .forEach(
            (id, document) -> {
              T resource = read.apply(document);
              if (resource != null) {
                resources.put(id, resource);
              }
            });
    return resources;
  }
}
