package gatehouse.registry;

import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.Folder;
import gatehouse.config.Problem;
import gatehouse.registry.FileScan.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A configuration in a directory: {@code stages/}, {@code routes/}, {@code integrations/}, {@code
 * apis/} and so on, each of which may be absent. Any thread; reads come one after another.
 *
 * <p>It is looked at from time to time rather than watched. Network file systems tell no events of
 * what others write, Kubernetes changes a link three links away, and what an editor does when it
 * saves is different for every editor; a look sees the outcome of all of them alike. A look costs
 * one system call per file and reads none; where there are many files, {@link Glance} spares most.
 */
public final class FileStore implements ConfigStore {

  /** How often files are read that change meanwhile. */
  private static final int MOST_READS = 10;

  private final Path directory;
  private final ConfigurationJson reader;
  private final WriterFiles writers;

  /** Null when all files are read each time. */
  private final @Nullable KeptContents kept;

  /**
   * What could not be read once: a permission that is granted changes no time and no size, so these
   * are tried at each look. They stay when they can be read, or loading would change the version.
   */
  private final Set<String> suspects = new HashSet<>();

  /** What the last look has left to be glanced at; null when there was none. */
  private @Nullable Glance glance;

  /** What was made of the files last; null before the first. */
  private volatile @Nullable Loaded last;

  /**
   * A store.
   *
   * @param directory need not exist yet
   * @param reader of its files
   */
  public FileStore(Path directory, ConfigurationJson reader) {
    this(directory, reader, null);
  }

  private FileStore(Path directory, ConfigurationJson reader, @Nullable KeptContents kept) {
    this.directory = directory;
    this.reader = reader;
    this.writers = new WriterFiles(directory);
    this.kept = kept;
  }

  /**
   * A store that reads no file again that has not changed, for those who read often. It keeps the
   * contents while the memory has room for them.
   *
   * @param clock tells how long ago files were written
   */
  public static FileStore keeping(Path directory, ConfigurationJson reader, InstantSource clock) {
    return new FileStore(directory, reader, new KeptContents(clock));
  }

  @Override
  public String location() {
    return directory.toString();
  }

  @Override
  public synchronized Object version() throws IOException {
    Instant looked = kept == null ? null : kept.now();
    glance = null;
    Glance next = new Glance();
    next.add(writers.directory());
    Map<String, Stamp> stamps = new FileScan(directory, next).run();
    Set<String> readable = new HashSet<>();
    for (String path : suspects) {
      if (isReadable(directory.resolve(path))) {
        readable.add(path);
      }
    }
    String journal = WriterFiles.text(writers.journal());
    next.insteadOf(stamps.size());
    glance = next;
    return new FileVersion(looked, stamps, readable, mark(), journal);
  }

  @Override
  public synchronized boolean seemsUnchanged() {
    return glance != null && suspects.isEmpty() && glance.showsNothing();
  }

  /** Whoever changes files by {@link DirectoryWriter} meanwhile changes the version, too. */
  @Override
  public Loaded load(Object look) throws IOException {
    FileVersion seen = (FileVersion) look;
    ConfigurationFiles files = read(Journal.made(writers), seen.stamps(), seen.looked());
    String version = files.version();
    Loaded before = last;
    if (before != null && before.version().equals(version) && files.problems().isEmpty()) {
      // The same files make the same configuration.
      return before;
    }
    Loaded loaded = new Loaded(reader.read(files), version);
    last = loaded;
    return loaded;
  }

  /**
   * All files that count, as they are at one moment, unread; {@link #load} is what the reader makes
   * of them. Of a change that a {@link DirectoryWriter} makes they show all or nothing.
   *
   * @throws IOException as {@link #load} does
   */
  public ConfigurationFiles files() throws IOException {
    for (int i = 0; i < MOST_READS; i++) {
      String before = mark();
      // Before the look: whose files move meanwhile is not done, and the journal has all of them.
      Journal journal = Journal.made(writers);
      Instant looked = kept == null ? null : kept.now();
      Map<String, Stamp> stamps = new FileScan(directory, new Glance()).run();
      ConfigurationFiles files = read(journal, stamps, looked);
      if (Objects.equals(before, mark())) {
        return files;
      }
    }
    throw new IOException("it changes faster than it can be read: try again");
  }

