package gatehouse.servlet;

import gatehouse.config.ConfigurationJson;
import gatehouse.registry.ConfigWriter;
import gatehouse.registry.DirectoryWriter;
import gatehouse.registry.ReadOnlyWriter;
import gatehouse.registry.Serving;
import gatehouse.upstream.DaemonThreads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How this deployment changes its own configuration: the writer, and the threads on which whatever
 * reads and writes files is done, as no thread of the container may wait for a disk.
 */
final class Changes implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("gatehouse");

  /** One change is made at a time; the second thread reads meanwhile. */
  private static final int THREADS = 2;

  private static final int MOST_WAITING = 100;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final @Nullable DirectoryWriter directory;
  private final ConfigWriter writer;
  private final DaemonThreads names = new DaemonThreads("gatehouse-change");
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          names);

  /**
   * Changes of a directory.
   *
   * @param serving what they are put in service by
   * @param readOnly whether all of them are refused
   */
  Changes(Path directory, ConfigurationJson reader, Serving serving, boolean readOnly) {
    this.directory =
        readOnly
            ? null
            : new DirectoryWriter(directory, reader, serving, DirectoryWriter.Patience.USUAL);
    this.writer =
        this.directory == null
            ? new ReadOnlyWriter(
                "setting %s is `true`: the configuration is changed in its files alone"
                    .formatted(SettingKey.READ_ONLY.property()))
            : this.directory;
    threads.allowCoreThreadTimeOut(true);
  }

  /** Changes the configuration; on {@link #threads} only. */
  ConfigWriter writer() {
    return writer;
  }

  /**
   * The threads, daemons named {@code gatehouse-change-1} and so on. They throw {@link
   * java.util.concurrent.RejectedExecutionException} when too much waits already, and at the end.
   */
  Executor threads() {
    return threads;
  }

  /** Finishes what a process that has ended has begun; for the thread that polls. */
  void mend() {
    if (directory != null) {
      directory.mend();
    }
  }

  /** Ends all threads; a change that is under way has a few seconds. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
      if (!names.awaitEnd(CLOSING)) {
        LOG.log(Level.WARNING, "a thread gatehouse-change does not end");
      }
      if (directory != null) {
        directory.close();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the lock of the configuration cannot be closed", e);
    }
  }
}
