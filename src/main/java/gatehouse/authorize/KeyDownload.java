package gatehouse.authorize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Cancellation;
import gatehouse.http.Causes;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.UpstreamFailure;
import gatehouse.upstream.UpstreamRequest;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks an issuer for its keys: its discovery document, and what that tells as {@code jwks_uri}. No
 * redirect is followed. Safe for use by several threads; never blocks.
 *
 * <p>OpenID Connect Discovery 1.0, section 4. AWS: 1500 ms for each of the two, and a key set of at
 * most 150,000 bytes.
 */
final class KeyDownload implements Supplier<CompletionStage<KeySet>> {

  private static final System.Logger LOG = System.getLogger("gatehouse.authorize");

  private static final Duration TIMEOUT = Duration.ofMillis(1_500);
  private static final int LARGEST = 150_000;
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final String issuer;
  private final Outbound outbound;
  private final ScheduledExecutorService clock;
  private final Transport transport;

  /**
   * A download.
   *
   * @param issuer a URL; a slash at its end makes no second one
   * @param clock ends what takes too long
   */
  KeyDownload(
      String issuer, Outbound outbound, ScheduledExecutorService clock, Transport transport) {
    this.issuer = issuer;
    this.outbound = outbound;
    this.clock = clock;
    this.transport = transport;
  }

  @Override
  public CompletionStage<KeySet> get() {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return download(base + DISCOVERY, TokenFault.DISCOVERY)
        .thenCompose(
            document ->
                download(keysUrl(document), TokenFault.KEYS)
                    .thenApply(
                        bytes ->
                            Objects.requireNonNullElseGet(
                                KeySet.parse(bytes),
                                () -> {
                                  throw failed(TokenFault.KEYS, "it is no JSON Web Key Set");
                                })));
  }

  private String keysUrl(byte[] document) {
    ObjectNode discovered = StrictJson.object(document);
    String url =
        discovered == null || !discovered.path("jwks_uri").isTextual()
            ? null
            : discovered.get("jwks_uri").textValue();
    if (url == null) {
      throw failed(TokenFault.DISCOVERY, "the discovery document has no jwks_uri");
    }
    return url;
  }

  private CompletionStage<byte[]> download(String url, String fault) {
    UpstreamRequest request = request(url);
    if (request == null) {
      return CompletableFuture.failedStage(
          failed(fault, "a URL of it is not https, or none that can be called"));
    }
    Cancellation cancellation = new Cancellation();
    Future<?> deadline;
    try {
      deadline = clock.schedule(cancellation::cancel, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedStage(failed(fault, "the gateway ends"));
    }
    return ask(request, cancellation)
        .thenCompose(
            response -> {
              if (response.status() != 200) {
                response.body().discard();
                throw failed(fault, "it answered " + response.status());
              }
              return BodyCollector.collect(response.body(), LARGEST, cancellation);
            })
        .whenComplete((bytes, failure) -> deadline.cancel(false))
        .exceptionally(
            failure -> {
              Throwable cause = Causes.of(failure);
              throw cause instanceof TokenFault known
                  ? known
                  : failed(fault, String.valueOf(cause.getMessage()));
            });
  }

  /**
   * Once more when no connection could be made, or it broke before anything came back: issuers are
   * asked rarely, and close kept connections at about the time at which they are asked (RFC 9112,
   * section 9.3.1). Both within the same time limit.
   */
  private CompletionStage<Response> ask(UpstreamRequest request, Cancellation cancellation) {
    return outbound
        .exchange(request, cancellation)
        .exceptionallyCompose(
            failure ->
                Causes.of(failure) instanceof UpstreamFailure broken && broken.isBeforeAnyResponse()
                    ? outbound.exchange(request, cancellation)
                    : CompletableFuture.failedStage(failure));
  }

  private @Nullable UpstreamRequest request(String url) {
    try {
      URI uri = new URI(url);
      if (!transport.allows(uri, issuer) || uri.getRawUserInfo() != null) {
        return null;
      }
      String scheme = uri.getScheme();
      int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
      String host = uri.getHost().replaceAll("[\\[\\]]", "");
      Origin origin = new Origin(scheme, host, port);
      String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      return new UpstreamRequest(
          Destination.of(origin),
          "GET",
          uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery(),
          Headers.of("Host", origin.authority(), "Accept", "application/json"),
          Body.EMPTY,
          TIMEOUT);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private TokenFault failed(String fault, String why) {
    LOG.log(Level.WARNING, () -> "no keys of the issuer %s: %s".formatted(issuer, why));
    return new TokenFault(fault);
  }
}
