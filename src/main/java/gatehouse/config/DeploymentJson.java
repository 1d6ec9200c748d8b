package gatehouse.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and makes a deployment: a snapshot of an API's routes, integrations and authorizers in one
 * file.
 *
 * <p>AWS: {@code Deployment} of the ApiGatewayV2 API, which does not tell what is in it; {@code
 * Routes}, {@code Integrations} and {@code Authorizers} are Gatehouse's, and hold by id what the
 * files held.
 */
public final class DeploymentJson {

  private static final String ROUTES = "Routes";
  private static final String INTEGRATIONS = "Integrations";
  private static final String AUTHORIZERS = "Authorizers";
  private static final String CORS = "CorsConfiguration";

  private static final PropertiesJson PROPERTIES =
      PropertiesJson.of("a deployment")
          .read(ROUTES, INTEGRATIONS, AUTHORIZERS, CORS)
          .id("DeploymentId")
          .ignored(
              "AutoDeployed",
              "CreatedDate",
              "DeploymentStatus",
              "DeploymentStatusMessage",
              "Description");

  private DeploymentJson() {}

  /** A deployment, as far as it can be read. */
  static Deployment read(ObjectJson in, int longestTimeoutMillis, ReferencesJson toConnections) {
    PROPERTIES.check(in);
    in.require(ROUTES, "{}");
    in.require(INTEGRATIONS, "{}");
    ReferencesJson toIntegrations =
        ReferencesJson.within(in, INTEGRATIONS, ResourceDirectory.INTEGRATIONS);
    ReferencesJson toAuthorizers =
        ReferencesJson.within(in, AUTHORIZERS, ResourceDirectory.AUTHORIZERS);
    return new Deployment(
        in.id(),
        CorsJson.readFrom(in),
        resources(in, ROUTES, route -> RouteJson.read(route, toIntegrations, toAuthorizers)),
        resources(
            in,
            INTEGRATIONS,
            integration -> IntegrationJson.read(integration, longestTimeoutMillis, toConnections)),
        resources(in, AUTHORIZERS, AuthorizerJson::read));
  }

  /** Reads references to the routes of a deployment. */
  static ReferencesJson toRoutes(ObjectJson in) {
    return ReferencesJson.within(in, ROUTES, ResourceDirectory.ROUTES);
  }

  /**
   * Makes a deployment of an API as its files are: what they hold goes in as it is, so that nothing
   * is lost. It belongs in the API's directory, as {@code deployments/<id>.json}. That the files
   * make a valid configuration is for {@link ConfigurationJson#read} to tell, before.
   *
   * @param apiDirectory where the API's files are: empty, or {@code apis/x/}
   * @param id of the deployment
   * @param description for people; null for none
   * @param created when it is made
   * @return the text of the file
   * @throws ConfigurationException when a file is no JSON object, or when all of them are too much
   *     for one file
   * @throws IllegalArgumentException when the id is none
   */
  public static String snapshot(
      ConfigurationFiles files,
      String apiDirectory,
      String id,
      @Nullable String description,
      Instant created) {
    if (!ResourceDirectory.isId(id)) {
      throw new IllegalArgumentException(
          "is no id of a deployment: write 1 to 128 letters, digits, `.`, `_`, `$` and `-`");
    }
    Problems problems = new Problems(files.problems());
    ObjectNode snapshot = JsonNodeFactory.instance.objectNode();
    snapshot.put("DeploymentId", id);
    snapshot.put("CreatedDate", created.truncatedTo(ChronoUnit.SECONDS).toString());
    if (description != null) {
      snapshot.put("Description", description);
    }
    byte[] apiFile = files.contents().get(apiDirectory + Folder.API_FILE);
    ObjectNode api =
        apiFile == null
            ? null
            : DocumentJson.read(apiDirectory + Folder.API_FILE, apiFile, problems);
    JsonNode cors = api == null ? null : api.get(CORS);
    if (cors != null) {
      snapshot.set(CORS, cors);
    }
    snapshot.set(ROUTES, all(files, apiDirectory, ResourceDirectory.ROUTES, problems));
    snapshot.set(INTEGRATIONS, all(files, apiDirectory, ResourceDirectory.INTEGRATIONS, problems));
    ObjectNode authorizers = all(files, apiDirectory, ResourceDirectory.AUTHORIZERS, problems);
    if (!authorizers.isEmpty()) {
      snapshot.set(AUTHORIZERS, authorizers);
    }
    String text = snapshot.toPrettyString() + "\n";
    String path = apiDirectory + ResourceDirectory.DEPLOYMENTS.file(id);
    if (text.getBytes(StandardCharsets.UTF_8).length > ConfigurationFiles.largest(path)) {
      problems.add(ConfigurationFiles.tooLarge(path));
    }
    problems.throwIfAny();
    return text;
  }

  private static ObjectNode all(
      ConfigurationFiles files,
      String apiDirectory,
      ResourceDirectory directory,
      Problems problems) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    String prefix = apiDirectory + directory.reference("");
    for (Map.Entry<String, byte[]> file : files.contents().entrySet()) {
      String path = file.getKey();
      String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
      if (!name.contains("/") && ResourceDirectory.isResource(name)) {
        ObjectNode document = DocumentJson.read(path, file.getValue(), problems);
        if (document != null) {
          all.set(ResourceDirectory.id(name), document);
        }
      }
    }
    return all;
  }

  private static <T> Map<String, T> resources(
      ObjectJson in, String property, Function<ObjectJson, @Nullable T> read) {
    Map<String, T> resources = new LinkedHashMap<>();
    in.resources(property)
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
