package gatehouse.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directories of resources, one per kind, and which files in them count: one JSON file per
 * resource, whose logical id is the file's name without {@code .json}. Where they lie is told by
 * {@link Folder}.
 */
public enum ResourceDirectory {
  /** {@code stages/}. */
  STAGES("a stage"),
  /** {@code routes/}. */
  ROUTES("a route"),
  /** {@code integrations/}. */
  INTEGRATIONS("an integration"),
  /** {@code authorizers/}. */
  AUTHORIZERS("an authorizer"),
  /** {@code deployments/}. */
  DEPLOYMENTS("a deployment"),
  /** {@code domains/}, which lies at the top only. */
  DOMAINS("a domain", false),
  /** {@code connections/}, which lies at the top only. */
  CONNECTIONS("a connection", false),
  /** {@code functions/}, which lies at the top only. */
  FUNCTIONS("a function", false),
  /** {@code stacks/}, which lies at the top only: what templates have made. */
  STACKS("a stack", false);

  private static final String SUFFIX = ".json";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._$-]{1,128}");

  private final String directoryName = name().toLowerCase(Locale.ROOT);
  private final String resource;
  private final boolean ofApi;

  ResourceDirectory(String resource) {
    this(resource, true);
  }

  ResourceDirectory(String resource, boolean ofApi) {
    this.resource = resource;
    this.ofApi = ofApi;
  }

  /** The directory's name: {@code routes}. */
  public String directoryName() {
    return directoryName;
  }

  /** Whether each API has one of its own. */
  boolean isOfApi() {
    return ofApi;
  }

  /**
   * The directory of a name.
   *
   * @return null when no directory has exactly this name
   */
  static @Nullable ResourceDirectory named(String name) {
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
  static boolean isResource(String fileName) {
    return fileName.endsWith(SUFFIX) && !isOverlooked(fileName);
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

  /** A file's name without {@code .json}. */
  static String id(String fileName) {
    return fileName.substring(0, fileName.length() - SUFFIX.length());
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }
}
