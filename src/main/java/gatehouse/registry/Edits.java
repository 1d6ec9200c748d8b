package gatehouse.registry;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which files a change writes and deletes. For one thread. */
public final class Edits {

  private final Map<String, Optional<byte[]>> byPath = new TreeMap<>();

  /**
   * Writes a file, whether it is there or not.
   *
   * @param path as {@link gatehouse.config.ConfigurationFiles} names it, such as {@code
   *     routes/a.json}
   * @param content the whole of it; not copied
   */
  public void write(String path, byte[] content) {
    byPath.put(path, Optional.of(content));
  }

  /** Deletes a file; one that is not there is gone already. */
  public void delete(String path) {
    byPath.put(path, Optional.empty());
  }

  /** What was said, by path: the content to write, or empty to delete. A view. */
  public Map<String, Optional<byte[]>> byPath() {
    return Collections.unmodifiableMap(byPath);
  }
}
