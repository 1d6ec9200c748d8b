package gatehouse.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of the audit log, which no access log may be written to, by whatever name. Immutable.
 *
 * @param path absolute
 */
public record AuditFile(Path path) {

  /**
   * Whether a path leads to the audit log, or to a file of it that was set aside; looks at the
   * disk.
   *
   * @throws IOException when that cannot be told: it is a link to nothing
   */
  public boolean isAt(Path other) throws IOException {
    Path there = real(other);
    Path here = real(path);
    String name = String.valueOf(here.getFileName());
    String otherName = String.valueOf(there.getFileName());
    return (there.resolveSibling(name).equals(here)
            && (otherName.equals(name) || otherName.startsWith(name + ".")))
        || (Files.exists(other) && Files.exists(path) && Files.isSameFile(other, path));
  }

  /**
   * A path with links followed, as far as there is anything.
   *
   * @throws IOException for a link to nothing
   */
  public static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (Files.exists(absolute) || parent == null) {
      return absolute.toRealPath();
    }
    if (Files.isSymbolicLink(absolute)) {
      throw new IOException("a link that leads nowhere yet");
    }
    return real(parent).resolve(String.valueOf(absolute.getFileName()));
  }
}