  /** The text of the mark that the last change has left; null when there was none. */
  @Nullable String mark() throws IOException {
    return WriterFiles.text(writers.mark());
  }

  /**
   * The files, with a change that is made and not in all of them yet.
   *
   * @param journal of that change; null when there is none
   * @param looked before they were looked at; null when nothing is kept
   */
  private synchronized ConfigurationFiles read(
      @Nullable Journal journal, Map<String, Stamp> stamps, @Nullable Instant looked)
      throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    suspects.retainAll(stamps.keySet());
    for (Map.Entry<String, Stamp> entry : new TreeMap<>(stamps).entrySet()) {
      String path = entry.getKey();
      Problem problem = problem(path, entry.getValue());
      if (problem == null) {
        problem = read(path, entry.getValue(), looked, contents);
      }
      if (problem != null) {
        problems.add(problem);
      }
    }
    if (kept != null) {
      kept.retain(stamps.keySet());
    }
    if (journal != null) {
      journal.overlay(directory, contents);
    }
    return new ConfigurationFiles(contents, problems);
  }

  /** Reads one file, unless it is known. */
  private @Nullable Problem read(
      String path, Stamp stamp, @Nullable Instant looked, Map<String, byte[]> contents)
      throws IOException {
    if (kept == null || looked == null) {
      return readNow(path, stamp, contents);
    }
    byte[] known = kept.find(path, stamp);
    if (known != null) {
      contents.put(path, known);
      return null;
    }
    Problem problem = readNow(path, stamp, contents);
    byte[] now = contents.get(path);
    if (problem == null && now != null) {
      kept.keep(path, looked, stamp, now);
    }
    return problem;
  }

  /** Reads one file; what vanished in the meantime was never there. */
  private @Nullable Problem readNow(String path, Stamp stamp, Map<String, byte[]> contents)
      throws IOException {
    try (InputStream in = Files.newInputStream(directory.resolve(path))) {
      // One byte more than is allowed, for the reader to see that it is too much.
      contents.put(path, bytes(in, stamp.size(), ConfigurationFiles.largest(path) + 1));
      return null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (AccessDeniedException e) {
      suspects.add(path);
      return new Problem(path, null, "cannot be read: permit it to the server's user");
    } catch (IOException e) {
      suspects.add(path);
      return new Problem(
          path, null, "cannot be read, %s: repair it, or remove it".formatted(e.getMessage()));
    }
  }

  /** All there is up to a limit; at once when it is as much as it looked like. */
  static byte[] bytes(InputStream in, long expected, int most) throws IOException {
    byte[] bytes = new byte[(int) Math.min(expected + 1, most)];
    int size = in.readNBytes(bytes, 0, bytes.length);
    if (size < bytes.length || size == most) {
      return Arrays.copyOf(bytes, size);
    }
    byte[] more = in.readNBytes(most - size);
    byte[] all = Arrays.copyOf(bytes, size + more.length);
    System.arraycopy(more, 0, all, size, more.length);
    return all;
  }

  private static boolean isReadable(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable Problem problem(String path, Stamp stamp) {
    int slash = path.lastIndexOf('/') + 1;
    String parent = path.substring(0, slash);
    String name = path.substring(slash);
    return switch (stamp.kind()) {
      case FILE ->
          stamp.size() > ConfigurationFiles.largest(path)
              ? ConfigurationFiles.tooLarge(path)
              : null;
      case MISNAMED -> Folder.at(parent).misnamed(parent, name);
      case NESTED -> Folder.at(parent).nested(parent, name);
      case NO_DIRECTORY ->
          new Problem(
              path,
              null,
              Folder.at(path + "/") == Folder.RESOURCES
                  ? "is a file: make it a directory, with a file per resource"
                  : "is a file: make it a directory, or remove it");
      case DANGLING ->
          new Problem(path, null, "is a symbolic link to nothing: correct it, or remove it");
      case SPECIAL ->
          new Problem(path, null, "is neither a file nor a link to one: replace it, or remove it");
      case UNREADABLE ->
          new Problem(path, null, "cannot be reached: correct its links and permissions");
    };
  }
}
