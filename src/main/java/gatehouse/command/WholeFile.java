package gatehouse.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes files that nobody ever sees in part, not even after the power has failed: to a hidden
 * neighbour first, which the gateway overlooks, and from there to their name in one step.
 */
final class WholeFile {

  private WholeFile() {}

  /** Makes a second name for a file. */
  interface Linker {

    /**
     * Makes it.
     *
     * @throws FileAlreadyExistsException when the name is taken
     */
    void link(Path name, Path existing) throws IOException;
  }

  /**
   * Makes a file that is not there yet, and its directory.
   *
   * @throws FileAlreadyExistsException when it is there; nothing is changed then
   */
  static void create(Path file, String text) throws IOException {
    Path directory = parent(file);
    Files.createDirectories(directory);
    Path neighbour = written(file, text);
    try {
      put(neighbour, file, Files::createLink);
    } finally {
      Files.deleteIfExists(neighbour);
    }
    flush(directory);
  }

  /**
   * Gives a file its name, or its only name where the file system knows no second ones.
   *
   * @throws FileAlreadyExistsException when the name is taken
   */
  static void put(Path neighbour, Path file, Linker linker) throws IOException {
    try {
      // Unlike a rename, a second link to the file never replaces another one.
      linker.link(file, neighbour);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // Looks whether the name is taken, then renames: two at the same moment are not told apart.
      Files.move(neighbour, file);
    }
  }

  /** Puts a new content in place of a file's; a symbolic link stays one. */
  static void replace(Path file, String text) throws IOException {
    Path real = file.toRealPath();
    Path neighbour = written(real, text);
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(neighbour, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(Files.getPosixFilePermissions(real));
      }
      Files.move(
          neighbour, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(neighbour);
    }
    flush(parent(real));
  }

  private static Path written(Path file, String text) throws IOException {
    Path neighbour =
        file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try (FileChannel channel =
        FileChannel.open(
            neighbour,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return neighbour;
  }

  /** The directory's own entry. Windows opens no directories, and needs none flushed. */
  private static void flush(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file is there and whole; only a power failure within the next seconds may take it away.
    }
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is no file's path");
    }
    return parent;
  }
}
