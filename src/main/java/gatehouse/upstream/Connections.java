package gatehouse.upstream;

import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.command.ShutdownCommand;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The connections to all upstreams, and the threads that wait for them: HttpClient's pool on
 * HttpCore's reactor. HttpClient itself is left out: its chain of handlers for redirects, retries,
 * authentication, proxies and cookies costs a fifth of a request's time even when all are off.
 *
 * <p>Safe for use by several threads.
 */
final class Connections {

  private static final String KEEP_ALIVE = "Keep-Alive";

  private final PoolingAsyncClientConnectionManager pool;
  private final DefaultConnectingIOReactor reactor;
  private final int usualLimit;
  private final TimeValue keepAlive;
  private final HttpClientContext keepAliveContext = HttpClientContext.create();

  /** Starts the threads. */
  Connections(UpstreamSettings settings, DnsResolver names, ThreadFactory threads) {
    usualLimit = settings.maxConnectionsPerOrigin();
    keepAlive = TimeValue.of(settings.keepAlive());
    keepAliveContext.setRequestConfig(
        RequestConfig.custom()
            .setDefaultKeepAlive(settings.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
            .build());
    pool = pool(settings, names);
    reactor =
        new DefaultConnectingIOReactor(
            (session, attachment) -> ConnectionEvents.of(session),
            IOReactorConfig.custom().setSoTimeout(Timeout.DISABLED).build(),
            threads,
            null,
            null,
            null,
            session ->
                session.enqueue(
                    new ShutdownCommand(CloseMode.GRACEFUL), Command.Priority.IMMEDIATE));
    reactor.start();
  }

  private static PoolingAsyncClientConnectionManager pool(
      UpstreamSettings settings, DnsResolver names) {
    Timeout connectTimeout = Timeout.of(settings.connectTimeout());
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
        .setConnPoolPolicy(PoolReusePolicy.LIFO)
        .setMaxConnPerRoute(settings.maxConnectionsPerOrigin())
        .setMaxConnTotal(settings.maxConnections())
        .setDnsResolver(names)
        .setTlsStrategy(
            new ProfiledTls(settings.tls() == null ? TlsProfile.ofJvm() : settings.tls()))
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                .setHandshakeTimeout(connectTimeout)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connectTimeout)
                .setSocketTimeout(Timeout.DISABLED)
                .setTimeToLive(TimeValue.of(settings.connectionLife()))
                .setIdleTimeout(Timeout.of(settings.keepAlive()))
                .build())
        .build();
  }

  /** Asks for a connection, open or not; the callback may come at once, and from any thread. */
  Future<?> lease(HttpRoute route, FutureCallback<AsyncConnectionEndpoint> callback) {
    return pool.lease("", route, null, Timeout.DISABLED, callback);
  }

  /** Opens a connection that was leased. */
  Future<?> connect(
      AsyncConnectionEndpoint endpoint, FutureCallback<AsyncConnectionEndpoint> callback) {
    return pool.connect(endpoint, reactor, null, null, HttpCoreContext.create(), callback);
  }

  /** Gives a connection back for others, if it is still open. */
  void giveBack(AsyncConnectionEndpoint endpoint, HttpResponse response) {
    TimeValue valid =
        response.containsHeader(KEEP_ALIVE)
            ? DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(
                response, keepAliveContext)
            : keepAlive;
    pool.release(endpoint, null, valid);
  }

  /** Closes a connection at once. */
  void discard(AsyncConnectionEndpoint endpoint) {
    try {
      endpoint.close(CloseMode.IMMEDIATE);
    } finally {
      pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
    }
  }

  /** Limits the connections to a destination; null for the usual limit. */
  void limit(Destination to, @Nullable Integer most) {
    pool.setMaxPerRoute(to.route(), Objects.requireNonNullElse(most, usualLimit));
  }

  /** How many there are, at this moment. */
  ConnectionCounts counts() {
    PoolStats stats = pool.getTotalStats();
    return new ConnectionCounts(
        stats.getLeased(), stats.getAvailable(), stats.getPending(), stats.getMax());
  }

  /** Closes what has lasted, or has not been used, for too long. */
  void closeUnused() {
    pool.closeExpired();
    pool.closeIdle(keepAlive);
  }

  /** Whether {@link #close} has not been called. */
  boolean isOpen() {
    return reactor.getStatus() == IOReactorStatus.ACTIVE;
  }

  /** Breaks off what is under way, and has the threads end. */
  void close() {
    reactor.initiateShutdown();
    reactor.close(CloseMode.IMMEDIATE);
    pool.close(CloseMode.IMMEDIATE);
  }

  /** Waits for the threads. */
  void awaitEnd(TimeValue most) throws InterruptedException {
    reactor.awaitShutdown(most);
  }
}
