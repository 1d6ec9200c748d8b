package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ResourceDirectory;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The resources of one API, as the configuration's files hold them: with AWS's names, in upper
 * case. Immutable as long as nobody writes to the objects.
 *
 * @param api what {@code api.json} holds; empty when there is none
 * @param routes by id
 * @param integrations by id
 * @param authorizers by id
 */
public record ApiResources(
    ObjectNode api,
    Map<String, ObjectNode> routes,
    Map<String, ObjectNode> integrations,
    Map<String, ObjectNode> authorizers) {

  private static final String SUFFIX = ".json";
  private static final String CORS = "CorsConfiguration";

  /** With copies of the maps, in their order. */
  public ApiResources {
    routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    integrations = Collections.unmodifiableMap(new LinkedHashMap<>(integrations));
    authorizers = Collections.unmodifiableMap(new LinkedHashMap<>(authorizers));
  }

  /** An API of which there is nothing yet. */
  public static ApiResources none() {
    return new ApiResources(JsonNodeFactory.instance.objectNode(), Map.of(), Map.of(), Map.of());
  }

  /**
   * What the files of an API hold.
   *
   * @param files that {@code ConfigurationJson} reads without a problem
   * @param apiDirectory where they are: empty, or {@code apis/x/}
   * @throws DocumentException when a file is no JSON object
   */
  public static ApiResources ofFiles(ConfigurationFiles files, String apiDirectory)
      throws DocumentException {
    byte[] api = files.contents().get(apiDirectory + "api.json");
    return new ApiResources(
        api == null ? JsonNodeFactory.instance.objectNode() : DocumentText.stored(api),
        all(files, apiDirectory, ResourceDirectory.ROUTES),
        all(files, apiDirectory, ResourceDirectory.INTEGRATIONS),
        all(files, apiDirectory, ResourceDirectory.AUTHORIZERS));
  }

  /**
   * What a deployment of an API holds; name, description and tags are those of the API.
   *
   * @param files that {@code ConfigurationJson} reads without a problem
   * @param apiDirectory where the API's files are: empty, or {@code apis/x/}
   * @throws DocumentException when there is no such deployment, or a file is no JSON object
   */
  public static ApiResources ofDeployment(
      ConfigurationFiles files, String apiDirectory, String deploymentId) throws DocumentException {
    String path = apiDirectory + ResourceDirectory.DEPLOYMENTS.directoryName() + "/";
    byte[] file = files.contents().get(path + deploymentId + SUFFIX);
    ObjectNode snapshot = DocumentText.stored(file == null ? new byte[0] : file);
    ObjectNode api = ofFiles(files, apiDirectory).api().deepCopy();
    api.remove(CORS);
    if (snapshot.has(CORS)) {
      api.set(CORS, snapshot.get(CORS));
    }
    return new ApiResources(
        api,
        all(snapshot.path("Routes")),
        all(snapshot.path("Integrations")),
        all(snapshot.path("Authorizers")));
  }

  private static Map<String, ObjectNode> all(
      ConfigurationFiles files, String apiDirectory, ResourceDirectory directory)
      throws DocumentException {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    String prefix = apiDirectory + directory.directoryName() + "/";
    for (Map.Entry<String, byte[]> file : files.contents().entrySet()) {
      String name =
          file.getKey().startsWith(prefix) ? file.getKey().substring(prefix.length()) : "";
      if (name.endsWith(SUFFIX) && !name.contains("/") && !ResourceDirectory.isOverlooked(name)) {
        all.put(
            name.substring(0, name.length() - SUFFIX.length()),
            DocumentText.stored(file.getValue()));
      }
    }
    return all;
  }

  private static Map<String, ObjectNode> all(JsonNode snapshots) {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : snapshots.properties()) {
      if (entry.getValue() instanceof ObjectNode object) {
        all.put(entry.getKey(), object);
      }
    }
    return all;
  }
}
