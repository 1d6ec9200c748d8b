package gatehouse.accesslog;

import gatehouse.config.LogDestination;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log whose lines are where they belong when a call returns; for what is rare and must not be
 * lost. Files are set aside as those of access logs are, and never removed. For any number of
 * threads; calls block.
 */
public final class DirectLines {

  private final Sink sink;
  private final @Nullable Path file;

  private DirectLines(Sink sink, @Nullable Path file) {
    this.sink = sink;
    this.file = file;
  }

  /**
   * A log.
   *
   * @param destination not a log group
   * @param options of access logs: where files are, and how large they get
   * @param logger the name under which lines are in the server's log
   */
  public static DirectLines to(
      LogDestination destination, AccessLogOptions options, String logger, InstantSource clock) {
    return switch (destination.kind()) {
      case FILE -> {
        Path path = options.directory().resolve(destination.path()).toAbsolutePath().normalize();
        yield new DirectLines(
            new FileSink(path, options.mostBytesOfFile(), Integer.MAX_VALUE, clock, true), path);
      }
      case STDOUT -> new DirectLines(new StreamSink(() -> System.out), null);
      case CONTAINER, USUAL -> new DirectLines(new ContainerSink(logger), null);
    };
  }

  /** The file that they go to, absolute; null when they go elsewhere. */
  public @Nullable Path file() {
    return file;
  }

  /**
   * Appends lines, a file being made first that is not there; it is closed afterwards.
   *
   * @param lines without their ends; may be none
   * @throws IOException when they are not, or not all, where they belong
   */
  public synchronized void append(List<String> lines) throws IOException {
    try {
      if (!(sink instanceof StreamSink) || !lines.isEmpty()) {
        sink.write(lines);
      }
    } finally {
      sink.release();
    }
  }

  /** Where they go. */
  @Override
  public String toString() {
    return sink.toString();
  }
}
