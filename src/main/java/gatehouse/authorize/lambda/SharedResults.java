package gatehouse.authorize.lambda;

import gatehouse.authorize.lambda.SharedCall.Place;
import gatehouse.http.Cancellation;
import gatehouse.http.Causes;
import gatehouse.http.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The results of one authorizer in one stage, for as long as its definition stays. Requests of the
 * same identity share the call that is under way: each of them waits its own time, and leaves when
 * its own client does. Safe for use by several threads.
 */
final class SharedResults {

  /**
   * How long a request waits. A call that has lasted as long is joined no more, so it is over after
   * twice this time.
   */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ConcurrentMap<ResultKey, SharedCall> calls = new ConcurrentHashMap<>();
  private final Storage storage;
  private final Ticker ticker;
  private final Timer timer;

  SharedResults(Storage storage, Ticker ticker, Timer timer) {
    this.storage = storage;
    this.ticker = ticker;
    this.timer = timer;
  }

  /** Keeps results for a while. Safe for use by several threads. */
  interface Storage {

    /** What results about someone are kept by, from now until all are to be forgotten. */
    ResultKey key(IdentityHash identity);

    /** What is known; null when nothing is, any more. */
    @Nullable Verdict find(ResultKey key);

    /** Something is known, unless it was to be forgotten since the key was made. */
    void keep(ResultKey key, Verdict verdict);
  }

  /** Does something later. */
  interface Timer {

    /** Does it once, after so many nanoseconds, unless it is cancelled before; never blocks. */
    Future<?> schedule(long nanos, Runnable action);
  }

  /**
   * The result for an identity: the kept one, that of a call which is under way, or of a new one.
   *
   * @param client ends the waiting, and the call when nobody else waits for it
   * @param invoke calls the function; its outcome is kept when it is a verdict
   * @return completed exceptionally with an {@link AuthorizerFailure}, or whatever {@code invoke}
   *     fails with
   */
  CompletionStage<Verdict> of(
      IdentityHash identity,
      Cancellation client,
      Function<Cancellation, CompletionStage<Verdict>> invoke) {
    ResultKey key = storage.key(identity);
    Verdict known = storage.find(key);
    if (known != null) {
      return CompletableFuture.completedStage(known);
    }
    Place place = new Place();
    Future<?> deadline = deadline(place);
    client.onCancel(() -> abandon(place));
    SharedCall fresh;
    SharedCall joined;
    do {
      fresh = new SharedCall(ticker.nanos());
      joined = openCall(key, fresh);
    } while (!joined.join(place));
    SharedCall call = joined;
    CompletionStage<Verdict> outcome =
        place
            .outcome()
            .whenComplete(
                (verdict, failure) -> {
                  deadline.cancel(false);
                  if (call.leave(place)) {
                    calls.remove(key, call);
                  }
                });
    if (call == fresh) {
      begin(key, call, invoke);
    }
    return outcome;
  }

  /** What is kept for an identity; null when nothing is. Nobody is asked. */
  @Nullable Verdict kept(IdentityHash identity) {
    return storage.find(storage.key(identity));
  }

  /** How many calls are under way. */
  int underWay() {
    return calls.size();
  }

  private SharedCall openCall(ResultKey key, SharedCall fresh) {
    long now = ticker.nanos();
    SharedCall open =
        calls.compute(
            key,
            (unused, present) ->
                present != null && present.isYoungerThan(PATIENCE.toNanos(), now)
                    ? present
                    : fresh);
    return open == null ? fresh : open;
  }

  private Future<?> deadline(Place place) {
    return timer.schedule(
        PATIENCE.toNanos(),
        () ->
            place
                .outcome()
                .completeExceptionally(
                    new AuthorizerFailure(
                        "no answer of the function within " + PATIENCE.toMillis() + " ms")));
  }

  private void begin(
      ResultKey key, SharedCall call, Function<Cancellation, CompletionStage<Verdict>> invoke) {
    Verdict known = storage.find(key);
    if (known != null) {
      // It came between the first look and the joining, and its call is gone.
      end(key, call, known, null);
      return;
    }
    if (call.cancellation().isCancelled()) {
      return;
    }
    CompletableFuture.completedStage(call.cancellation())
        .thenCompose(invoke)
        .whenComplete((verdict, failure) -> end(key, call, verdict, failure));
  }

  /** Keeps first and ends afterwards, so that whoever finds no call any more finds the result. */
  private void end(
      ResultKey key, SharedCall call, @Nullable Verdict verdict, @Nullable Throwable failure) {
    if (verdict != null) {
      storage.keep(key, verdict);
    }
    calls.remove(key, call);
    for (Place place : call.end()) {
      if (verdict != null) {
        place.outcome().complete(verdict);
      } else {
        place.outcome().completeExceptionally(cause(failure));
      }
    }
  }

  private static Throwable cause(@Nullable Throwable failure) {
    if (failure == null) {
      return new AuthorizerFailure("the function has no answer");
    }
    return Causes.of(failure);
  }

  private static void abandon(Place place) {
    place.outcome().completeExceptionally(new AuthorizerFailure("the client has left"));
  }
}
