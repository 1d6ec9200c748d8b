package gatehouse.aws;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Credentials, looked up when they are needed and again shortly before they expire, on a thread
 * that may wait. Meanwhile the old ones serve. A look-up that takes too long is given up, and those
 * who do not wait any more are forgotten. Safe for use by several threads.
 */
final class CachedCredentials implements AutoCloseable {

  /** So long before its end a set of credentials is replaced. */
  static final Duration BEFORE_EXPIRY = Duration.ofMinutes(5);

  /** So long those serve that tell no end: somebody may have put others into the file. */
  static final Duration WITHOUT_EXPIRY = Duration.ofMinutes(5);

  /** After a look-up that has failed, so long nobody looks again. */
  static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  /** After so long, whoever asks next gives a look-up up, and begins another one. */
  static final Duration LONGEST_LOOKUP = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger("gatehouse.aws");
  private static final String ENDS = "the gateway ends";

  private final Supplier<? extends AwsCredentialsIdentity> source;
  private final Executor thread;
  private final InstantSource clock;

  /** The following are guarded by this object's lock. */
  private @Nullable AwsCredentialsIdentity known;

  private Instant renewal = Instant.MIN;
  private @Nullable Lookup lookup;
  private @Nullable String lastFailure;
  private boolean closed;

  /**
   * A cache.
   *
   * @param source may block, and throws when there are none; a call that has been given up may
   *     still go on beside the next one
   * @param thread where it is called
   */
  CachedCredentials(
      Supplier<? extends AwsCredentialsIdentity> source, Executor thread, InstantSource clock) {
    this.source = source;
    this.thread = thread;
    this.clock = clock;
  }

  /** One call of the source, and who waits for it. Guarded by the cache's lock. */
  private static final class Lookup {
    private final Map<Object, CompletableFuture<AwsCredentialsIdentity>> waiting =
        new LinkedHashMap<>();
    private final Instant latest;
    private @Nullable Thread runner;

    Lookup(Instant latest) {
      this.latest = latest;
    }
  }

  /**
   * The credentials; completed exceptionally with a {@link NoCredentialsException}. Each caller has
   * a future of his own, and is forgotten when he cancels it.
   */
  CompletableFuture<AwsCredentialsIdentity> get() {
    Lookup late = null;
    Lookup started = null;
    CompletableFuture<AwsCredentialsIdentity> result = new CompletableFuture<>();
    Object ticket = new Object();
    synchronized (this) {
      Instant now = clock.instant();
      AwsCredentialsIdentity good = known != null && isGood(known, now) ? known : null;
      if (closed || now.isBefore(renewal)) {
        return good == null ? failed() : CompletableFuture.completedFuture(good);
      }
      if (lookup != null && !now.isBefore(lookup.latest)) {
        late = lookup;
        lookup = null;
      }
      if (lookup == null) {
        started = new Lookup(now.plus(LONGEST_LOOKUP));
        lookup = started;
      }
      if (good == null) {
        lookup.waiting.put(ticket, result);
      } else {
        result.complete(good);
      }
    }
    CompletionStage<AwsCredentialsIdentity> ending = result;
    ending.whenComplete((found, failure) -> forget(ticket));
    if (late != null) {
      giveUp(late, "the look-up has taken more than " + LONGEST_LOOKUP.toSeconds() + " s");
    }
    if (started != null) {
      start(started);
    }
    return result;
  }

  private synchronized void forget(Object ticket) {
    if (lookup != null) {
      lookup.waiting.remove(ticket);
    }
  }

  private CompletableFuture<AwsCredentialsIdentity> failed() {
    return CompletableFuture.failedFuture(
        new NoCredentialsException(
            closed ? ENDS : lastFailure == null ? "there are none" : lastFailure));
  }

  private void start(Lookup mine) {
    try {
      thread.execute(() -> lookUp(mine));
    } catch (RejectedExecutionException e) {
      over(mine, null, "all look-ups before it still hang");
    } catch (Error e) {
      over(mine, null, String.valueOf(e.getMessage()));
    }
  }

  // What the SDK throws is anybody's guess, and a look-up that never ends would be waited for.
  private void lookUp(Lookup mine) {
    synchronized (this) {
      if (lookup != mine) {
        return;
      }
      mine.runner = Thread.currentThread();
    }
    try {
      over(mine, source.get(), "there are none");
    } catch (RuntimeException | Error e) {
      over(mine, null, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Ends a look-up that has not been given up.
   *
   * @param found null when it has failed, with this message
   */
  private void over(Lookup mine, @Nullable AwsCredentialsIdentity found, String message) {
    synchronized (this) {
      mine.runner = null;
      if (lookup != mine) {
        return;
      }
      lookup = null;
      Instant now = clock.instant();
      if (found == null) {
        renewal = now.plus(AFTER_FAILURE);
        lastFailure = message;
      } else {
        known = found;
        lastFailure = null;
        renewal =
            found
                .expirationTime()
                .map(end -> end.minus(BEFORE_EXPIRY))
                .orElse(now.plus(WITHOUT_EXPIRY));
      }
    }
    if (found == null) {
      LOG.log(Level.WARNING, "no credentials for AWS: {0}", message);
      fail(mine, message);
    } else {
      waiting(mine).forEach(waiter -> waiter.complete(found));
    }
  }

  private void giveUp(Lookup late, String message) {
    synchronized (this) {
      if (late.runner != null) {
        late.runner.interrupt();
      }
    }
    LOG.log(Level.WARNING, "no credentials for AWS: {0}", message);
    fail(late, message);
  }

  private void fail(Lookup ended, String message) {
    NoCredentialsException failure = new NoCredentialsException(message);
    waiting(ended).forEach(waiter -> waiter.completeExceptionally(failure));
  }

  private synchronized List<CompletableFuture<AwsCredentialsIdentity>> waiting(Lookup ended) {
    List<CompletableFuture<AwsCredentialsIdentity>> waiting = List.copyOf(ended.waiting.values());
    ended.waiting.clear();
    return waiting;
  }

  /** Fails everybody who waits; from now on, nothing is looked up. */
  @Override
  public void close() {
    Lookup running;
    synchronized (this) {
      closed = true;
      known = null;
      running = lookup;
      lookup = null;
    }
    if (running != null) {
      fail(running, ENDS);
    }
  }

  private static boolean isGood(AwsCredentialsIdentity credentials, Instant now) {
    return credentials.expirationTime().map(now::isBefore).orElse(true);
  }
}
