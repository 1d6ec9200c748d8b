package gatehouse.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration as some store holds it: files by paths, not read yet. Immutable, as long as
 * nobody writes to the arrays.
 *
 * @param contents by path, such as {@code routes/ja32tiv.json}, ordered by it; what is no
 *     resource's file is overlooked
 * @param problems what the store itself found wrong: files that it cannot read
 */
public record ConfigurationFiles(Map<String, byte[]> contents, List<Problem> problems) {

  /** The largest file, in bytes, unless it is a deployment's: 1 MiB. */
  public static final int LARGEST_FILE = 1 << 20;

  /** The largest deployment's file, which holds many resources, in bytes: 16 MiB. */
  public static final int LARGEST_DEPLOYMENT = 16 << 20;

  /** Files of copies of these collections. */
  public ConfigurationFiles {
    contents = Collections.unmodifiableMap(new TreeMap<>(contents));
    problems = List.copyOf(problems);
  }

  /** How many bytes a file may have at most. */
  public static int largest(String path) {
    String[] names = path.split("/", -1);
    boolean isDeployment =
        names.length > 1
            && names[names.length - 2].equals(ResourceDirectory.DEPLOYMENTS.directoryName());
    return isDeployment ? LARGEST_DEPLOYMENT : LARGEST_FILE;
  }

  /** What is wrong with a file that has more bytes than {@link #largest} allows. */
  public static Problem tooLarge(String path) {
    return new Problem(
        path,
        null,
        "is larger than %d MiB, the most that is read: split what it holds, or remove it"
            .formatted(largest(path) >> 20));
  }
}
