package gatehouse.registry;

import gatehouse.registry.FileScan.Stamp;
import java.lang.ref.SoftReference;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Contents of files from one reading to the next, as long as the memory has room for them. One
 * thread at a time.
 *
 * <p>A content counts while its file looks as it did before it was read. File systems tell time in
 * ticks: what was written in the same tick in which the file was read does not show. So a file that
 * had been written shortly before it was read is read again.
 */
final class KeptContents {

  /** Far more than a tick, for the clocks of file servers, too. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final InstantSource clock;
  private SoftReference<Map<String, Content>> contents = new SoftReference<>(new HashMap<>());

  /** What was read. */
  @SuppressWarnings("ArrayRecordComponent") // Read once, and never compared.
  private record Content(Stamp stamp, byte[] bytes) {}

  KeptContents(InstantSource clock) {
    this.clock = clock;
  }

  /** Now, for {@link #keep}; to be asked before the files are looked at. */
  Instant now() {
    return clock.instant();
  }

  /** What a file holds that looks like this; null when it has to be read. */
  byte @Nullable [] find(String path, Stamp stamp) {
    Map<String, Content> known = contents.get();
    Content content = known == null ? null : known.get(path);
    return content != null && content.stamp.equals(stamp) ? content.bytes : null;
  }

  /**
   * Keeps what a file holds.
   *
   * @param looked before it was looked at
   * @param stamp how it looked before it was read
   */
  void keep(String path, Instant looked, Stamp stamp, byte[] bytes) {
    FileTime modified = stamp.modified();
    if (modified == null || modified.toInstant().plus(SETTLED).isAfter(looked)) {
      return;
    }
    Map<String, Content> known = contents.get();
    if (known == null) {
      known = new HashMap<>();
      contents = new SoftReference<>(known);
    }
    known.put(path, new Content(stamp, bytes));
  }

  /** Forgets all other files. */
  void retain(Set<String> paths) {
    Map<String, Content> known = contents.get();
    if (known != null) {
      known.keySet().retainAll(paths);
    }
  }
}
