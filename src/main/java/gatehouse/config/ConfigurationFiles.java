package gatehouse.config;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration as some store holds it: files by paths, not read yet. Immutable, as long as
 * nobody writes to the arrays.
 *
 * @param contents by path, such as {@code routes/ja32tiv.json}, ordered by it; what is no
 *     resource's file is overlooked
 * @param problems what the store itself found wrong: files that it cannot read
 */
public record ConfigurationFiles(Map<String, byte[]> contents, List<Problem> problems) {

  /** The largest file, in bytes, unless it is a deployment's: 1 MiB. */
  public static final int LARGEST_FILE = 1 << 20;

  /** The largest deployment's file, which holds many resources, in bytes: 16 MiB. */
  public static final int LARGEST_DEPLOYMENT = 16 << 20;

  /** Files of copies of these collections. */
  public ConfigurationFiles {
    contents = Collections.unmodifiableMap(new TreeMap<>(contents));
    problems = List.copyOf(problems);
  }

  /**
   * A hash of paths and contents (SHA-256 in hexadecimal digits): the same files have the same one
   * wherever they are.
   */
  public String version() {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      contents.forEach(
          (path, bytes) -> {
            hash.update(sized(path.getBytes(StandardCharsets.UTF_8)));
            hash.update(sized(bytes));
          });
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** With the length in front, so that no two lists of files read the same. */
  private static byte[] sized(byte[] bytes) {
    return ByteBuffer.allocate(Integer.BYTES + bytes.length)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  /** How many bytes a file may have at most. */
  public static int largest(String path) {
    String[] names = path.split("/", -1);
    boolean isDeployment =
        names.length > 1
            && names[names.length - 2].equals(ResourceDirectory.DEPLOYMENTS.directoryName());
    return isDeployment ? LARGEST_DEPLOYMENT : LARGEST_FILE;
  }

  /** What is wrong with a file that has more bytes than {@link #largest} allows. */
  public static Problem tooLarge(String path) {
    return new Problem(
        path,
        null,
        "is larger than %d MiB, the most that is read: split what it holds, or remove it"
            .formatted(largest(path) >> 20));
  }
}
