package gatehouse.upstream;

import gatehouse.http.Cancellation;
import gatehouse.http.Response;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/**
 * Calls HTTP upstreams: pooled connections, HTTP/1.1, streaming in both directions, and nothing
 * beyond what it is told: no redirects, cookies, decompression, authentication or retries.
 *
 * <p>Never blocks its caller. Its threads are daemons whose names start with {@code gatehouse-};
 * {@link #close} ends them all. Safe for use by several threads.
 */
public final class Upstream implements AutoCloseable {

  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration HOUSEKEEPING = Duration.ofSeconds(1);
  private static final Duration NAMES_REFRESH = Duration.ofSeconds(30);
  private static final int LOOKUP_THREADS = 4;

  private final CloseableHttpAsyncClient client;
  private final HostAddresses addresses;
  private final ThreadPoolExecutor lookups;
  private final ScheduledThreadPoolExecutor clock;
  private final BodyTimer timer;

  /** Starts the threads that wait for upstreams. */
  public Upstream(UpstreamSettings settings) {
    lookups =
        new ThreadPoolExecutor(
            LOOKUP_THREADS,
            LOOKUP_THREADS,
            NAMES_REFRESH.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("gatehouse-names"));
    lookups.allowCoreThreadTimeOut(true);
    addresses =
        new HostAddresses(
            lookups, new SystemDefaultDnsResolver(), System::nanoTime, NAMES_REFRESH.toNanos());
    PoolingAsyncClientConnectionManager pool = Clients.pool(settings, addresses);
    client = Clients.client(pool, settings, threads("gatehouse-upstream"));
    client.start();
    clock = new ScheduledThreadPoolExecutor(1, threads("gatehouse-clock"));
    clock.setRemoveOnCancelPolicy(true);
    timer = new BodyTimer(clock, settings.idleTimeout());
    Future<?> unused =
        clock.scheduleWithFixedDelay(
            () -> {
              timer.failTheIdle();
              pool.closeExpired();
              pool.closeIdle(TimeValue.of(settings.keepAlive()));
            },
            HOUSEKEEPING.toMillis(),
            HOUSEKEEPING.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Sends a request and gives its response as soon as the response's head is complete; the body
   * streams afterwards.
   *
   * @param cancellation ends the exchange at once when the client leaves before that
   * @return completed exceptionally with an {@link UpstreamFailure}; after the head, a failure is
   *     the end of the response's body
   */
  public CompletionStage<Response> exchange(UpstreamRequest request, Cancellation cancellation) {
    Call call = new Call(timer);
    call.startDeadline(request.timeout().toNanos());
    cancellation.onCancel(
        () -> call.fail(UpstreamFailure.Kind.ABANDONED, "the client has left", null));
    addresses
        .prepare(request.origin().host())
        .whenComplete(
            (ready, failure) -> {
              if (failure != null) {
                call.failed((Exception) failure);
              } else if (!call.result().isDone()) {
                execute(request, call);
              }
            });
    return call.result();
  }

  private void execute(UpstreamRequest request, Call call) {
    Origin origin = request.origin();
    HttpHost host = new HttpHost(origin.scheme(), origin.host(), origin.port());
    OutgoingBody outgoing =
        request.body().isEmpty()
            ? null
            : new OutgoingBody(
                request.body(),
                cause ->
                    call.fail(
                        UpstreamFailure.Kind.ABANDONED, "the request's body broke off", cause));
    IncomingBody incoming = new IncomingBody(call::abort, System::nanoTime);
    HttpClientContext context = HttpClientContext.create();
    if (!request.headers().contains(HttpHeaders.USER_AGENT)) {
      context.setAttribute(Clients.NO_USER_AGENT, true);
    }
    Future<Void> execution =
        client.execute(
            host,
            new RequestSender(request, host, outgoing),
            new ResponseReceiver(call, incoming),
            null,
            context,
            call);
    call.execution(() -> execution.cancel(true));
  }

  /** Breaks off what is under way and ends all threads; waits for them a few seconds at most. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    clock.shutdownNow();
    lookups.shutdownNow();
    try {
      client.awaitShutdown(TimeValue.of(CLOSING));
      clock.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
      lookups.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + '-' + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
