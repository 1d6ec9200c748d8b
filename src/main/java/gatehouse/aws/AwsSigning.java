package gatehouse.aws;

import gatehouse.http.Headers;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.UpstreamRequest;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs with AWS's Signature Version 4 and the credentials of this process.
 *
 * <p>AWS: "Default credentials provider chain in the AWS SDK for Java 2.x": system properties,
 * environment, profile, container, instance. Nothing of it happens on a caller's thread: look-ups
 * may wait, and the SDK leaves thread-locals behind. Both have threads here, daemons whose names
 * start with {@code gatehouse-aws-}, which {@link #close} ends. Nothing is looked up before the
 * first signature is wanted.
 */
public final class AwsSigning implements RequestSigning, AutoCloseable {

  private static final System.Logger LOG = System.getLogger("gatehouse.aws");
  private static final int SIGNING_THREADS = 2;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final DaemonThreads credentialThreads = new DaemonThreads("gatehouse-aws-credentials");
  private final DaemonThreads signingThreads = new DaemonThreads("gatehouse-aws-signing");
  private final ThreadPoolExecutor lookups = threads(1, credentialThreads);
  private final ThreadPoolExecutor signing = threads(SIGNING_THREADS, signingThreads);
  private final CachedCredentials credentials;
  private final Clock clock;

  /** Signs with whatever credentials the SDK's default chain finds. */
  public AwsSigning() {
    this(new DefaultChain(), Clock.systemUTC());
  }

  /** With credentials and a time of one's own. */
  AwsSigning(Supplier<? extends AwsCredentialsIdentity> source, Clock clock) {
    this.clock = clock;
    this.credentials = new CachedCredentials(source, lookups, clock);
  }

  private static ThreadPoolExecutor threads(int count, DaemonThreads factory) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            count, count, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** The SDK's chain, made at its first use. One thread's. */
  private static final class DefaultChain implements Supplier<AwsCredentialsIdentity> {

    private @Nullable DefaultCredentialsProvider provider;

    @Override
    public AwsCredentialsIdentity get() {
      if (provider == null) {
        provider = DefaultCredentialsProvider.builder().build();
      }
      return provider.resolveCredentials();
    }
  }

  @Override
  public CompletionStage<UpstreamRequest> signed(
      UpstreamRequest request, byte[] payload, Scope scope) {
    CompletableFuture<UpstreamRequest> result = new CompletableFuture<>();
    credentials
        .get()
        .whenComplete(
            (identity, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              } else {
                sign(request, payload, scope, identity, result);
              }
            });
    return result;
  }

  private void sign(
      UpstreamRequest request,
      byte[] payload,
      Scope scope,
      AwsCredentialsIdentity identity,
      CompletableFuture<UpstreamRequest> result) {
    try {
      signing.execute(
          () -> {
            try {
              result.complete(sign(request, payload, scope, identity));
            } catch (RuntimeException e) {
              result.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new NoCredentialsException("the gateway ends"));
    }
  }

  private UpstreamRequest sign(
      UpstreamRequest request, byte[] payload, Scope scope, AwsCredentialsIdentity identity) {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(URI.create(request.to() + request.target()));
    request
        .headers()
        .forEach((name, value) -> unsigned.appendHeader(name.toLowerCase(Locale.ROOT), value));
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                in ->
                    in.identity(identity)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArrayUnsafe(payload))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, scope.region())
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    Headers.Builder headers = new Headers.Builder(8);
    signed.request().forEachHeader((name, values) -> values.forEach(v -> headers.add(name, v)));
    return new UpstreamRequest(
        request.to(),
        request.method(),
        request.target(),
        headers.build(),
        request.body(),
        request.timeout());
  }

  /** Ends all threads; waits for them a few seconds at most. */
  @Override
  public void close() {
    lookups.shutdownNow();
    signing.shutdownNow();
    try {
      if (!signingThreads.awaitEnd(CLOSING) || !credentialThreads.awaitEnd(CLOSING)) {
        LOG.log(Level.WARNING, "a look-up of credentials keeps its thread busy after the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
