package gatehouse.control;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The secret that opens the management address (RFC 6750). It is kept as a hash. For any number of
 * threads.
 */
public final class BearerToken {

  /** The shortest that is accepted, in characters. */
  public static final int SHORTEST = 16;

  private static final System.Logger LOG = System.getLogger("gatehouse");
  private static final int LONGEST = 4_096;

  private final @Nullable Path file;
  private final byte @Nullable [] fixed;

  /** What was last told of the file, so that it is not told again; null when all is well. */
  private volatile @Nullable String told;

  private BearerToken(@Nullable Path file, byte @Nullable [] fixed) {
    this.file = file;
    this.fixed = fixed;
  }

  /**
   * A token that stays.
   *
   * @throws IllegalArgumentException when it is none; the message does not quote it
   */
  public static BearerToken of(String token) {
    return new BearerToken(null, hash(checked(token)));
  }

  /**
   * A token in a file, which is read for each request: secrets change under a running process.
   * While the file has no token, nobody has access.
   *
   * @throws IllegalArgumentException when it has none now
   */
  public static BearerToken in(Path file) {
    try {
      checked(read(file));
      return new BearerToken(file, null);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file %s cannot be read (%s): write a token into it, and permit it to the server's user"
              .formatted(file, e),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the file %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Whether this is the token; takes the same time wherever they differ. */
  boolean is(String presented) {
    byte[] expected = file == null ? fixed : current(file);
    return expected != null && MessageDigest.isEqual(expected, hash(presented));
  }

  private byte @Nullable [] current(Path path) {
    try {
      byte[] hash = hash(checked(read(path)));
      told = null;
      return hash;
    } catch (IOException | IllegalArgumentException e) {
      String news = e instanceof IOException ? "cannot be read" : String.valueOf(e.getMessage());
      if (!news.equals(told)) {
        told = news;
        LOG.log(
            Level.WARNING,
            "nobody has access to /_gatehouse: the token file {0}: {1}",
            path.toString(),
            news);
      }
      return null;
    }
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(LONGEST + 1), StandardCharsets.ISO_8859_1).strip();
    }
  }

  private static String checked(String token) {
    boolean visible = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (!visible || token.length() < SHORTEST || token.length() > LONGEST) {
      throw new IllegalArgumentException(
          "is no token: write %d to %d letters, digits and signs without spaces, for example from `openssl rand -hex 32`"
              .formatted(SHORTEST, LONGEST));
    }
    return token;
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(token.getBytes(StandardCharsets.ISO_8859_1));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Nothing of the secret. */
  @Override
  public String toString() {
    return file == null ? "BearerToken" : "BearerToken in " + file;
  }
}
