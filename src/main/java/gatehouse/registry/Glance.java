package gatehouse.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A look at directories instead of all the files in them. Whatever is made, renamed, removed or
 * swapped in a directory changes the directory's own time; only what is written into a file that
 * stays does not, nor what is behind a link to elsewhere. So where there are many files, most looks
 * are glances, and one of several is a look at all. For one thread at a time.
 */
final class Glance {

  /** Which are looked at for each glance, on average; where there are fewer files, all are. */
  static final int FILES = 1_000;

  /** What each directory showed; null where there was none. */
  private final Map<Path, @Nullable Shown> before = new HashMap<>();

  private int left;

  /** What a directory shows of what is done in it. */
  private record Shown(FileTime modified, @Nullable Object identity) {}

  /** Notes how a directory looks, before what is in it is looked at. */
  void add(Path directory) {
    before.put(directory, shown(directory));
  }

  /**
   * Says how many glances there are until it is time to look at all files.
   *
   * @param files how many there are
   */
  void insteadOf(int files) {
    left = Math.max(0, files - 1) / FILES;
  }

  /** Whether nothing shows; false, too, when it is time to look at all files. */
  boolean showsNothing() {
    left--;
    return left >= 0
        && before.entrySet().stream()
            .allMatch(entry -> Objects.equals(entry.getValue(), shown(entry.getKey())));
  }

  /** Null for what is no directory, or cannot be reached. */
  private static @Nullable Shown shown(Path directory) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
      return attributes.isDirectory()
          ? new Shown(attributes.lastModifiedTime(), attributes.fileKey())
          : null;
    } catch (IOException e) {
      return null;
    }
  }
}
