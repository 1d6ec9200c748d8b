package gatehouse.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** HttpClient, stripped of everything that a proxy must not do. */
final class Clients {

  /** In the context of a request whose sender gave no User-Agent: HttpClient's own is taken out. */
  static final String NO_USER_AGENT = "gatehouse.no-user-agent";

  /** In the context of a request whose sender gave no Content-Type though HttpClient wants one. */
  static final String NO_CONTENT_TYPE = "gatehouse.no-content-type";

  /** In the context of a request: its If-Range, which HttpClient must not see. */
  static final String IF_RANGE = "gatehouse.if-range";

  /** In the context of a request: its {@link Call}. */
  static final String CALL = "gatehouse.call";

  /** In the context of a request: its {@link Destination}. */
  static final String DESTINATION = "gatehouse.destination";

  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int WINDOW_BYTES = 64 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_HEADER_BYTES = 16 * 1024;

  private Clients() {}

  static PoolingAsyncClientConnectionManager pool(UpstreamSettings settings, DnsResolver names) {
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

  static CloseableHttpAsyncClient client(
      PoolingAsyncClientConnectionManager pool, UpstreamSettings settings, ThreadFactory threads) {
    return HttpAsyncClientBuilder.create()
        .setConnectionManager(pool)
        .setRoutePlanner(Clients::route)
        .setThreadFactory(threads)
        .setIOReactorConfig(IOReactorConfig.custom().setSoTimeout(Timeout.DISABLED).build())
        .setCharCodingConfig(CharCodingConfig.custom().setCharset(StrictLines.CHARSET).build())
        .setHttp1Config(
            Http1Config.custom()
                .setBufferSize(BUFFER_BYTES)
                .setInitialWindowSize(WINDOW_BYTES)
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_HEADER_BYTES)
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.DISABLED)
                .setResponseTimeout(Timeout.DISABLED)
                .setDefaultKeepAlive(settings.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .disableContentCompression()
        .disableRequestPriority()
        .addRequestInterceptorLast(Clients::completeHead)
        .addExecInterceptorLast("gatehouse-connected", Clients::proceed)
        .build();
  }

  /** HttpClient's own planner would make a route for every request, and knows no profiles. */
  private static HttpRoute route(@Nullable HttpHost host, HttpContext context) {
    return ((Destination) context.getAttribute(DESTINATION)).route();
  }

  /**
   * As AWS does: a length on every request, also on one without a body; no product of our own. And
   * as the sender wrote it: HttpClient refuses what a client must not generate, but a proxy passes
   * on what it gets.
   */
  private static void completeHead(
      HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
    if (entity == null) {
      request.setHeader(HttpHeaders.CONTENT_LENGTH, "0");
    }
    if (context.getAttribute(NO_USER_AGENT) != null) {
      request.removeHeaders(HttpHeaders.USER_AGENT);
    }
    if (context.getAttribute(NO_CONTENT_TYPE) != null) {
      request.removeHeaders(HttpHeaders.CONTENT_TYPE);
    }
    if (context.getAttribute(IF_RANGE) instanceof Header ifRange) {
      request.addHeader(ifRange);
    }
  }

  /**
   * Tells the call how to close its connection, which is there by now. HttpClient's own way to
   * cancel an exchange does nothing when the connection has been used before.
   */
  private static void proceed(
      HttpRequest request,
      @Nullable AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    Call call = (Call) scope.clientContext.getAttribute(CALL);
    if (call.isAborted()) {
      callback.failed(new InterruptedIOException());
      return;
    }
    chain.proceed(request, body, scope, callback);
    // Not before: HttpClient does not expect to lose a connection that it is about to use.
    call.connected(scope.execRuntime::discardEndpoint);
  }
}
