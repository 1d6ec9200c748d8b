package gatehouse.upstream.pool;

import gatehouse.http.Cancellation;
import gatehouse.http.Causes;
import gatehouse.http.Response;
import gatehouse.upstream.UpstreamFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One request, tried until somebody answers or nothing more may be tried: RFC 9110, section 9.2.2.
 * One attempt follows the other, so that one thread at a time is here.
 */
final class Attempts {

  /** Idempotent methods; what they do twice has been done once. */
  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  private final Pool pool;
  private final PoolRequest request;
  private final Cancellation cancellation;
  private final Runnable retried;
  private final CompletableFuture<Response> result = new CompletableFuture<>();
  private final long deadline;
  private List<Seat> tried = List.of();
  private int left;

  Attempts(Pool pool, PoolRequest request, Cancellation cancellation, Runnable retried) {
    this.pool = pool;
    this.request = request;
    this.cancellation = cancellation;
    this.retried = retried;
    this.deadline = pool.nanos() + request.timeout().toNanos();
    boolean repeatable = REPEATABLE.contains(request.method()) && request.body().isEmpty();
    this.left = repeatable ? pool.retries() : 0;
  }

  /** Makes the first attempt, and gives what comes of them all. */
  CompletionStage<Response> start() {
    attempt(request.timeout());
    return result;
  }

  private void attempt(Duration timeout) {
    Seat seat = pool.pick(tried, this);
    pool.attempt(request, seat, timeout, cancellation, this)
        .whenComplete(
            (response, failure) -> {
              if (failure == null) {
                result.complete(response);
              } else {
                failed(seat, Causes.of(failure));
              }
            });
  }

  /** What is thrown here would be seen by nobody. */
  private void failed(Seat seat, Throwable failure) {
    try {
      long remaining = deadline - pool.nanos();
      if (left > 0 && remaining > 0 && mayRepeat(failure)) {
        left--;
        tried = new ArrayList<>(tried);
        tried.add(seat);
        retried.run();
        attempt(Duration.ofNanos(remaining));
      } else {
        result.completeExceptionally(failure);
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private boolean mayRepeat(Throwable failure) {
    return failure instanceof UpstreamFailure known
        && known.isBeforeAnyResponse()
        && !cancellation.isCancelled();
  }
}
