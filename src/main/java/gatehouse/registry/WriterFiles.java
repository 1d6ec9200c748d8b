package gatehouse.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What writers keep in a configuration's directory, where nobody else looks: {@code .gatehouse/}.
 *
 * @param root of the configuration
 */
record WriterFiles(Path root) {

  private static final String DIRECTORY = ".gatehouse";

  /** What keeps it out of Git. */
  static final byte[] IGNORED = "*\n".getBytes(StandardCharsets.UTF_8);

  Path directory() {
    return root.resolve(DIRECTORY);
  }

  Path ignore() {
    return directory().resolve(".gitignore");
  }

  /** Is locked by whoever writes. Nobody opens it but for that. */
  Path lock() {
    return directory().resolve("lock");
  }

  /** What is being prepared; not made yet. */
  Path draft() {
    return directory().resolve("journal.new");
  }

  /** A change of several files that is made, whether all files show it or not. */
  Path journal() {
    return directory().resolve("journal");
  }

  /** Says which change was last begun on the files, and what it makes of them. */
  Path mark() {
    return directory().resolve("mark");
  }

  /** A neighbour of a file of the configuration, which nobody looks at. */
  static String neighbour(String path, String name) {
    return path.substring(0, path.lastIndexOf('/') + 1) + ".gatehouse-" + name;
  }

  /** What a file holds; null when it is not there. */
  static @Nullable String text(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    }
  }
}
