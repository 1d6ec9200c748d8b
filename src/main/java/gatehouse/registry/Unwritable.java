package gatehouse.registry;

import gatehouse.config.ConfigurationException;
import gatehouse.config.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells why files cannot be written, with the remedy. */
final class Unwritable {

  /** What Kubernetes swaps in its volumes, whose files it alone writes. */
  private static final String VOLUME_LINK = "..data";

  private static final String READ_ONLY = "Read-only file system";

  private Unwritable() {}

  /**
   * Refuses what a rename would turn into something else.
   *
   * @throws ReadOnlyException when a file or a directory on the way to it is a symbolic link
   * @throws ConfigurationException when a file has the name of another one, but for its case, and
   *     the file system takes them for one
   */
  static void check(Path root, Set<String> paths) throws IOException {
    Map<String, String> names = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String path : paths) {
      Path there = root;
      for (String name : path.split("/", -1)) {
        Path next = there.resolve(name);
        refuseLink(next);
        if (Files.isDirectory(next)) {
          refuseVolume(next);
        }
        if (!Files.exists(next)) {
          break;
        }
        there = next;
      }
      String other = names.put(path.toLowerCase(Locale.ROOT), path);
      boolean alike = other != null && Files.exists(root.resolve(".GATEHOUSE"));
      if (alike || !there.toRealPath().equals(there)) {
        problems.add(
            new Problem(
                path,
                null,
                "is named like another one but for upper and lower case, which the file system does not tell apart: choose another name"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static void refuseLink(Path path) {
    if (Files.isSymbolicLink(path)) {
      throw new ReadOnlyException(
          "%s is a symbolic link: what it leads to is changed where it comes from. Put a file or a directory in its place to change it here"
              .formatted(path));
    }
  }

  /**
   * Refuses what Kubernetes alone writes.
   *
   * @throws ReadOnlyException when a directory is one of its volumes
   */
  static void refuseVolume(Path directory) {
    if (Files.isSymbolicLink(directory.resolve(VOLUME_LINK))) {
      throw new ReadOnlyException(
          "%s is a volume of Kubernetes, made of a config map or the like: change that instead, or put the configuration on a volume that can be written"
              .formatted(directory));
    }
  }

  /**
   * What a failure to write means.
   *
   * @return the failure, if it is none of permission
   * @throws ReadOnlyException when nothing may be written there
   */
  static IOException explained(Path directory, IOException failure) {
    boolean readOnly = String.valueOf(failure.getMessage()).contains(READ_ONLY);
    if (readOnly || failure instanceof AccessDeniedException) {
      throw new ReadOnlyException(
          "the configuration in %s cannot be written (%s): %s"
              .formatted(
                  directory,
                  failure.getMessage(),
                  readOnly
                      ? "mount its file system for writing"
                      : "permit it, and the directories in it, to the server's user"));
    }
    return failure;
  }
}
