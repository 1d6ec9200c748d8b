package gatehouse.registry;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Tells readers, who take no lock, that files have begun to change: a mark is left before the first
 * of them does, and no two marks are the same. Who finds the same mark before and behind his
 * reading has read the files of one moment. It need not outlive a power failure.
 *
 * @param id of the change
 * @param version of all files when the change is made: if they have this one, nobody has changed
 *     them by hand since
 */
record Mark(String id, String version) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 16;

  /** A mark that there never was. */
  static Mark of(String version) {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return new Mark(HexFormat.of().formatHex(id), version);
  }

  byte[] bytes() {
    return (id + " " + version + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The version in a mark's text; null when it is no whole mark. */
  static @Nullable String version(@Nullable String text) {
    if (text == null || !text.endsWith("\n")) {
      return null;
    }
    int space = text.indexOf(' ');
    return space < 0 ? null : text.substring(space + 1, text.length() - 1);
  }
}
