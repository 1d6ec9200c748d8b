package gatehouse.registry;

import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes a configuration in a directory, whose files people change, too.
 *
 * <p>Writers take turns by a lock, in all processes that share the directory. A change is checked
 * and compiled as if it were read, then made durable by one rename, then put in service. People
 * take no lock: what they have changed since it was read is noticed right before the rename, and
 * the change is made anew of what is there then; only what they write within the same instant to
 * the same file can be overwritten. What they are in the middle of is not taken up: files that are
 * neither in service nor as the last change has left them must look the same twice.
 *
 * <p>Safe for use by several threads, which it blocks.
 */
public final class DirectoryWriter implements ConfigWriter, AutoCloseable {

  private static final System.Logger LOG = System.getLogger("gatehouse");

  /** How often a change is made anew because people change files meanwhile. */
  private static final int MOST_ATTEMPTS = 20;

  private final Path directory;
  private final ConfigurationJson reader;
  private final Serving serving;
  private final Patience patience;
  private final Steps steps;

  /** What {@link #mend} has told last; null when all is well. */
  private volatile @Nullable String unmended;

  /** Made by the first change, which makes the directory if need be; guarded by this. */
  private @Nullable WriterLock lock;

  /**
   * How long a change waits.
   *
   * @param forOthers until others have made their changes; then there is a conflict
   * @param forPeople between two looks at what they have changed; zero for one look
   */
  public record Patience(Duration forOthers, Duration forPeople) {

    /** As polls look: a change by hand has settled when two looks half a second apart agree. */
    public static final Patience USUAL =
        new Patience(Duration.ofSeconds(10), Duration.ofMillis(Poller.USUAL_INTERVAL_MILLIS));
  }

  /**
   * A writer.
   *
   * @param directory need not exist: the first change makes it
   * @param reader of its files
   * @param serving what the changes are put in service by
   */
  public DirectoryWriter(
      Path directory, ConfigurationJson reader, Serving serving, Patience patience) {
    this(directory, reader, serving, patience, new Disk());
  }

  /** With steps of one's own. */
  DirectoryWriter(
      Path directory, ConfigurationJson reader, Serving serving, Patience patience, Steps steps) {
    this.directory = directory;
    this.reader = reader;
    this.serving = serving;
    this.patience = patience;
    this.steps = steps;
  }

  @Override
  public <T> T change(Change<T> change) throws IOException {
    Attempt<T> attempt = new Attempt<>(change);
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      try {
        if (attempt.run()) {
          return attempt.result();
        }
      } catch (IOException e) {
        throw Unwritable.explained(directory, e);
      }
      pause();
    }
    throw new ConflictException(
        "the files in %s are being changed by hand all the time".formatted(directory));
  }

  /** A change that is tried until it is made. */
  private final class Attempt<T> {

    private final Change<T> change;
    private @Nullable T result;

    /** The version of files that had not settled the last time; null when they had. */
    private @Nullable Object seen;

    Attempt(Change<T> change) {
      this.change = change;
    }

    /** Whether it was made; if not, people are changing files. */
    boolean run() throws IOException {
      Path root = root();
      WriterFiles files = new WriterFiles(root);
      Unwritable.refuseVolume(root);
      WriterLock.Held held = lock(files).acquire(patience.forOthers);
      if (held == null) {
        throw new ConflictException(
            "others are changing the configuration in %s all the time".formatted(directory));
      }
      try {
        recover(files);
        FileStore store = new FileStore(root, reader);
        Object version = store.version();
        ConfigurationFiles now = store.files();
        if (!isSettled(version, now.version(), store)) {
          seen = version;
          return false;
        }
        seen = null;
        Edits edits = new Edits();
        result = change.make(now, edits);
        Edits effective = edits.effective(now);
        if (effective.byPath().isEmpty()) {
          return true;
        }
        Unwritable.check(root, effective.byPath().keySet());
        ConfigurationFiles next = effective.appliedTo(now);
        Loaded loaded = new Loaded(reader.read(next), next.version());
        Mark mark = Mark.of(loaded.version());
        return make(
            PreparedChange.of(files, steps, mark, now, effective.byPath()),
            loaded,
            () -> store.version().equals(version) && root().equals(root),
            change::made);
      } finally {
        release(held);
      }
    }

    /** What has been made is made, whether the lock's file can be unlocked or not. */
    private void release(WriterLock.Held held) {
      try {
        held.close();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the lock of the configuration cannot be released", e);
      }
    }

    private boolean isSettled(Object version, String content, FileStore store) throws IOException {
      return patience.forPeople.isZero()
          || version.equals(seen)
          || content.equals(Mark.version(store.mark()))
          || content.equals(serving.version());
    }

    /** What the change returned when it was made. */
    @SuppressWarnings("NullAway") // A change may return null where T permits it.
    T result() {
      return result;
    }
  }

  /** Tells whether nobody has changed anything since. */
  private interface Look {
    boolean isUnchanged() throws IOException;
  }

  /** Whether it was made: not if somebody has changed something since. */
  private boolean make(PreparedChange prepared, Loaded loaded, Look look, Runnable made)
      throws IOException {
    try {
      prepared.prepare();
      serving.replace(
          loaded,
          () -> {
            if (!look.isUnchanged() || !prepared.isUpToDate()) {
              throw new Overtaken();
            }
            prepared.commit();
            made.run();
          });
      return true;
    } catch (Overtaken e) {
      return false;
    } finally {
      if (!prepared.isMade()) {
        prepared.discard();
      }
    }
  }

  /** Somebody has changed files by hand since they were read. */
  private static final class Overtaken extends IOException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Finishes a change whose process has ended in the middle of it, unless somebody is writing. Such
   * a change is in service in any case; this brings it into the files. Costs next to nothing when
   * there is none. What keeps it from that is logged.
   */
  public void mend() {
    try {
      if (!Files.isDirectory(directory)) {
        return;
      }
      WriterFiles files = new WriterFiles(directory.toRealPath());
      if (!Files.exists(files.journal())) {
        return;
      }
      try (WriterLock.Held held = lock(files).acquire(Duration.ZERO)) {
        if (held != null) {
          recover(files);
        }
      }
      unmended = null;
    } catch (IOException e) {
      if (!e.toString().equals(unmended)) {
        unmended = e.toString();
        LOG.log(Level.WARNING, "a change of " + directory + " cannot be finished yet", e);
      }
    }
  }

  private void recover(WriterFiles files) throws IOException {
    if (PreparedChange.recover(files, steps)) {
      LOG.log(
          Level.INFO, "a change of %s that was cut off is now in all files".formatted(directory));
    }
  }

  /** The directory behind all links to it, which one who swaps a link does not change. */
  private Path root() throws IOException {
    Files.createDirectories(directory);
    return directory.toRealPath();
  }

  private synchronized WriterLock lock(WriterFiles files) throws IOException {
    if (!Files.exists(files.ignore())) {
      steps.createDirectory(files.directory());
      steps.flushDirectory(files.root());
      steps.write(files.ignore(), WriterFiles.IGNORED, null, false);
    }
    if (lock == null || !lock.isOf(files.lock())) {
      if (lock != null) {
        lock.close(patience.forOthers);
      }
      lock = new WriterLock(files.lock());
    }
    return Objects.requireNonNull(lock);
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(patience.forPeople.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("ended while waiting").initCause(e);
    }
  }

  /** Gives the lock's file back; a later change takes it again. */
  @Override
  public synchronized void close() throws IOException {
    if (lock != null) {
      lock.close(patience.forOthers);
      lock = null;
    }
  }
}
