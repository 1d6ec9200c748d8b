package gatehouse.upstream.pool;

import gatehouse.http.Cancellation;
import gatehouse.http.Response;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.UpstreamFailure;
import gatehouse.upstream.UpstreamRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * One upstream, of one host or of several: sends each request to one of them. Immutable, but for
 * what is known about its targets, which other pools may share. Never blocks; safe for use by
 * several threads.
 */
public final class Pool {

  private final String name;
  private final Outbound upstream;
  private final LongSupplier nanoTime;
  private final List<Seat> seats;
  private final Picker picker;
  private final Rules rules;

  Pool(
      String name,
      Outbound upstream,
      LongSupplier nanoTime,
      List<Seat> seats,
      Picker picker,
      Rules rules) {
    this.name = name;
    this.upstream = upstream;
    this.nanoTime = nanoTime;
    this.seats = List.copyOf(seats);
    this.picker = picker;
    this.rules = rules;
  }

  /**
   * What holds for all requests.
   *
   * @param retries how often a request is tried again at most
   */
  record Rules(PoolSettings.Ejection ejection, int retries) {}

  /**
   * Sends a request to one of the hosts, and to another one when the first could not be reached and
   * the request may be repeated; see {@link Upstream#exchange}.
   *
   * @param retried runs before each further attempt
   */
  public CompletionStage<Response> exchange(
      PoolRequest request, Cancellation cancellation, Runnable retried) {
    if (seats.size() == 1 && rules.retries == 0 && rules.ejection.maxFailures() == 0) {
      Seat only = seats.get(0);
      UpstreamRequest prepared = prepared(request, only, request.timeout());
      only.target().began();
      return upstream.exchange(prepared, cancellation, only.target()::ended);
    }
    return new Attempts(this, request, cancellation, retried).start();
  }

  int retries() {
    return rules.retries;
  }

  long nanos() {
    return nanoTime.getAsLong();
  }

  /** Whoever picks a seat makes an attempt with it. */
  Seat pick(List<Seat> tried, Object by) {
    return picker.pick(nanos(), tried, by);
  }

  /**
   * One attempt.
   *
   * @param by who has picked the seat
   */
  CompletionStage<Response> attempt(
      PoolRequest request, Seat seat, Duration timeout, Cancellation cancellation, Object by) {
    Target target = seat.target();
    UpstreamRequest prepared;
    try {
      prepared = prepared(request, seat, timeout);
    } catch (RuntimeException | Error e) {
      target.probed(by);
      throw e;
    }
    target.began();
    return upstream
        .exchange(prepared, cancellation, target::ended)
        .whenComplete(
            (response, failure) -> {
              if (failure == null) {
                target.succeeded();
              } else if (isOfTheTarget(failure)) {
                target.failed(nanos(), rules.ejection);
              }
              target.probed(by);
            });
  }

  /** A slow client must not make anybody leave a target alone that waits for its body. */
  private static boolean isOfTheTarget(Throwable failure) {
    return failure instanceof UpstreamFailure known
        && switch (known.kind()) {
          case UNREACHABLE, TIMEOUT -> !known.isAmidRequest();
          case UNTRUSTED -> true;
          case MALFORMED, ABANDONED -> false;
        };
  }

  private static UpstreamRequest prepared(PoolRequest request, Seat seat, Duration timeout) {
    return new UpstreamRequest(
        seat.to(),
        request.method(),
        request.target(),
        request.headers().apply(seat.host()),
        request.body(),
        timeout);
  }

  /** Where it leads, for people. */
  @Override
  public String toString() {
    return name;
  }
}
