package gatehouse.control.aws.resource;

import gatehouse.config.AuditFile;
import gatehouse.config.LogDestination;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where administrators may have access logs written: they choose the text of the lines, too, and
 * must neither write files of the server nor forge its records. Immutable.
 *
 * @param directory of access logs; absolute
 * @param audit null when the audit log is no file
 */
public record LogPlaces(Path directory, @Nullable AuditFile audit) {

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
          && AuditFile.real(path).startsWith(AuditFile.real(base))
          && (audit == null || !audit.isAt(path));
    } catch (IOException e) {
      return false;
    }
  }
}
