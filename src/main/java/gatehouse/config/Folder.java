package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.expression.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of directories of a configuration: which directories and files count in each. Stores
 * and readers walk by it, so that what is looked at is what is read.
 *
 * <p>The plain API's resources lie at the top, those of any other in {@code apis/<apiId>/}.
 */
public enum Folder {
  /** The configuration's own directory. */
  ROOT,
  /** {@code apis/}: a directory per API. */
  APIS,
  /** {@code apis/<apiId>/}. */
  API,
  /** {@code routes/} and its like: a file per resource. */
  RESOURCES;

  /** The directory of the APIs. */
  static final String OF_APIS = "apis";

  static final String API_FILE = "api.json";

  /**
   * The kind of a directory in this one.
   *
   * @return null when a directory of this name is not read
   */
  public @Nullable Folder below(String name) {
    ResourceDirectory directory = ResourceDirectory.named(name);
    return switch (this) {
      case ROOT -> name.equals(OF_APIS) ? APIS : directory == null ? null : RESOURCES;
      case APIS -> ResourceDirectory.isOverlooked(name) ? null : API;
      case API -> directory != null && directory.isOfApi() ? RESOURCES : null;
      case RESOURCES -> null;
    };
  }

  /** Whether a file of this name is read. */
  public boolean holds(String fileName) {
    return switch (this) {
      case ROOT, API -> fileName.equals(API_FILE);
      case APIS -> false;
      case RESOURCES -> ResourceDirectory.isResource(fileName);
    };
  }

  /** Whether a file that stands where a directory is meant to be matters to the operator. */
  public boolean missesDirectory(String fileName) {
    return this != APIS || ResourceDirectory.isResource(fileName);
  }

  /**
   * What is wrong with a name in this directory that is neither of a directory nor of a file that
   * is read.
   *
   * @param path of this directory, empty or with a slash at its end
   * @return null when the name is not nearly a right one, and so does not matter
   */
  public @Nullable Problem misnamed(String path, String name) {
    if (ResourceDirectory.isOverlooked(name)
        || this == APIS
        || this == RESOURCES
        || holds(name)
        || below(name) != null) {
      return null;
    }
    if (this == API && ROOT.below(name) != null) {
      return new Problem(
          path + name,
          null,
          "is not read here: move it to the top, as %s".formatted(quoted(name + "/")));
    }
    if (name.equalsIgnoreCase(API_FILE)) {
      return new Problem(path + name, null, "is not read: name it " + quoted(API_FILE));
    }
    String bare = name.endsWith(".json") ? ResourceDirectory.id(name) : name;
    String near = Nearest.tight(bare, directoryNames());
    return near == null
        ? null
        : new Problem(
            path + name,
            null,
            "is not read: name the directory %s, or give it a name of its own"
                .formatted(quoted(near)));
  }

  /**
   * What is wrong with a directory in this one, where a file should be.
   *
   * @param path of this directory, empty or with a slash at its end
   */
  public Problem nested(String path, String name) {
    return new Problem(
        path + name,
        null,
        this == RESOURCES
            ? "is a directory, which is not read: move its files to %s, or remove it"
                .formatted(quoted(path))
            : "is a directory: make it a file, or remove it");
  }

  /**
   * The kind of the directory of a path.
   *
   * @param path empty or with a slash at its end
   * @throws IllegalArgumentException when nothing is read there
   */
  public static Folder at(String path) {
    Folder folder = ROOT;
    for (int start = 0; start < path.length(); ) {
      int end = path.indexOf('/', start);
      Folder below = folder.below(path.substring(start, end));
      if (below == null) {
        throw new IllegalArgumentException("nothing is read there");
      }
      folder = Objects.requireNonNull(below);
      start = end + 1;
    }
    return folder;
  }

  private List<String> directoryNames() {
    Stream<String> names =
        Arrays.stream(ResourceDirectory.values())
            .filter(directory -> this == ROOT || directory.isOfApi())
            .map(ResourceDirectory::directoryName);
    return (this == ROOT ? Stream.concat(names, Stream.of(OF_APIS)) : names).toList();
  }
}
