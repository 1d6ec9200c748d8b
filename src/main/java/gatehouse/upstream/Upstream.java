package gatehouse.upstream;

import gatehouse.http.Cancellation;
import gatehouse.http.Response;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Calls HTTP upstreams: pooled connections, HTTP/1.1, streaming in both directions, and nothing
 * beyond what it is told: no redirects, cookies, decompression, authentication or retries.
 *
 * <p>Never blocks its caller. Its threads are daemons whose names start with {@code gatehouse-};
 * {@link #close} ends them all. Safe for use by several threads.
 */
public final class Upstream implements Outbound, AutoCloseable {

  private static final System.Logger LOG = System.getLogger("gatehouse.upstream");
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);
  private static final Duration LOOKUP_THREADS_IDLE = Duration.ofSeconds(30);
  private static final int LOOKUP_THREADS = 4;

  /** How many connections in a row may turn out to be closed before anything is sent. */
  private static final int MOST_UNSENT = 3;

  private final Connections connections;
  private final @Nullable TlsProfile usualTls;
  private final HostAddresses addresses;
  private final DaemonThreads nameThreads = new DaemonThreads("gatehouse-names");
  private final DaemonThreads reactorThreads = new DaemonThreads("gatehouse-upstream");
  private final ThreadPoolExecutor lookups;
  private final Future<?> housekeeping;
  private final BodyTimer timer;

  /**
   * Starts the threads that wait for upstreams.
   *
   * @param clock for deadlines; its owner ends it, after this
   */
  public Upstream(UpstreamSettings settings, ScheduledExecutorService clock) {
    this(settings, clock, new SystemDefaultDnsResolver());
  }

  /** With names of one's own. */
  Upstream(UpstreamSettings settings, ScheduledExecutorService clock, DnsResolver names) {
    lookups =
        new ThreadPoolExecutor(
            LOOKUP_THREADS,
            LOOKUP_THREADS,
            LOOKUP_THREADS_IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            nameThreads);
    lookups.allowCoreThreadTimeOut(true);
    addresses =
        new HostAddresses(lookups, names, System::nanoTime, settings.addressRefresh().toNanos());
    usualTls = settings.tls();
    connections = new Connections(settings, addresses, reactorThreads);
    timer = new BodyTimer(clock, settings.idleTimeout());
    housekeeping =
        clock.scheduleWithFixedDelay(
            () -> {
              try {
                timer.look();
                connections.closeUnused();
              } catch (RuntimeException e) {
                // Let out, it would end the housekeeping for ever.
                LOG.log(Level.ERROR, "the housekeeping of connections failed", e);
              }
            },
            HOUSEKEEPING.toMillis(),
            HOUSEKEEPING.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletionStage<Response> exchange(
      UpstreamRequest request, Cancellation cancellation, Runnable atEnd) {
    Call call = new Call(timer, atEnd);
    try {
      call.start(request.timeout().toNanos());
    } catch (RejectedExecutionException e) {
      call.fail(UpstreamFailure.Kind.ABANDONED, "the gateway ends", e);
    }
    cancellation.onCancel(
        () -> call.fail(UpstreamFailure.Kind.ABANDONED, "the client has left", null));
    addresses
        .prepare(request.to().origin().host())
        .whenComplete(
            (ready, failure) -> {
              if (failure != null) {
                call.failed((Exception) failure);
              } else if (!call.result().isDone()) {
                executeOrFail(request, call, MOST_UNSENT);
              }
            });
    return call.result();
  }

  @Override
  public void limit(Destination to, @Nullable Integer most) {
    connections.limit(to, most);
  }

  @Override
  public TlsProfile profile(
      @Nullable List<X509Certificate> trusted, TlsProfile.@Nullable Identity identity) {
    return usualTls == null ? TlsProfile.of(trusted, identity) : usualTls.with(trusted, identity);
  }

  /** What is thrown here would be seen by nobody: the stage behind the look-up is not kept. */
  private void executeOrFail(UpstreamRequest request, Call call, int more) {
    try {
      execute(request, call, more);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a call of " + request + " could not be made", e);
      call.failed(e);
    }
  }

  /**
   * Makes the call.
   *
   * @param more how often it may be made once more when nothing was sent
   */
  private void execute(UpstreamRequest request, Call call, int more) {
    Attempt attempt =
        new Attempt(call, more == 0 ? null : () -> executeOrFail(request, call, more - 1));
    if (connections.isOpen()) {
      new Passage(
              connections,
              call,
              attempt,
              new RequestSender(request, call),
              new ResponseReceiver(call))
          .begin(request.to().route());
    } else {
      attempt.cancelled();
    }
  }

  /** The connections to all upstreams together, at this moment. */
  public ConnectionCounts connections() {
    return connections.counts();
  }

  /** Breaks off what is under way and ends all threads; waits for them a few seconds at most. */
  @Override
  public void close() {
    connections.close();
    housekeeping.cancel(false);
    lookups.shutdownNow();
    addresses.close();
    try {
      connections.awaitEnd(TimeValue.of(CLOSING));
      if (!reactorThreads.awaitEnd(CLOSING)) {
        LOG.log(Level.WARNING, "a thread of the HTTP client goes on after the end");
      }
      if (!nameThreads.awaitEnd(CLOSING)) {
        LOG.log(Level.WARNING, "a look-up of a name keeps its thread busy after the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // HttpCore does not tell all whose connections it closes here.
    timer.failAll();
  }
}
