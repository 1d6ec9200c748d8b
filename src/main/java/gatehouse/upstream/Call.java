package gatehouse.upstream;

import gatehouse.http.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with an upstream, from the wish to its end: holds the deadline, hears of the
 * client's leaving, and sees to it that whoever waits learns the outcome once.
 *
 * <p>Until the head of the response is through, the outcome is {@link #result}; after that, it is
 * the end of the body. Safe for use by several threads.
 */
final class Call {

  /**
   * Deadlines that are further away get no timer of their own before they are near: most calls are
   * over by then, and to set and take back a timer costs more than all else that is done here.
   */
  static final long FAR_NANOS = 3_000_000_000L;

  private final CompletableFuture<Response> result = new CompletableFuture<>();
  private final Timer timer;
  private volatile @Nullable Future<?> deadline;
  private long dueNanos;
  private volatile @Nullable Runnable execution;
  private volatile boolean connected;
  private volatile @Nullable IncomingBody incoming;
  private volatile boolean aborted;
  private volatile boolean responding;
  private volatile boolean sent;
  private final AtomicReference<@Nullable Runnable> atEnd;

  /** A call without anybody who waits for its end. */
  Call(Timer timer) {
    this(timer, () -> {});
  }

  /**
   * A call.
   *
   * @param atEnd runs once, when the exchange is wholly over: the body's end included
   */
  Call(Timer timer, Runnable atEnd) {
    this.timer = timer;
    this.atEnd = new AtomicReference<>(atEnd);
  }

  /** Completed with the response when its head is there, or with an {@link UpstreamFailure}. */
  CompletableFuture<Response> result() {
    return result;
  }

  /** Begins; to be called once, before anything else. */
  void start(long nanos) {
    dueNanos = timer.nanos() + nanos;
    timer.watch(this);
    if (nanos <= FAR_NANOS) {
      deadline = timer.schedule(nanos, this::expire);
    }
  }

  /** To be called more often than {@link #FAR_NANOS} comes about: is the deadline near? */
  void look() {
    long left = dueNanos - timer.nanos();
    if (left <= FAR_NANOS && deadline == null && !result.isDone()) {
      deadline = timer.schedule(Math.max(0, left), this::expire);
    }
  }

  /** Only the head is under the deadline: a response that has just won the race stays whole. */
  private void expire() {
    if (result.completeExceptionally(
        failure(UpstreamFailure.Kind.TIMEOUT, "no response within the timeout", null, false))) {
      abort();
    }
  }

  /**
   * What to do when the exchange is given up.
   *
   * @param end closes its connection unless that serves others by then; may run several times
   */
  void execution(Runnable end) {
    execution = end;
    if (aborted) {
      end.run();
    }
  }

  /** Whether the exchange has been given up. */
  boolean isAborted() {
    return aborted;
  }

  /** The exchange begins on a connection. */
  void connected() {
    connected = true;
  }

  /** Nothing of the request is left to be sent. */
  void sent() {
    sent = true;
  }

  private UpstreamFailure failure(
      UpstreamFailure.Kind kind,
      String message,
      @Nullable Throwable cause,
      boolean beforeAnyResponse) {
    return new UpstreamFailure(kind, message, cause, beforeAnyResponse, connected && !sent);
  }

  /** Something of a response is there, be it an interim one. */
  void responding() {
    responding = true;
  }

  /** The head is there. */
  void arrived(Response response, @Nullable IncomingBody body) {
    incoming = body;
    stopDeadline();
    if (body == null) {
      over();
    }
    if (!result.complete(response)) {
      abort();
    }
  }

  /** The body of the response is complete. */
  void complete() {
    over();
    IncomingBody body = incoming;
    if (body != null) {
      body.complete();
    }
  }

  /** Gives the exchange up: its waiter gets this failure, its connection is closed. */
  void fail(UpstreamFailure.Kind kind, String message, @Nullable Throwable cause) {
    fail(failure(kind, message, cause, false));
  }

  private void fail(UpstreamFailure failure) {
    stopDeadline();
    if (!result.completeExceptionally(failure)) {
      IncomingBody body = incoming;
      if (body != null) {
        body.fail(failure);
      }
    }
    abort();
  }

  /** Closes the connection; for those who have told the waiter already, or have none. */
  void abort() {
    aborted = true;
    stopDeadline();
    over();
    Runnable end = execution;
    if (end != null) {
      end.run();
    }
  }

  /** Fails the call if the receiver of its body has waited in vain for this long. */
  void failIfIdleFor(long nanos) {
    IncomingBody body = incoming;
    if (body != null) {
      body.ifIdleFor(
          nanos, () -> fail(UpstreamFailure.Kind.TIMEOUT, "the response's body stalled", null));
    }
  }

  /** Gives the exchange up because of what the client, or a look-up of a name, has told. */
  void failed(Exception cause) {
    fail(
        failure(
            Failures.kindOf(cause),
            Failures.describe(cause),
            cause,
            !responding && Failures.isBrokenConnection(cause)));
  }

  /** Gives the exchange up because the client did. */
  void cancelled() {
    fail(UpstreamFailure.Kind.ABANDONED, "cancelled", null);
  }

  private void over() {
    timer.unwatch(this);
    Runnable action = atEnd.getAndSet(null);
    if (action != null) {
      action.run();
    }
  }

  private void stopDeadline() {
    Future<?> running = deadline;
    if (running != null) {
      running.cancel(false);
    }
  }

  /** What a call needs of time. */
  interface Timer {

    /** The time, in nanoseconds since some moment. */
    long nanos();

    /** Runs {@code action} once after this many nanoseconds, unless the future is cancelled. */
    Future<?> schedule(long nanos, Runnable action);

    /** Fails this call when its body stays idle for too long, and when all calls are to end. */
    void watch(Call call);

    /** Ends the watch; without effect when there is none. */
    void unwatch(Call call);
  }
}
