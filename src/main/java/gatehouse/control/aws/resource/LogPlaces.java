package gatehouse.control.aws.resource;

import gatehouse.config.LogDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where administrators may have access logs written: they choose the text of the lines, too, and
 * must neither write files of the server nor forge its records. Immutable.
 *
 * @param directory of access logs; absolute
 * @param audit the file of the audit log; null when it is none
 */
public record LogPlaces(Path directory, @Nullable Path audit) {

  /** Whether a destination is one that administrators may choose; looks at the disk. */
  boolean isOpen(LogDestination destination) {
    if (destination.kind() != LogDestination.Kind.FILE) {
      return true;
    }
    Path base = directory.toAbsolutePath().normalize();
    Path path = base.resolve(destination.path()).normalize();
    try {
      return !Path.of(destination.path()).isAbsolute()
          && path.startsWith(base)
          && !path.equals(base)
          && real(path).startsWith(real(base))
          && !isAudit(path);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this is the audit log, or a file of it that was set aside. */
  private boolean isAudit(Path path) throws IOException {
    if (audit == null) {
      return false;
    }
    Path real = real(path);
    Path ofAudit = real(audit);
    String name = String.valueOf(ofAudit.getFileName());
    String other = String.valueOf(real.getFileName());
    return (real.resolveSibling(name).equals(ofAudit)
            && (other.equals(name) || other.startsWith(name + ".")))
        || (Files.exists(path) && Files.exists(audit) && Files.isSameFile(path, audit));
  }

  /** With links followed, as far as there is anything. */
  private static Path real(Path path) throws IOException {
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
