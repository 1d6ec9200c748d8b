package gatehouse.aws;

import gatehouse.http.Headers;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.UpstreamRequest;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
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

  /** One looks up; the others are for when it hangs, in a process that does not answer, say. */
  private static final int LOOKUP_THREADS = 3;

  /** How many calls may wait for their signature, which takes far less than a millisecond. */
  static final int MOST_WAITING = 1_000;

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final DaemonThreads credentialThreads = new DaemonThreads("gatehouse-aws-credentials");
  private final DaemonThreads signingThreads = new DaemonThreads("gatehouse-aws-signing");
  private final ThreadPoolExecutor lookups =
      threads(0, LOOKUP_THREADS, new SynchronousQueue<>(), credentialThreads);
  private final ThreadPoolExecutor signing =
      threads(
          SIGNING_THREADS,
          SIGNING_THREADS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          signingThreads);
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

  private static ThreadPoolExecutor threads(
      int least, int most, BlockingQueue<Runnable> queue, DaemonThreads factory) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(least, most, IDLE.toSeconds(), TimeUnit.SECONDS, queue, factory);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** The SDK's chain, made at its first use, and anew while another thread hangs in it. */
  private static final class DefaultChain implements Supplier<AwsCredentialsIdentity> {

    private final AtomicReference<@Nullable DefaultCredentialsProvider> idle =
        new AtomicReference<>();

    @Override
    public AwsCredentialsIdentity get() {
      DefaultCredentialsProvider mine = idle.getAndSet(null);
      if (mine == null) {
        mine = DefaultCredentialsProvider.builder().build();
      }
      try {
        return mine.resolveCredentials();
      } finally {
        if (!idle.compareAndSet(null, mine)) {
          mine.close();
        }
      }
    }
  }

  /** A call that waits for a thread to sign it. */
  private final class Waiting implements Runnable {

    private final UpstreamRequest request;
    private final byte[] payload;
    private final Scope scope;
    private final AwsCredentialsIdentity identity;
    private final CompletableFuture<UpstreamRequest> result;

    Waiting(
        UpstreamRequest request,
        byte[] payload,
        Scope scope,
        AwsCredentialsIdentity identity,
        CompletableFuture<UpstreamRequest> result) {
      this.request = request;
      this.payload = payload;
      this.scope = scope;
      this.identity = identity;
      this.result = result;
    }

    // A signature that never comes would be waited for, whatever is thrown.
    @Override
    public void run() {
      if (result.isDone()) {
        return;
      }
      try {
        result.complete(sign(request, payload, scope, identity));
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }

    void end() {
      result.completeExceptionally(new NoCredentialsException("the gateway ends"));
    }
  }

  @Override
  public CompletableFuture<UpstreamRequest> signed(
      UpstreamRequest request, byte[] payload, Scope scope) {
    CompletableFuture<UpstreamRequest> result = new CompletableFuture<>();
    CompletableFuture<AwsCredentialsIdentity> found = credentials.get();
    CompletionStage<AwsCredentialsIdentity> finding = found;
    CompletionStage<UpstreamRequest> ending = result;
    finding.whenComplete(
        (identity, failure) -> {
          if (failure != null) {
            result.completeExceptionally(failure);
          } else {
            sign(request, payload, scope, identity, result);
          }
        });
    // Who has left is forgotten, and his payload with him.
    ending.whenComplete((signed, failure) -> found.cancel(false));
    return result;
  }

  private void sign(
      UpstreamRequest request,
      byte[] payload,
      Scope scope,
      AwsCredentialsIdentity identity,
      CompletableFuture<UpstreamRequest> result) {
    Waiting waiting = new Waiting(request, payload, scope, identity, result);
    try {
      signing.execute(waiting);
    } catch (RejectedExecutionException e) {
      if (signing.isShutdown()) {
        waiting.end();
      } else {
        result.completeExceptionally(new TimeoutException("too many calls wait to be signed"));
      }
    } catch (Error e) {
      result.completeExceptionally(e);
    }
    CompletionStage<UpstreamRequest> ending = result;
    ending.whenComplete(
        (signed, failure) -> {
          if (failure != null) {
            signing.remove(waiting);
          }
        });
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

  /** Fails whoever waits, and ends all threads; waits for them a few seconds at most. */
  @Override
  public void close() {
    credentials.close();
    lookups.shutdownNow();
    for (Runnable left : signing.shutdownNow()) {
      if (left instanceof Waiting waiting) {
        waiting.end();
      }
    }
    try {
      if (!signingThreads.awaitEnd(CLOSING) || !credentialThreads.awaitEnd(CLOSING)) {
        LOG.log(Level.WARNING, "a look-up of credentials keeps its thread busy after the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
