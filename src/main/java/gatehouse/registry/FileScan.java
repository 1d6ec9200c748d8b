package gatehouse.registry;

import gatehouse.config.Folder;
import gatehouse.config.ResourceDirectory;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a directory without reading files: one look at each name that counts. Symbolic links are
 * followed, so that a look shows what is behind them. For one thread, and one look.
 */
final class FileScan {

  /** What is found at a path. */
  enum Kind {
    FILE,
    /** A directory where only files should be. */
    NESTED,
    /** A file where a directory should be. */
    NO_DIRECTORY,
    /** A name that nearly is a directory's. */
    MISNAMED,
    /** A symbolic link to nothing. */
    DANGLING,
    /** A pipe, a socket or a device: reading it may never end. */
    SPECIAL,
    /** Not even its attributes can be had. */
    UNREADABLE
  }

  /**
   * What a look shows; equal when nothing changed.
   *
   * @param identity of the file behind the name, which a rename or a swapped link changes
   */
  record Stamp(Kind kind, long size, @Nullable FileTime modified, @Nullable Object identity) {
    static Stamp of(Kind kind) {
      return new Stamp(kind, 0, null, null);
    }
  }

  private final Path root;
  private final Glance glance;
  private final Map<String, Stamp> stamps = new HashMap<>();

  /**
   * A scan.
   *
   * @param root the directory that is looked at
   * @param glance gets to know all directories whose entries count
   */
  FileScan(Path root, Glance glance) {
    this.root = root;
    this.glance = glance;
  }

  /**
   * Looks at everything; once.
   *
   * @return by path below the root, with slashes
   * @throws IOException when a directory cannot be listed; NoSuchFileException for the root
   */
  Map<String, Stamp> run() throws IOException {
    directory(Folder.ROOT, "", entries(root));
    return stamps;
  }

  /** Looks at the entries of one directory, whose path is empty or ends with a slash. */
  private void directory(Folder folder, String path, List<Path> entries) throws IOException {
    for (Path entry : entries) {
      String name = name(entry);
      Folder below = folder.below(name);
      if (below != null) {
        directory(folder, below, entry, path + name);
      } else if (folder == Folder.RESOURCES || folder.holds(name)) {
        Stamp stamp = look(entry);
        if (stamp != null && (stamp.kind == Kind.NESTED || folder.holds(name))) {
          stamps.put(path + name, stamp);
        }
      } else if (folder.misnamed(path, name) != null) {
        stamps.put(path + name, Stamp.of(Kind.MISNAMED));
      }
    }
  }

  private void directory(Folder parent, Folder folder, Path directory, String path)
      throws IOException {
    List<Path> entries;
    try {
      entries = entries(directory);
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(directory)) {
        stamps.put(path, Stamp.of(Kind.DANGLING));
      }
      return;
    } catch (NotDirectoryException e) {
      if (parent.missesDirectory(path.substring(path.lastIndexOf('/') + 1))) {
        stamps.put(path, Stamp.of(Kind.NO_DIRECTORY));
      }
      return;
    }
    directory(folder, path + "/", entries);
  }

  /** All of a directory's entries before any of them is looked at, so that it is open no longer. */
  private List<Path> entries(Path directory) throws IOException {
    glance.add(directory);
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (!ResourceDirectory.isOverlooked(name(entry))) {
          all.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  /** A look at one name; null when it is gone. */
  private static @Nullable Stamp look(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return Stamp.of(Kind.NESTED);
      }
      Object key = attributes.fileKey();
      return new Stamp(
          attributes.isRegularFile() ? Kind.FILE : Kind.SPECIAL,
          attributes.size(),
          attributes.lastModifiedTime(),
          // Where files have no keys, as on Windows, the path behind the links has to do.
          key == null ? path.toRealPath() : key);
    } catch (NoSuchFileException e) {
      return Files.isSymbolicLink(path) ? Stamp.of(Kind.DANGLING) : null;
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return Stamp.of(Kind.UNREADABLE);
    }
  }
}
