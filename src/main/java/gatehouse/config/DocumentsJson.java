package gatehouse.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All files of a configuration, parsed, by the directory that they lie in. One thread's. */
final class DocumentsJson {

  private static final String API_ID = "api";

  private final Problems problems;

  /** By path, {@code apis/x/routes/}, and id; the top is the empty path. */
  private final Map<String, Map<String, ObjectJson>> documents = new TreeMap<>();

  /** Also of files with problems, so that one fault is told only once. */
  private final Map<String, Set<String>> ids = new TreeMap<>();

  private final Set<String> apiIds = new TreeSet<>();

  /** What lies in {@code certs/}, by path. */
  private final Map<String, byte[]> certificates = new TreeMap<>();

  /** Parses all files that count. */
  DocumentsJson(ConfigurationFiles files, Problems problems) {
    this.problems = problems;
    files.contents().forEach(this::add);
    files.problems().forEach(problem -> note(problem.file()));
  }

  /** The ids of all APIs but the plain one. */
  Set<String> apiIds() {
    return apiIds;
  }

  /** Whether the plain API has a file. */
  boolean hasPlain() {
    return ids.keySet().stream()
        .anyMatch(
            path -> {
              ResourceDirectory directory =
                  ResourceDirectory.named(path.substring(0, Math.max(0, path.indexOf('/'))));
              return path.isEmpty() || (directory != null && directory.isOfApi());
            });
  }

  /**
   * The resources of one kind, by id and ordered by it.
   *
   * @param prefix of the API: empty, or {@code apis/x/}
   */
  Map<String, ObjectJson> in(String prefix, ResourceDirectory directory) {
    return documents.getOrDefault(prefix + directory.reference(""), Map.of());
  }

  /** What {@code api.json} holds; null when there is none, or none that could be parsed. */
  @Nullable ObjectJson apiFile(String prefix) {
    return documents.getOrDefault(prefix, Map.of()).get(API_ID);
  }

  /** Reads references to the resources of one kind. */
  ReferencesJson references(String prefix, ResourceDirectory directory) {
    return ReferencesJson.toFiles(
        prefix, directory, ids.getOrDefault(prefix + directory.reference(""), Set.of()), problems);
  }

  /** What lies in {@code certs/}, by path. */
  Map<String, byte[]> certificates() {
    return certificates;
  }

  private void add(String path, byte[] bytes) {
    if (path.startsWith(Folder.OF_CERTS + "/")) {
      if (bytes.length > ConfigurationFiles.largest(path)) {
        problems.add(ConfigurationFiles.tooLarge(path));
      } else {
        certificates.put(path, bytes);
      }
    } else if (note(path)) {
      int slash = path.lastIndexOf('/') + 1;
      String id = ResourceDirectory.id(path.substring(slash));
      ObjectNode node = node(path, id, bytes);
      if (node != null) {
        documents
            .computeIfAbsent(path.substring(0, slash), p -> new TreeMap<>())
            .put(id, new ObjectJson(path, id, node, problems));
      }
    }
  }

  /** Whether a path is that of a file that counts; if it only nearly is, that is a problem. */
  private boolean note(String path) {
    String[] names = path.split("/", -1);
    Folder folder = Folder.ROOT;
    StringBuilder parent = new StringBuilder();
    for (int i = 0; i < names.length - 1; i++) {
      Folder below = folder.below(names[i]);
      if (below == null) {
        addMisnamed(folder, parent.toString(), names[i]);
        return false;
      }
      parent.append(names[i]).append('/');
      folder = Objects.requireNonNull(below);
      if (folder == Folder.API && apiIds.add(names[i])) {
        checkApiId(parent.substring(0, parent.length() - 1), names[i]);
      }
    }
    String fileName = names[names.length - 1];
    if (!folder.holds(fileName)) {
      addMisnamed(folder, parent.toString(), fileName);
      return false;
    }
    if (folder == Folder.CERTS) {
      return false;
    }
    ids.computeIfAbsent(parent.toString(), p -> new TreeSet<>())
        .add(ResourceDirectory.id(fileName));
    return true;
  }

  private void addMisnamed(Folder folder, String path, String name) {
    Problem problem = folder.misnamed(path, name);
    if (problem != null && !problems.concern(problem.file())) {
      problems.add(problem);
    }
  }

  private void checkApiId(String path, String id) {
    if (!Api.isId(id)) {
      problems.add(path, null, "has a name that is no id of an API: " + Api.ID_REMEDY);
    }
  }

  private @Nullable ObjectNode node(String path, String id, byte[] bytes) {
    if (!path.startsWith(ResourceDirectory.DOMAINS.reference("")) && !ResourceDirectory.isId(id)) {
      problems.add(
          path,
          null,
          "has a name that is no id: write 1 to 128 letters, digits, `.`, `_`, `$` and `-` in front"
              + " of `.json`");
    }
    if (bytes.length > ConfigurationFiles.largest(path)) {
      problems.add(ConfigurationFiles.tooLarge(path));
      return null;
    }
    return DocumentJson.read(path, bytes, problems);
  }
}
