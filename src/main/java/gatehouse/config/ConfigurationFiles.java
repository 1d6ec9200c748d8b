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

  /** The largest file, in bytes: 1 MiB. */
  public static final int LARGEST_FILE = 1 << 20;

  /** Files of copies of these collections. */
  public ConfigurationFiles {
    contents = Collections.unmodifiableMap(new TreeMap<>(contents));
    problems = List.copyOf(problems);
  }

  /** What is wrong with a file that is larger than {@link #LARGEST_FILE}. */
  public static Problem tooLarge(String path) {
    return new Problem(
        path,
        null,
        "is larger than 1 MiB, the most that is read: split what it holds, or remove it");
  }
}
