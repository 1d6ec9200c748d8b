package gatehouse.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.testkit.LogCapture;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BodyTimerTest {

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final BodyTimer timer = new BodyTimer(clock, Duration.ofNanos(100));
  private final AtomicLong now = new AtomicLong();
  private final List<Throwable> failures = new ArrayList<>();

  @AfterEach
  void stop() {
    clock.shutdownNow();
  }

  @Test
  void a_deadline_comes_on_the_clocks_thread() throws Exception {
    CountDownLatch came = new CountDownLatch(1);

    timer.schedule(1, came::countDown);

    assertTrue(came.await(20, TimeUnit.SECONDS));
  }

  @Test
  void calls_whose_bodies_stall_fail_and_the_others_do_not() {
    IncomingBody stalled = streaming(failures::add);
    IncomingBody busy = streaming(failures::add);
    now.set(100);
    busy.arrived(ByteBuffer.wrap(new byte[1]));

    timer.look();
    assertEquals(1, failures.size());
    stalled.fail(new AssertionError("told twice"));
    timer.look();
    assertEquals(1, failures.size());
  }

  @Test
  void at_the_end_all_calls_fail_with_and_without_a_body() {
    Call waiting = new Call(timer);
    waiting.start(Duration.ofHours(1).toNanos());
    streaming(failures::add);

    timer.failAll();

    assertTrue(waiting.result().isCompletedExceptionally());
    assertEquals(1, failures.size());
  }

  @Test
  void a_receiver_that_throws_does_not_keep_the_others_from_being_told() {
    for (int i = 0; i < 5; i++) {
      streaming(
          failure -> {
            failures.add(failure);
            throw new IllegalStateException("from a receiver");
          });
    }
    now.set(100);

    try (LogCapture log = new LogCapture()) {
      timer.look();
      assertEquals(
          Collections.nCopies(5, "SEVERE a receiver of a response's body failed"), log.lines());
    }

    assertEquals(5, failures.size());
  }

  private IncomingBody streaming(Consumer<Throwable> onError) {
    Call call = new Call(timer);
    call.start(Duration.ofHours(1).toNanos());
    IncomingBody body = new IncomingBody(call::abort, now::get);
    call.arrived(new Response(200, Headers.EMPTY, Body.streaming(10, body)), body);
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(5);
          }

          @Override
          public void onNext(ByteBuffer buffer) {}

          @Override
          public void onError(Throwable cause) {
            onError.accept(cause);
          }

          @Override
          public void onComplete() {}
        });
    return body;
  }
}
