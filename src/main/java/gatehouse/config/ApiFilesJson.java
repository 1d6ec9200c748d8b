package gatehouse.config;

import java.util.LinkedHashMap;
import java.util.Map;
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
    ReferencesJson toRoutes = documents.references(prefix, ResourceDirectory.ROUTES);
    ReferencesJson toIntegrations = documents.references(prefix, ResourceDirectory.INTEGRATIONS);
    ReferencesJson toConnections = documents.references("", ResourceDirectory.CONNECTIONS);
    ObjectJson file = documents.apiFile(prefix);
    Cors cors = file == null ? null : CorsJson.readFrom(file);
    Api api =
        new Api(
            usualId,
            new Api.ApiSettings(prefix, null, cors, false),
            resources(prefix, ResourceDirectory.STAGES, in -> StageJson.read(in, toRoutes)),
            resources(prefix, ResourceDirectory.ROUTES, in -> RouteJson.read(in, toIntegrations)),
            resources(
                prefix,
                ResourceDirectory.INTEGRATIONS,
                in -> IntegrationJson.read(in, longestTimeoutMillis, toConnections)),
            Map.of());
    new CrossCheck(api, problems).run();
    return api;
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
