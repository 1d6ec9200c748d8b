package gatehouse.authorize.iam;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The file that access keys are in. It is read again from time to time: a key that is added, or
 * taken away, counts from then on. While the file has a mistake, the keys stay as they were; while
 * there is no file, there are no keys.
 *
 * <p>One thread polls; any number of threads use the keys.
 */
public final class CredentialsFile implements Supplier<AccessKeys> {

  private static final System.Logger LOG = System.getLogger("gatehouse");
  private static final int LARGEST = 4 << 20;

  private final Path file;
  private volatile AccessKeys keys;
  private byte[] contents;

  /** What was last told of the file, so that it is not told again; null when all is well. */
  private @Nullable String told;

  /**
   * The keys in a file.
   *
   * @throws IllegalArgumentException when it cannot be read, or has a mistake
   */
  public CredentialsFile(Path file) {
    this.file = file;
    try {
      contents = read(file);
      keys = AccessKeysJson.read(contents);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "`%s` cannot be read: correct the path, or permit it to the server's user"
              .formatted(file),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("`%s`: %s".formatted(file, e.getMessage()), e);
    }
    warnOfOthers();
  }

  /** The keys that count now. */
  @Override
  public AccessKeys get() {
    return keys;
  }

  /** Looks whether the file has changed. */
  public void poll() {
    try {
      byte[] now = read(file);
      if (!Arrays.equals(now, contents)) {
        contents = now;
        keys = AccessKeysJson.read(now);
        told = null;
        LOG.log(Level.INFO, "{0} has {1} access keys now", file.toString(), keys.byId().size());
        warnOfOthers();
      }
    } catch (NoSuchFileException e) {
      contents = new byte[0];
      keys = AccessKeys.NONE;
      tell("is gone, so there are no access keys");
    } catch (ClosedByInterruptException e) {
      LOG.log(Level.DEBUG, "{0} is not looked at any more", file.toString());
    } catch (IOException e) {
      tell("cannot be read, so the access keys stay as they were");
    } catch (IllegalArgumentException e) {
      tell(e.getMessage() + "; until then, the access keys stay as they were");
    }
  }

  private void tell(String news) {
    if (!news.equals(told)) {
      told = news;
      LOG.log(Level.WARNING, "{0}: {1}", file.toString(), news);
    }
  }

  private void warnOfOthers() {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        LOG.log(
            Level.WARNING,
            "{0} says who may call and everybody may write it: take that away with `chmod o-rw`",
            file.toString());
      } else if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
        LOG.log(
            Level.WARNING,
            "{0} holds secrets and everybody may read it: take that away with `chmod o-r`",
            file.toString());
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(Level.DEBUG, "who may read or write {0} cannot be told", file.toString());
    }
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IllegalArgumentException("is larger than %d bytes".formatted(LARGEST));
      }
      return bytes;
    }
  }

  /** Its name only. */
  @Override
  public String toString() {
    return file.toString();
  }
}
