package gatehouse.accesslog;

import gatehouse.config.AccessLogSettings;
import gatehouse.config.AuditFile;
import gatehouse.config.LogDestination;
import gatehouse.http.Ticker;
import gatehouse.pipeline.ExchangeListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access logs of a deployment. They outlive plans: a file stays open while the configuration is
 * replaced, and stages that name the same file share it. Safe for use by any number of threads.
 *
 * <p>One daemon thread {@code gatehouse-access-log} writes; there is none before the first stage
 * has an access log. A request only makes its line, and never waits.
 *
 * <p>AWS: "Configuring logging for an HTTP API".
 */
public final class AccessLogs implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("gatehouse");

  /** Some ten thousand lines: what a disk that pauses for a second may cost of memory. */
  private static final long QUEUE_BYTES = 16L * 1_048_576;

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final AccessLogOptions options;
  private final Ticker ticker;
  private final @Nullable AuditFile audit;
  private final AtomicLong lost = new AtomicLong();

  /**
   * Those that are in use: by a plan's stage, a request under way, a line that waits or a file that
   * is open. A name that no configuration mentions any more leaves nothing behind.
   */
  private final Map<Object, WeakReference<Outlet>> outlets = new HashMap<>();

  private final LineWriter writer;

  /** Access logs of a deployment. */
  public AccessLogs(AccessLogOptions options, Ticker ticker) {
    this(options, ticker, null);
  }

  /**
   * Access logs of a deployment.
   *
   * @param audit which no access log writes to; null when the audit log is no file
   */
  public AccessLogs(AccessLogOptions options, Ticker ticker, @Nullable AuditFile audit) {
    this(options, ticker, audit, QUEUE_BYTES);
  }

  AccessLogs(AccessLogOptions options, Ticker ticker, @Nullable AuditFile audit, long queueBytes) {
    this.audit = audit;
    this.options = options;
    this.ticker = ticker;
    this.writer = new LineWriter(new LineQueue(queueBytes), lost, ticker);
    AccessLogSettings fallback = options.fallback();
    if (fallback != null) {
      fallback
          .format()
          .warnings()
          .forEach(warning -> LOG.log(Level.WARNING, "gatehouse.accessLog.format: " + warning));
    }
  }

  /**
   * The access log of a stage.
   *
   * @param settings of the stage; null when it says nothing
   * @return {@link ExchangeListener#NONE} when the stage has none
   */
  public ExchangeListener of(@Nullable AccessLogSettings settings) {
    AccessLogSettings chosen = settings == null ? options.fallback() : settings;
    if (chosen == null) {
      return ExchangeListener.NONE;
    }
    writer.start();
    LogDestination destination = chosen.destination();
    if (destination.kind() == LogDestination.Kind.USUAL) {
      destination = options.usual();
    }
    boolean isWrapped = destination.kind() == LogDestination.Kind.STDOUT;
    return new AccessLog(chosen.format(), isWrapped, outlet(destination), writer);
  }

  /** Lines that were lost since the start: there was no room, or they could not be written. */
  public long lost() {
    return lost.get();
  }

  /** Writes what waits and ends the thread, within a few seconds. More calls do nothing. */
  @Override
  public void close() {
    try {
      if (!writer.close(CLOSING, CLOSING)) {
        LOG.log(Level.WARNING, "the thread gatehouse-access-log does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Outlet outlet(LogDestination destination) {
    return switch (destination.kind()) {
      case FILE -> {
        Path path = options.directory().resolve(destination.path()).toAbsolutePath().normalize();
        if (isAudit(path)) {
          LOG.log(
              Level.ERROR,
              "{0} is a file of the audit log: an access log that was to go there goes to the server's log; choose another file",
              path);
          yield outlet(LogDestination.parse("container"));
        }
        yield outlet(
            path,
            () -> new FileSink(path, options.mostBytesOfFile(), options.keptFiles(), ticker::now));
      }
      case STDOUT -> outlet(destination.kind(), () -> new StreamSink(() -> System.out));
      case CONTAINER, USUAL ->
          outlet(LogDestination.Kind.CONTAINER, () -> new ContainerSink("gatehouse.access"));
    };
  }

  /** Whether this is the audit log, or a file of it that was set aside. */
  private boolean isAudit(Path path) {
    try {
      return audit != null && audit.isAt(path);
    } catch (IOException e) {
      // A link to nothing: the file that it names is still to come.
      return false;
    }
  }

  /** The one outlet of this key, as long as somebody has it. */
  private Outlet outlet(Object key, Supplier<Sink> sink) {
    synchronized (outlets) {
      outlets.values().removeIf(known -> known.refersTo(null));
      WeakReference<Outlet> known = outlets.get(key);
      Outlet outlet = known == null ? null : known.get();
      if (outlet == null) {
        outlet = new Outlet(sink.get(), ticker, lost);
        outlets.put(key, new WeakReference<>(outlet));
      }
      return outlet;
    }
  }

  /** Destinations that are in use, or were until a moment ago. */
  int destinations() {
    synchronized (outlets) {
      return outlets.size();
    }
  }
}
