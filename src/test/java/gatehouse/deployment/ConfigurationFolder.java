package gatehouse.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A configuration directory, written as operators and their tools do. For one thread. */
final class ConfigurationFolder {

  private final Path directory;
  private int generation;

  /** A directory that need not exist. */
  ConfigurationFolder(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  Path file(String path) {
    return directory.resolve(path);
  }

  /** Writes the files where they are, one after another. */
  ConfigurationFolder write(Api api) {
    write(directory, api.files());
    return this;
  }

  /** Writes these files where they are, by path. */
  ConfigurationFolder write(Map<String, String> files) {
    write(directory, files);
    return this;
  }

  /** Writes a file beside the old one and renames it. */
  void replace(String path, String text) {
    try {
      Path written = Files.writeString(file(path + ".new"), text);
      Files.move(written, file(path), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String path) {
    try {
      Files.delete(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Replaces everything in one step, as Kubernetes does with a ConfigMap: {@code routes} is a link
   * into {@code ..data}, and that is a link to the files of this generation.
   */
  ConfigurationFolder swap(Api api) {
    try {
      Path files = directory.resolve("..2026_01_01_" + ++generation);
      write(files, api.files());
      Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), files.getFileName());
      Files.move(
          link,
          directory.resolve("..data"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      for (String name : new String[] {"stages", "routes", "integrations"}) {
        if (!Files.isSymbolicLink(directory.resolve(name))) {
          Files.createSymbolicLink(directory.resolve(name), Path.of("..data", name));
        }
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path directory, Map<String, String> files) {
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
