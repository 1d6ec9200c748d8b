package gatehouse.registry;

import gatehouse.config.ConfigurationFiles;
import gatehouse.config.Folder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which files a change writes and deletes. For one thread.
 *
 * <p>A path is one that the configuration is read from, and nothing else: whatever its names come
 * from, it leads neither out of the directory nor to a file that nobody looks at.
 */
public final class Edits {

  private final Map<String, Optional<byte[]>> byPath = new TreeMap<>();

  /**
   * Writes a file, whether it is there or not.
   *
   * @param path as {@link gatehouse.config.ConfigurationFiles} names it, such as {@code
   *     routes/a.json}
   * @param content the whole of it; not copied
   * @throws IllegalArgumentException when no configuration has a file of this path
   */
  public void write(String path, byte[] content) {
    byPath.put(checked(path), Optional.of(content));
  }

  /**
   * Deletes a file; one that is not there is gone already.
   *
   * @throws IllegalArgumentException when no configuration has a file of this path
   */
  public void delete(String path) {
    byPath.put(checked(path), Optional.empty());
  }

  /** What was said, by path: the content to write, or empty to delete. A view. */
  public Map<String, Optional<byte[]>> byPath() {
    return Collections.unmodifiableMap(byPath);
  }

  /** Those of these edits that change files. */
  Edits effective(ConfigurationFiles now) {
    Edits effective = new Edits();
    byPath.forEach(
        (path, content) -> {
          byte[] before = now.contents().get(path);
          boolean hasProblem = now.problems().stream().anyMatch(p -> p.file().equals(path));
          if (hasProblem || !Arrays.equals(before, content.orElse(null))) {
            effective.byPath.put(path, content);
          }
        });
    return effective;
  }

  /** Files with these edits, and without the problems of files that they replace. */
  ConfigurationFiles appliedTo(ConfigurationFiles now) {
    Map<String, byte[]> contents = new TreeMap<>(now.contents());
    byPath.forEach(
        (path, content) ->
            content.ifPresentOrElse(
                bytes -> contents.put(path, bytes), () -> contents.remove(path)));
    return new ConfigurationFiles(
        contents, now.problems().stream().filter(p -> !byPath.containsKey(p.file())).toList());
  }

  private static String checked(String path) {
    int slash = path.lastIndexOf('/') + 1;
    if (path.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))
        || !Folder.at(path.substring(0, slash)).holds(path.substring(slash))
        || path.startsWith("/")
        || path.contains("//")) {
      throw new IllegalArgumentException("no configuration has such a file");
    }
    return path;
  }
}
