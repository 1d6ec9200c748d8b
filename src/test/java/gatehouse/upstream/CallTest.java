package gatehouse.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallTest {

  private static final Response RESPONSE = new Response(200, Headers.EMPTY, Body.EMPTY);

  private final FakeTimer timer = new FakeTimer();
  private final Call call = new Call(timer);
  private final AtomicInteger aborts = new AtomicInteger();

  @Test
  void the_deadline_fails_the_call_and_closes_its_connection() {
    call.start(123);
    call.execution(aborts::incrementAndGet);

    timer.fire();

    assertEquals(List.of(123L), timer.nanos);
    assertEquals(UpstreamFailure.Kind.TIMEOUT, failure().kind());
    assertEquals(1, aborts.get());
  }

  @Test
  void a_failure_tells_whether_the_request_was_still_being_sent() {
    call.start(123);
    call.connected();
    timer.fire();
    assertTrue(failure().isAmidRequest());

    Call sent = new Call(timer);
    sent.sent();
    sent.connected();
    sent.failed(new SocketException("Connection reset"));
    assertFalse(failure(sent).isAmidRequest());

    Call unconnected = new Call(timer);
    unconnected.failed(new SocketException("Connection refused"));
    assertFalse(failure(unconnected).isAmidRequest(), "nobody has asked for the body");
  }

  @Test
  void a_response_without_body_stops_the_deadline_and_the_watch() {
    call.start(123);
    assertEquals(Set.of(call), timer.watched);
    call.execution(aborts::incrementAndGet);

    call.arrived(RESPONSE, null);

    assertSame(RESPONSE, call.result().join());
    assertTrue(timer.deadline.isCancelled());
    assertEquals(0, aborts.get());
    assertEquals(Set.of(), timer.watched);
  }

  @Test
  void a_deadline_far_away_gets_its_timer_when_it_is_near() {
    call.start(Call.FAR_NANOS + 200);
    call.look();
    assertEquals(List.of(), timer.nanos);

    timer.now = 300;
    call.look();
    call.look();

    assertEquals(List.of(Call.FAR_NANOS - 100), timer.nanos);
    timer.fire();
    assertEquals(UpstreamFailure.Kind.TIMEOUT, failure().kind());
  }

  @Test
  void a_deadline_that_was_overlooked_comes_at_once_and_one_that_was_kept_never() {
    call.start(2 * Call.FAR_NANOS);
    timer.now = 3 * Call.FAR_NANOS;
    call.look();
    assertEquals(List.of(0L), timer.nanos);

    FakeTimer other = new FakeTimer();
    Call answered = new Call(other);
    answered.start(2 * Call.FAR_NANOS);
    answered.arrived(RESPONSE, body());
    other.now = 3 * Call.FAR_NANOS;
    answered.look();
    assertEquals(List.of(), other.nanos);
  }

  @Test
  void a_failure_stops_the_deadline() {
    call.start(123);

    call.failed(new SocketException("Connection refused"));

    assertEquals(UpstreamFailure.Kind.UNREACHABLE, failure().kind());
    assertTrue(timer.deadline.isCancelled());
  }

  @Test
  void a_response_behind_the_deadline_closes_the_connection_and_is_not_watched() {
    IncomingBody body = body();
    call.start(123);
    timer.fire();
    call.execution(aborts::incrementAndGet);
    assertEquals(1, aborts.get());

    call.arrived(RESPONSE, body);

    assertEquals(2, aborts.get());
    assertEquals(UpstreamFailure.Kind.TIMEOUT, failure().kind());
    assertEquals(Set.of(), timer.watched);
  }

  @Test
  void a_body_is_watched_until_it_is_complete() {
    call.start(123);
    call.arrived(RESPONSE, body());
    assertEquals(Set.of(call), timer.watched);

    call.complete();

    assertEquals(Set.of(), timer.watched);
  }

  @Test
  void a_body_is_watched_until_it_breaks_off() {
    call.start(123);
    IncomingBody body = body();
    Ending ending = new Ending();
    body.subscribe(ending);
    call.arrived(RESPONSE, body);

    call.failed(new SocketException("Connection reset"));

    assertEquals(Set.of(), timer.watched);
    assertEquals(UpstreamFailure.class, ending.failure.getClass());
    assertFalse(call.result().isCompletedExceptionally());
  }

  @Test
  void a_body_is_watched_until_its_receiver_does_not_want_it_any_more() {
    call.start(123);
    IncomingBody body = body();
    body.subscribe(new Ending());
    call.arrived(RESPONSE, body);

    call.abort();

    assertEquals(Set.of(), timer.watched);
  }

  @Test
  void a_receiver_that_gives_up_while_it_gets_the_response_leaves_no_watch() {
    call.start(123);
    IncomingBody body = body();
    CompletableFuture<Void> received = call.result().thenAccept(response -> call.abort());

    call.arrived(RESPONSE, body);

    assertTrue(received.isDone());
    assertEquals(Set.of(), timer.watched);
  }

  @Test
  void a_call_that_is_given_up_before_it_starts_is_cancelled_when_it_starts() {
    call.fail(UpstreamFailure.Kind.ABANDONED, "the client has left", null);

    call.execution(aborts::incrementAndGet);

    assertEquals(1, aborts.get());
  }

  @Test
  void deadline_and_response_at_once_have_one_outcome_and_no_connection_stays_open()
      throws Exception {
    for (int i = 0; i < 500; i++) {
      FakeTimer racing = new FakeTimer();
      Call raced = new Call(racing);
      AtomicInteger closed = new AtomicInteger();
      AtomicInteger outcomes = new AtomicInteger();
      raced.start(1);
      raced.execution(closed::incrementAndGet);
      raced.result().whenComplete((response, failure) -> outcomes.incrementAndGet());
      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<Void> deadline =
          CompletableFuture.runAsync(
              () -> {
                await(start);
                racing.fire();
              });
      await(start);
      raced.arrived(RESPONSE, body());
      deadline.get();

      assertEquals(1, outcomes.get());
      boolean late = raced.result().isCompletedExceptionally();
      assertEquals(late, closed.get() > 0 && racing.watched.isEmpty(), "round " + i);
      assertTrue(racing.deadline.isCancelled() || racing.fired);
    }
  }

  @Test
  void a_call_whose_body_stalls_fails() {
    call.start(123);
    long[] now = {0};
    IncomingBody body = new IncomingBody(call::abort, () -> now[0]);
    Ending ending = new Ending();
    body.subscribe(ending);
    call.arrived(RESPONSE, body);
    ending.subscription.request(1);
    now[0] = 99;
    call.failIfIdleFor(100);
    assertEquals(null, ending.failure);

    now[0] = 100;
    call.failIfIdleFor(100);

    assertEquals(UpstreamFailure.Kind.TIMEOUT, ((UpstreamFailure) ending.failure).kind());
    assertEquals(Set.of(), timer.watched);
  }

  private IncomingBody body() {
    return new IncomingBody(call::abort, System::nanoTime);
  }

  private UpstreamFailure failure() {
    return failure(call);
  }

  private static UpstreamFailure failure(Call of) {
    return (UpstreamFailure)
        assertThrows(CompletionException.class, () -> of.result().join()).getCause();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static final class FakeTimer implements Call.Timer {

    private final List<Long> nanos = new ArrayList<>();
    private final Set<Call> watched = java.util.Collections.synchronizedSet(new HashSet<>());
    private final CompletableFuture<Void> deadline = new CompletableFuture<>();
    private Runnable action;
    private volatile boolean fired;
    private long now;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public Future<?> schedule(long delay, Runnable newAction) {
      nanos.add(delay);
      action = newAction;
      return deadline;
    }

    void fire() {
      if (!deadline.isCancelled()) {
        fired = true;
        action.run();
      }
    }

    @Override
    public void watch(Call call) {
      watched.add(call);
    }

    @Override
    public void unwatch(Call call) {
      watched.remove(call);
    }
  }

  private static final class Ending implements Flow.Subscriber<ByteBuffer> {

    private Flow.Subscription subscription;
    private Throwable failure;

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
    }

    @Override
    public void onNext(ByteBuffer buffer) {}

    @Override
    public void onError(Throwable cause) {
      failure = cause;
    }

    @Override
    public void onComplete() {}
  }
}
