package gatehouse.authorize;

import gatehouse.http.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, fetched when they are needed and kept for a while. Requests that need the
 * same fetch share it; nobody can have more fetches made than one per pause, neither with made-up
 * key ids nor while the issuer is down; a fetch is up to four calls. Nothing runs while no requests
 * come. Safe for use by several threads; never blocks.
 *
 * <p>AWS: "API Gateway can cache the public key for up to two hours".
 */
final class IssuerKeys {

  /** After which keys are fetched again, beside the traffic. */
  static final Duration FRESH = Duration.ofMinutes(15);

  /** After which keys are not used any more: so long an outage is survived, less {@link #FRESH}. */
  static final Duration USABLE = Duration.ofHours(2);

  /** Between the starts of two fetches while there are keys: an unknown key id asks for a fetch. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** Between the starts of two fetches while there are none. */
  static final Duration SHORT_PAUSE = Duration.ofSeconds(5);

  /**
   * After which the next request gives a fetch up, whatever has become of it. Longer than both of
   * its steps may take.
   */
  static final Duration LONGEST_FETCH = Duration.ofSeconds(10);

  private final Supplier<CompletionStage<KeySet>> fetch;
  private final Ticker ticker;

  private volatile @Nullable Kept kept;

  /** The following are guarded by this object's lock. */
  private @Nullable CompletableFuture<KeySet> underWay;

  private boolean attempted;
  private long attemptNanos;
  private Throwable failure = new TokenFault(TokenFault.DISCOVERY);

  /**
   * No keys yet.
   *
   * @param fetch gets them; fails with a {@link TokenFault}
   */
  IssuerKeys(Supplier<CompletionStage<KeySet>> fetch, Ticker ticker) {
    this.fetch = fetch;
    this.ticker = ticker;
  }

  /** Keys, and when they came. */
  private record Kept(KeySet keys, long nanos) {}

  /** Has the keys fetched beside the traffic, if there are none. */
  void warm() {
    if (usable() == null) {
      fetched();
    }
  }

  /**
   * The keys of an id.
   *
   * @return empty when the issuer has none; fails with a {@link TokenFault} when it cannot be asked
   */
  CompletionStage<List<KeySet.Key>> find(String id) {
    Kept current = usable();
    if (current == null) {
      CompletionStage<KeySet> fetching = fetched();
      return fetching == null
          ? CompletableFuture.failedStage(lastFailure())
          : fetching.thenApply(keys -> keys.of(id));
    }
    List<KeySet.Key> known = current.keys().of(id);
    if (!known.isEmpty()) {
      if (ticker.nanos() - current.nanos() >= FRESH.toNanos()) {
        fetched();
      }
      return CompletableFuture.completedStage(known);
    }
    CompletionStage<KeySet> fetching = fetched();
    return fetching == null
        ? CompletableFuture.completedStage(List.of())
        : fetching.handle((keys, problem) -> keys == null ? List.of() : keys.of(id));
  }

  private @Nullable Kept usable() {
    Kept current = kept;
    return current == null || ticker.nanos() - current.nanos() >= USABLE.toNanos() ? null : current;
  }

  private synchronized Throwable lastFailure() {
    return failure;
  }

  /** The fetch that is under way, or a new one; null while it is too early for one. */
  private @Nullable CompletionStage<KeySet> fetched() {
    CompletableFuture<KeySet> late;
    synchronized (this) {
      late = underWay;
      if (late != null && ticker.nanos() - attemptNanos < LONGEST_FETCH.toNanos()) {
        return late;
      }
    }
    if (late != null) {
      ended(late, null, new TokenFault(TokenFault.DISCOVERY));
    }
    CompletableFuture<KeySet> mine;
    synchronized (this) {
      if (underWay != null) {
        return underWay;
      }
      Duration pause = usable() == null ? SHORT_PAUSE : PAUSE;
      long now = ticker.nanos();
      if (attempted && now - attemptNanos < pause.toNanos()) {
        return null;
      }
      attempted = true;
      attemptNanos = now;
      mine = new CompletableFuture<>();
      underWay = mine;
    }
    try {
      fetch.get().whenComplete((keys, problem) -> ended(mine, keys, problem));
    } catch (RuntimeException | Error e) {
      // An Error, too, must not be what everybody waits for until the end.
      ended(mine, null, e);
    }
    return mine;
  }

  private void ended(
      CompletableFuture<KeySet> mine, @Nullable KeySet keys, @Nullable Throwable problem) {
    Throwable fault = TokenFault.of(problem);
    synchronized (this) {
      if (underWay != mine) {
        return;
      }
      underWay = null;
      if (keys == null) {
        failure = fault;
      } else {
        kept = new Kept(keys, ticker.nanos());
      }
    }
    if (keys == null) {
      mine.completeExceptionally(fault);
    } else {
      mine.complete(keys);
    }
  }
}
