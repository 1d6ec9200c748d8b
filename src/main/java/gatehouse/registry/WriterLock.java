package gatehouse.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One writer at a time: among threads, among deployments in one JVM, among processes, and, where
 * the file system passes locks on, among machines. It is given up by the system when a process
 * ends, however it ends. Safe for use by several threads.
 *
 * <p>The file stays open between two changes. POSIX gives up all locks of a process on a file when
 * any of its openings is closed, another deployment's in the same JVM, too; so it is closed under
 * the lock only, and nobody else may open it.
 */
final class WriterLock {

  private static final long LEAST_PAUSE_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 8;

  private final Path file;
  private final ReentrantLock threads = new ReentrantLock(true);

  /** Null while the file is closed. Changed by whoever has the threads' lock. */
  private volatile @Nullable FileChannel channel;

  /** Of the file that is open. */
  private @Nullable Object identity;

  /**
   * A lock.
   *
   * @param file is made when it is not there, in a directory that is
   */
  WriterLock(Path file) {
    this.file = file;
  }

  /** Whether it is a lock on this file. */
  boolean isOf(Path other) {
    return file.equals(other);
  }

  /** Is held until it is closed. */
  interface Held extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /**
   * Waits for the lock.
   *
   * @param longest for which it waits; zero for a try
   * @return null when others have it all the time
   * @throws IOException when the file system has no locks, or the file cannot be opened
   */
  @Nullable Held acquire(Duration longest) throws IOException {
    long deadline = System.nanoTime() + longest.toNanos();
    boolean alone = false;
    boolean held = false;
    try {
      alone = threads.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS);
      FileLock lock = alone ? fileLock(deadline) : null;
      if (lock == null) {
        return null;
      }
      held = true;
      return () -> {
        try {
          if (lock.acquiredBy().isOpen()) {
            lock.release();
          }
        } finally {
          threads.unlock();
        }
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } finally {
      if (alone && !held) {
        threads.unlock();
      }
    }
  }

  private @Nullable FileLock fileLock(long deadline) throws IOException, InterruptedException {
    long pause = LEAST_PAUSE_MILLIS;
    while (true) {
      FileLock lock = tryLock();
      if (lock != null && isInPlace()) {
        return lock;
      }
      if (lock != null) {
        lock.release();
        reopen();
        continue;
      }
      if (System.nanoTime() - deadline >= 0) {
        return null;
      }
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  /** Null when somebody else has it. */
  private @Nullable FileLock tryLock() throws IOException {
    FileChannel open = channel;
    if (open == null || !open.isOpen()) {
      open = reopen();
    }
    try {
      return open.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be locked (%s): put the configuration on a file system that has locks, or set gatehouse.readOnly"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Whether the file that is locked is still the one of this name. */
  private boolean isInPlace() throws IOException {
    try {
      return Objects.equals(identity, identity());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private FileChannel reopen() throws IOException {
    closeChannel();
    FileChannel opened =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel = opened;
    identity = identity();
    return opened;
  }

  private @Nullable Object identity() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private InterruptedIOException interrupted(InterruptedException e) {
    InterruptedIOException failure = new InterruptedIOException("ended while waiting for " + file);
    failure.initCause(e);
    return failure;
  }

  /**
   * Closes the file; a later {@link #acquire} opens it again. Should others have the lock all the
   * time, it stays open, or they would lose it.
   */
  void close(Duration longest) throws IOException {
    Held held = channel == null ? null : acquire(longest);
    if (held == null) {
      return;
    }
    try {
      closeChannel();
    } finally {
      held.close();
    }
  }

  private void closeChannel() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
