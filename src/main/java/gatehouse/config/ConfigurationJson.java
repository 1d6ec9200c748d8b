package gatehouse.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration as AWS's CLI prints it, one JSON file per resource, and checks it wholly:
 * all problems of all files are found in one go. Whatever store the files come from. Stateless.
 */
public final class ConfigurationJson {

  private final int longestTimeoutMillis;

  /** A reader with AWS's bounds: an integration has at most 30 seconds. */
  public ConfigurationJson() {
    this(IntegrationJson.USUAL_TIMEOUT_MILLIS);
  }

  /**
   * A reader.
   *
   * @param longestTimeoutMillis the largest {@code TimeoutInMillis} of an integration; at least 50
   */
  public ConfigurationJson(int longestTimeoutMillis) {
    if (longestTimeoutMillis < Integration.SHORTEST_TIMEOUT_MILLIS) {
      throw new IllegalArgumentException(
          "the longest timeout is shorter than the shortest, %d ms"
              .formatted(Integration.SHORTEST_TIMEOUT_MILLIS));
    }
    this.longestTimeoutMillis = longestTimeoutMillis;
  }

  /**
   * Reads and checks a configuration.
   *
   * @return its resources ordered by id; {@link Configuration#EMPTY} when there are no files
   * @throws ConfigurationException with everything that is wrong with it
   */
  public Configuration read(ConfigurationFiles files) {
    Problems problems = new Problems(files.problems());
    Map<ResourceDirectory, Map<String, ObjectJson>> documents = documents(files, problems);
    ReferencesJson routes = references(ResourceDirectory.ROUTES, files, problems);
    ReferencesJson integrations = references(ResourceDirectory.INTEGRATIONS, files, problems);
    Api api =
        new Api(
            Api.PLAIN_ID,
            resources(documents, ResourceDirectory.STAGES, routes, StageJson::read),
            resources(documents, ResourceDirectory.ROUTES, integrations, RouteJson::read),
            resources(
                documents,
                ResourceDirectory.INTEGRATIONS,
                longestTimeoutMillis,
                IntegrationJson::read));
    new CrossCheck(api, problems).run();
    problems.throwIfAny();
    return new Configuration(documents.isEmpty() ? null : api, Map.of(), Map.of(), Map.of());
  }

  /** All files that hold an object, by directory and id. */
  private static Map<ResourceDirectory, Map<String, ObjectJson>> documents(
      ConfigurationFiles files, Problems problems) {
    Map<ResourceDirectory, Map<String, ObjectJson>> documents =
        new EnumMap<>(ResourceDirectory.class);
    files
        .contents()
        .forEach(
            (path, bytes) -> {
              String[] names = path.split("/", -1);
              ResourceDirectory directory = ResourceDirectory.named(names[0]);
              if (directory == null) {
                addMisnamed(names[0], problems);
              } else if (names.length == 2 && ResourceDirectory.isResource(names[1])) {
                String id = ResourceDirectory.id(names[1]);
                ObjectNode node = node(path, id, bytes, problems);
                if (node != null) {
                  documents
                      .computeIfAbsent(directory, d -> new TreeMap<>())
                      .put(id, new ObjectJson(path, id, node, problems));
                }
              }
            });
    return documents;
  }

  private static void addMisnamed(String name, Problems problems) {
    Problem problem = ResourceDirectory.misnamed(name);
    if (problem != null && !problems.concern(name)) {
      problems.add(problem);
    }
  }

  private static @Nullable ObjectNode node(
      String path, String id, byte[] bytes, Problems problems) {
    if (!ResourceDirectory.isId(id)) {
      problems.add(
          path,
          null,
          "has a name that is no id: write 1 to 128 letters, digits, `.`, `_`, `$` and `-` in front"
              + " of `.json`");
    }
    if (bytes.length > ConfigurationFiles.LARGEST_FILE) {
      problems.add(ConfigurationFiles.tooLarge(path));
      return null;
    }
    return DocumentJson.read(path, bytes, problems);
  }

  /** What others can refer to: also files with problems, so that one fault is told only once. */
  private static ReferencesJson references(
      ResourceDirectory directory, ConfigurationFiles files, Problems problems) {
    Set<String> ids = new TreeSet<>();
    files.contents().keySet().forEach(path -> addId(directory, path, ids));
    files.problems().forEach(problem -> addId(directory, problem.file(), ids));
    return new ReferencesJson(directory, ids, problems);
  }

  private static void addId(ResourceDirectory directory, String path, Set<String> ids) {
    String prefix = directory.reference("");
    if (path.startsWith(prefix) && ResourceDirectory.isResource(path.substring(prefix.length()))) {
      ids.add(ResourceDirectory.id(path.substring(prefix.length())));
    }
  }

  private static <C, T> Map<String, T> resources(
      Map<ResourceDirectory, Map<String, ObjectJson>> documents,
      ResourceDirectory directory,
      C context,
      BiFunction<ObjectJson, C, @Nullable T> read) {
    Map<String, T> resources = new LinkedHashMap<>();
    documents
        .getOrDefault(directory, Map.of())
        .forEach(
            (id, document) -> {
              T resource = read.apply(document, context);
              if (resource != null) {
                resources.put(id, resource);
              }
            });
    return resources;
  }
}
