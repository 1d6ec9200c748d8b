package gatehouse.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The disk itself. Stateless. */
final class Disk implements Steps {

  private static final Set<OpenOption> WRITING =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** What file systems say that cannot flush a directory, and have no need to. */
  private static final String CANNOT_FLUSH = "Invalid argument";

  @Override
  public void createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
      return;
    }
    give(directory, directory.toAbsolutePath().getParent());
  }

  @Override
  public void write(Path file, byte[] content, @Nullable Path like, boolean durable)
      throws IOException {
    // What is to be hidden from others must not be open to them for a moment.
    boolean guarded = like != null && view(like) != null;
    FileAttribute<?>[] attributes =
        guarded ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(file, WRITING, attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      give(file, like == null ? file.toAbsolutePath().getParent() : like);
      PosixFileAttributeView made = view(file);
      if (guarded && like != null && made != null) {
        made.setPermissions(Files.getPosixFilePermissions(like));
      }
      if (durable) {
        channel.force(true);
      }
    }
  }

  @Override
  public void flushDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      if (view(directory) != null) {
        throw e;
      }
      // Windows opens no directories, and needs none flushed.
    } catch (IOException e) {
      if (!CANNOT_FLUSH.equals(e.getMessage())) {
        throw e;
      }
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException(
          "the file system of %s cannot replace a file in one step: put the configuration on another one"
              .formatted(to),
          e);
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  /**
   * Gives what was made the owner of something else, so that a command that root runs does not lock
   * the server out. Whoever is not root cannot, and keeps it.
   */
  private static void give(Path made, @Nullable Path like) throws IOException {
    PosixFileAttributeView view = view(made);
    PosixFileAttributeView other = like == null ? null : view(like);
    if (view == null || other == null) {
      return;
    }
    PosixFileAttributes is = view.readAttributes();
    PosixFileAttributes wanted = other.readAttributes();
    try {
      if (!is.group().equals(wanted.group())) {
        view.setGroup(wanted.group());
      }
      if (!is.owner().equals(wanted.owner())) {
        view.setOwner(wanted.owner());
      }
    } catch (IOException e) {
      // Not permitted: it stays ours.
    }
  }

  private static @Nullable PosixFileAttributeView view(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class);
  }
}
