package gatehouse.aws;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Credentials, looked up when they are needed and again shortly before they expire, on a thread
 * that may wait. Meanwhile the old ones serve. Safe for use by several threads.
 */
final class CachedCredentials {

  /** So long before its end a set of credentials is replaced. */
  static final Duration BEFORE_EXPIRY = Duration.ofMinutes(5);

  /** So long those serve that tell no end: somebody may have put others into the file. */
  static final Duration WITHOUT_EXPIRY = Duration.ofMinutes(5);

  /** After a look-up that has failed, so long nobody looks again. */
  static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private static final System.Logger LOG = System.getLogger("gatehouse.aws");

  private final Supplier<? extends AwsCredentialsIdentity> source;
  private final Executor thread;
  private final InstantSource clock;

  private @Nullable AwsCredentialsIdentity known;
  private Instant renewal = Instant.MIN;
  private @Nullable CompletableFuture<AwsCredentialsIdentity> lookup;
  private @Nullable String lastFailure;

  /**
   * A cache.
   *
   * @param source may block, and throws when there are none
   * @param thread where it is called, one call at a time
   */
  CachedCredentials(
      Supplier<? extends AwsCredentialsIdentity> source, Executor thread, InstantSource clock) {
    this.source = source;
    this.thread = thread;
    this.clock = clock;
  }

  /** The credentials; completed exceptionally with a {@link NoCredentialsException}. */
  CompletionStage<AwsCredentialsIdentity> get() {
    CompletableFuture<AwsCredentialsIdentity> started = null;
    CompletionStage<AwsCredentialsIdentity> result;
    synchronized (this) {
      Instant now = clock.instant();
      if (now.isBefore(renewal)) {
        return known != null ? CompletableFuture.completedStage(known) : failed();
      }
      AwsCredentialsIdentity old = known != null && isGood(known, now) ? known : null;
      if (lookup == null) {
        started = new CompletableFuture<>();
        lookup = started;
      }
      result = old == null ? lookup : CompletableFuture.completedStage(old);
    }
    if (started != null) {
      start(started);
    }
    return result;
  }

  private CompletionStage<AwsCredentialsIdentity> failed() {
    return CompletableFuture.failedStage(
        new NoCredentialsException(lastFailure == null ? "there are none" : lastFailure));
  }

  private void start(CompletableFuture<AwsCredentialsIdentity> result) {
    try {
      thread.execute(() -> lookUp(result));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(new NoCredentialsException("the gateway ends"));
    }
  }

  // What the SDK throws is anybody's guess, and a look-up that never ends would be waited for.
  private void lookUp(CompletableFuture<AwsCredentialsIdentity> result) {
    try {
      AwsCredentialsIdentity found = source.get();
      synchronized (this) {
        Instant now = clock.instant();
        known = found;
        renewal =
            found
                .expirationTime()
                .map(end -> end.minus(BEFORE_EXPIRY))
                .orElse(now.plus(WITHOUT_EXPIRY));
        lastFailure = null;
        lookup = null;
      }
      result.complete(found);
    } catch (RuntimeException | Error e) {
      String message = String.valueOf(e.getMessage());
      synchronized (this) {
        Instant now = clock.instant();
        if (known != null && !isGood(known, now)) {
          known = null;
        }
        renewal = now.plus(AFTER_FAILURE);
        lastFailure = message;
        lookup = null;
      }
      LOG.log(Level.WARNING, "no credentials for AWS: {0}", message);
      result.completeExceptionally(new NoCredentialsException(message));
    }
  }

  private static boolean isGood(AwsCredentialsIdentity credentials, Instant now) {
    return credentials.expirationTime().map(now::isBefore).orElse(true);
  }
}
