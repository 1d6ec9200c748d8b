package gatehouse.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** HttpClient, stripped of everything that a proxy must not do. */
final class Clients {

  /** In the context of a request whose sender gave no User-Agent: HttpClient's own is taken out. */
  static final String NO_USER_AGENT = "gatehouse.no-user-agent";

  /** In the context of a request: its {@link Underway}. */
  static final String UNDERWAY = "gatehouse.underway";

  /** In the context of a request whose sender gave no Content-Type though HttpClient wants one. */
  static final String NO_CONTENT_TYPE = "gatehouse.no-content-type";

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
            ClientTlsStrategyBuilder.create()
                .setSslContext(SSLContexts.createSystemDefault())
                .buildAsync())
        .setDefaultTlsConfig(
            TlsConfig.custom()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                .setHandshakeTimeout(connectTimeout)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connectTimeout)
                .setSocketTimeout(Timeout.DISABLED)
                .setTimeToLive(TimeValue.of(settings.timeToLive()))
                .setIdleTimeout(Timeout.of(settings.keepAlive()))
                .build())
        .build();
  }

  static CloseableHttpAsyncClient client(
      PoolingAsyncClientConnectionManager pool, UpstreamSettings settings, ThreadFactory threads) {
    return HttpAsyncClientBuilder.create()
        .setConnectionManager(pool)
        .setThreadFactory(threads)
        .setIOReactorConfig(IOReactorConfig.custom().setSoTimeout(Timeout.DISABLED).build())
        .setCharCodingConfig(
            CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build())
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
        .addExecInterceptorFirst(UNDERWAY, Clients::proceedCancellably)
        .build();
  }

  private static void proceedCancellably(
      HttpRequest request,
      @Nullable AsyncEntityProducer entity,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    Underway underway =
        (Underway) Objects.requireNonNull(scope.clientContext.getAttribute(UNDERWAY));
    chain.proceed(
        request,
        entity,
        new AsyncExecChain.Scope(
            scope.exchangeId,
            scope.route,
            scope.originalRequest,
            underway,
            scope.clientContext,
            scope.execRuntime,
            scope.scheduler,
            scope.execCount),
        callback);
  }

  /**
   * As AWS does: a length on every request, also on one without a body; no product of our own. And
   * as the sender wrote it: HttpClient refuses OPTIONS with a body and no Content-Type, which a
   * client must not generate (RFC 9110, section 9.3.7), but a proxy passes on what it gets.
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
  }
}
