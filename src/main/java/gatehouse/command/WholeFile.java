package gatehouse.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
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
      try {
        // Unlike a rename, a second link to the file never replaces another one.
        Files.createLink(file, neighbour);
      } catch (UnsupportedOperationException e) {
        Files.move(neighbour, file);
      }
    } finally {
      Files.deleteIfExists(neighbour);
    }
    flush(directory);
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
