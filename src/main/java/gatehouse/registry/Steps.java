package gatehouse.registry;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the disk, one step at a time, so that tests can show what is left after any of
 * them. No step leaves a half of itself behind that counts.
 */
interface Steps {

  /** Makes a directory in one that is there. */
  void createDirectory(Path directory) throws IOException;

  /**
   * Makes a file, or overwrites it.
   *
   * @param like whose permissions and owner it takes; null for those that new files have
   * @param durable whether to return only when it is on the disk
   */
  void write(Path file, byte[] content, @Nullable Path like, boolean durable) throws IOException;

  /** Returns when the names in a directory are on the disk. */
  void flushDirectory(Path directory) throws IOException;

  /** Gives a file another name, in place of what has it: at no moment is there none. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file or an empty directory; one that is not there is gone already. */
  void delete(Path path) throws IOException;
}
