package gatehouse.registry;

import gatehouse.registry.Journal.Entry;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** The directories that a change touches. For one thread. */
final class Directories {

  /** Below it a directory is an API's, which goes with its last file; those at the top stay. */
  private static final String APIS = "apis/";

  private final Path root;
  private final Steps steps;
  private final List<Path> made = new ArrayList<>();

  Directories(Path root, Steps steps) {
    this.root = root;
    this.steps = steps;
  }

  /** Makes those that files are to be written to, and has them on the disk. */
  void make(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      if (entry.content() == null) {
        continue;
      }
      for (int i = entry.path().indexOf('/'); i >= 0; i = entry.path().indexOf('/', i + 1)) {
        Path directory = root.resolve(entry.path().substring(0, i));
        if (!Files.isDirectory(directory)) {
          steps.createDirectory(directory);
          made.add(directory);
          steps.flushDirectory(parent(directory));
        }
      }
    }
  }

  /** Takes back what {@link #make} made, as far as it is empty. */
  void unmake() throws IOException {
    Collections.reverse(made);
    for (Path directory : made) {
      remove(directory);
    }
    made.clear();
  }

  /** Has the names of files on the disk. */
  void flush(List<Entry> entries) throws IOException {
    TreeSet<Path> directories = new TreeSet<>();
    for (Entry entry : entries) {
      directories.add(parent(root.resolve(entry.path())));
    }
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        steps.flushDirectory(directory);
      }
    }
  }

  /** Removes the directories of APIs whose last file is gone. */
  void prune(List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      if (entry.content() == null && entry.path().startsWith(APIS)) {
        Path end = root.resolve(APIS);
        for (Path directory = parent(root.resolve(entry.path()));
            !directory.equals(end) && remove(directory);
            directory = parent(directory)) {}
      }
    }
  }

  private boolean remove(Path directory) throws IOException {
    try {
      steps.delete(directory);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " lies nowhere");
    }
    return parent;
  }
}
