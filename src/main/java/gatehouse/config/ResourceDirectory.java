package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import gatehouse.expression.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directories of a configuration, one per kind of resource, and which files in them count: one
 * JSON file per resource, whose logical id is the file's name without {@code .json}.
 */
public enum ResourceDirectory {
  /** {@code stages/}. */
  STAGES("a stage"),
  /** {@code routes/}. */
  ROUTES("a route"),
  /** {@code integrations/}. */
  INTEGRATIONS("an integration");

  private static final String SUFFIX = ".json";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._$-]{1,128}");

  private final String resource;

  ResourceDirectory(String resource) {
    this.resource = resource;
  }

  /** The directory's name: {@code routes}. */
  public String directoryName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The directory of a name.
   *
   * @return null when no directory has exactly this name
   */
  public static @Nullable ResourceDirectory named(String name) {
    for (ResourceDirectory directory : values()) {
      if (directory.directoryName().equals(name)) {
        return directory;
      }
    }
    return null;
  }

  /**
   * Whether a name is to be overlooked wherever it stands: hidden files, which are also those that
   * Kubernetes swaps ({@code ..data}), and the copies that editors make ({@code x~}, {@code #x#}).
   */
  public static boolean isOverlooked(String name) {
    return name.startsWith(".") || name.startsWith("#") || name.endsWith("~");
  }

  /** Whether a file of this name is a resource's. All others are overlooked. */
  public static boolean isResource(String fileName) {
    return fileName.endsWith(SUFFIX) && !isOverlooked(fileName);
  }

  /**
   * What is wrong with a name beside the directories.
   *
   * @return null when the name is not nearly that of a directory, and so does not matter
   */
  public static @Nullable Problem misnamed(String name) {
    String bare = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    List<String> names = Arrays.stream(values()).map(ResourceDirectory::directoryName).toList();
    String near = isOverlooked(name) || names.contains(name) ? null : Nearest.tight(bare, names);
    return near == null
        ? null
        : new Problem(
            name,
            null,
            "is not read: name the directory %s, or give it a name of its own"
                .formatted(quoted(near)));
  }

  /** What is wrong with a directory in this one: resources lie side by side. */
  public Problem nested(String name) {
    return new Problem(
        directoryName() + "/" + name,
        null,
        "is a directory, which is not read: move its files to %s, or remove it"
            .formatted(quoted(directoryName() + "/")));
  }

  /** A resource with its article, for messages. */
  String resource() {
    return resource;
  }

  /** The path of a resource's file. */
  String file(String id) {
    return reference(id) + SUFFIX;
  }

  /** How other resources refer to one: {@code routes/ja32tiv}. */
  String reference(String id) {
    return directoryName() + "/" + id;
  }

  static String id(String fileName) {
    return fileName.substring(0, fileName.length() - SUFFIX.length());
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }
}
