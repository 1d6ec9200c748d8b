package gatehouse.registry;

import gatehouse.config.ConfigurationFiles;
import gatehouse.registry.Journal.Entry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A change on its way to the disk. First {@link #prepare} writes all that takes room or permission,
 * where nobody looks; then {@link #commit} makes the change, by one rename. For one thread, which
 * holds the lock.
 *
 * <p>What is on the disk before what: contents and their names before the journal, the journal
 * before the first file, all files before the journal goes. So after a power failure there is
 * either the state before, or the journal with all that it speaks of, or the state behind it. A
 * single file needs no journal: its own rename is the moment.
 */
final class PreparedChange {

  private static final System.Logger LOG = System.getLogger("gatehouse");

  private final WriterFiles files;
  private final Steps steps;
  private final Journal journal;
  private final Map<String, Optional<byte[]>> edits;
  private final Directories directories;

  /** From this moment on it is made, whatever goes wrong. */
  private boolean isMade;

  private PreparedChange(
      WriterFiles files, Steps steps, Journal journal, Map<String, Optional<byte[]>> edits) {
    this.files = files;
    this.steps = steps;
    this.journal = journal;
    this.edits = edits;
    this.directories = new Directories(files.root(), steps);
  }

  /**
   * A change of files as they are now.
   *
   * @param now what was read; the files that there are besides cannot be read
   * @param edits at least one, each of which changes something
   */
  static PreparedChange of(
      WriterFiles files,
      Steps steps,
      Mark mark,
      ConfigurationFiles now,
      Map<String, Optional<byte[]>> edits)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, Optional<byte[]>> edit : edits.entrySet()) {
      String path = edit.getKey();
      String content =
          edit.getValue().isEmpty()
              ? null
              : WriterFiles.neighbour(path, mark.id() + "-" + entries.size());
      byte[] read = now.contents().get(path);
      String before = read == null ? Hash.of(files.root().resolve(path)) : Hash.of(read);
      entries.add(new Entry(path, before, content));
    }
    return new PreparedChange(files, steps, new Journal(mark, entries), edits);
  }

  /** Whether the files hold what they did when this was made. */
  boolean isUpToDate() throws IOException {
    for (Entry entry : journal.entries()) {
      if (!Objects.equals(entry.before(), Hash.of(files.root().resolve(entry.path())))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes the new contents beside the files.
   *
   * @throws IOException and nothing is left of it, if the disk permits that
   */
  void prepare() throws IOException {
    // First, so that the next one knows what to take away, should this process end.
    steps.write(files.draft(), journal.bytes(), null, !isSingle());
    directories.make(journal.entries());
    for (Entry entry : journal.entries()) {
      if (entry.content() != null) {
        Path file = files.root().resolve(entry.path());
        Path content = files.root().resolve(entry.content());
        byte[] bytes = Objects.requireNonNull(edits.get(entry.path())).orElseThrow();
        steps.write(content, bytes, Files.exists(file) ? file : null, true);
      }
    }
  }

  /**
   * Makes the change. When this returns it is made: the files show it; or a journal does, if the
   * disk refuses what it granted before. What could not be done after that moment is logged.
   *
   * @throws IOException when it is not made
   */
  void commit() throws IOException {
    if (isSingle()) {
      steps.write(files.mark(), journal.mark().bytes(), null, false);
      journal.replace(files.root(), steps);
      isMade = true;
      finish(
          () -> {
            journal.settle(files.root(), steps);
            steps.delete(files.draft());
          });
      return;
    }
    directories.flush(journal.entries());
    steps.move(files.draft(), files.journal());
    flushJournal();
    isMade = true;
    finish(() -> complete(files, steps, journal));
  }

  /** Has the journal on the disk before the first file; else it must not be there at all. */
  private void flushJournal() throws IOException {
    try {
      steps.flushDirectory(files.directory());
    } catch (IOException e) {
      try {
        steps.delete(files.journal());
      } catch (IOException stays) {
        // Whoever reads sees it, and the next change brings it into the files.
        told(stays);
        return;
      }
      throw e;
    }
  }

  private interface Rest {
    void run() throws IOException;
  }

  private void finish(Rest rest) {
    try {
      rest.run();
    } catch (IOException e) {
      told(e);
    }
  }

  private void told(IOException failure) {
    LOG.log(
        Level.WARNING,
        "the configuration in %s is changed, but the disk has refused a part of it; the next change tries again"
            .formatted(files.root()),
        failure);
  }

  /** Whether it is made: then {@link #discard} must not be called any more. */
  boolean isMade() {
    return isMade;
  }

  private boolean isSingle() {
    return journal.entries().size() == 1;
  }

  /** Takes back what {@link #prepare} wrote. */
  void discard() throws IOException {
    journal.discard(files.root(), steps);
    directories.unmake();
    steps.delete(files.draft());
  }

  /**
   * Finishes what another one has begun: a change that was made is brought into all files, one that
   * was not is taken away.
   *
   * @return whether there was a change that was made
   */
  static boolean recover(WriterFiles files, Steps steps) throws IOException {
    Journal made = Journal.made(files);
    if (made != null) {
      complete(files, steps, new Journal(Mark.of(made.mark().version()), made.entries()));
    }
    String text = WriterFiles.text(files.draft());
    if (text != null) {
      Journal draft = Journal.parse(text);
      if (draft != null) {
        draft.discard(files.root(), steps);
      }
      steps.delete(files.draft());
    }
    return made != null;
  }

  private static void complete(WriterFiles files, Steps steps, Journal journal) throws IOException {
    steps.write(files.mark(), journal.mark().bytes(), null, false);
    journal.apply(files.root(), steps);
    steps.delete(files.journal());
    // Else a power failure could bring it back, and it would meet files of later changes.
    steps.flushDirectory(files.directory());
  }
}
