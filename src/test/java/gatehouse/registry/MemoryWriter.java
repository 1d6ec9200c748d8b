package gatehouse.registry;

import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A configuration in memory, which is checked like one in a directory. For one thread. */
public final class MemoryWriter implements ConfigWriter {

  private final Map<String, byte[]> files;
  private ConfigurationFiles attempted = new ConfigurationFiles(Map.of(), List.of());

  /**
   * One.
   *
   * @param files by their paths; changed by changes
   */
  public MemoryWriter(Map<String, byte[]> files) {
    this.files = files;
  }

  /** All files as they are. */
  public ConfigurationFiles now() {
    return new ConfigurationFiles(files, List.of());
  }

  /** What the last change would have made of the files, whether it was refused or not. */
  public ConfigurationFiles attempted() {
    return attempted;
  }

  @Override
  public <T> T change(Change<T> change) {
    Edits edits = new Edits();
    T result = change.make(now(), edits);
    Map<String, byte[]> after = new TreeMap<>(files);
    edits
        .byPath()
        .forEach(
            (path, content) ->
                content.ifPresentOrElse(bytes -> after.put(path, bytes), () -> after.remove(path)));
    attempted = new ConfigurationFiles(after, List.of());
    new ConfigurationJson().read(attempted);
    files.clear();
    files.putAll(after);
    if (!edits.byPath().isEmpty()) {
      change.made();
    }
    return result;
  }
}
