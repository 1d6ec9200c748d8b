package gatehouse.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IncomingBodyTest {

  private final AtomicLong now = new AtomicLong(1_000);
  private final AtomicInteger cancels = new AtomicInteger();
  private final IncomingBody body = new IncomingBody(cancels::incrementAndGet, now::get);
  private final Reader reader = new Reader();

  @Test
  void the_window_grows_only_by_what_has_been_delivered() {
    List<Integer> updates = new ArrayList<>();
    body.widen(updates::add);
    body.subscribe(reader);
    arrive("abc");
    arrive("de");
    assertEquals(List.of(), updates);

    reader.subscription.request(1);
    assertEquals(List.of(3), updates);

    reader.subscription.request(5);
    assertEquals(List.of(3, 2), updates);
  }

  @Test
  void what_was_delivered_before_there_was_a_window_is_given_back_to_it() {
    List<Integer> updates = new ArrayList<>();
    body.subscribe(reader);
    reader.subscription.request(2);
    arrive("abc");
    arrive("de");

    body.widen(updates::add);

    assertEquals(List.of(5), updates);
  }

  @Test
  void a_window_that_cannot_be_widened_breaks_the_body_off() {
    body.subscribe(reader);
    reader.subscription.request(2);
    arrive("abc");

    body.widen(
        increment -> {
          throw new IOException("the connection broke");
        });

    assertEquals("the connection broke", reader.failure.getMessage());
  }

  @Test
  void a_window_that_fails_behind_the_end_does_not_matter() {
    body.widen(
        increment -> {
          throw new IOException("the connection is closed");
        });
    arrive("abc");
    body.complete();

    body.subscribe(reader);
    reader.subscription.request(2);

    assertEquals("abc", reader.text());
    assertTrue(reader.complete);
  }

  @Test
  void what_came_before_a_failure_is_delivered_before_it() {
    arrive("abc");
    body.fail(new IOException("broken off"));
    body.subscribe(reader);
    assertNull(reader.failure);

    reader.subscription.request(1);

    assertEquals("abc", reader.text());
    assertEquals("broken off", reader.failure.getMessage());
  }

  @Test
  void a_failure_behind_the_end_is_not_told() {
    body.complete();
    body.fail(new IOException("broken off"));

    body.subscribe(reader);

    assertTrue(reader.complete);
    assertNull(reader.failure);
  }

  @Test
  void the_end_needs_no_demand() {
    body.subscribe(reader);
    body.complete();

    assertTrue(reader.complete);
  }

  @Test
  void cancelling_is_told_once_and_nothing_is_delivered_or_kept_afterwards() {
    body.subscribe(reader);
    reader.subscription.request(10);
    reader.subscription.cancel();
    reader.subscription.cancel();
    arrive("abc");
    body.complete();

    assertEquals(1, cancels.get());
    assertEquals("", reader.text());
    assertFalse(reader.complete);
  }

  @Test
  void cancelling_behind_the_end_is_not_told() {
    body.subscribe(reader);
    body.complete();

    reader.subscription.cancel();

    assertEquals(0, cancels.get());
  }

  @Test
  void a_subscriber_that_breaks_the_protocol_is_told_and_the_call_is_given_up() {
    body.subscribe(reader);

    reader.subscription.request(0);

    assertTrue(reader.failure instanceof IllegalArgumentException);
    assertEquals(1, cancels.get());
  }

  @Test
  void the_upstream_owes_bytes_only_while_there_is_demand() {
    body.subscribe(reader);
    now.addAndGet(1_000_000);
    assertFalse(isIdle());

    reader.subscription.request(1);
    now.addAndGet(99);
    assertFalse(isIdle());
    now.addAndGet(1);
    assertTrue(isIdle());

    arrive("abc");
    now.addAndGet(1_000_000);
    assertFalse(isIdle());
  }

  @Test
  void each_arrival_gives_the_upstream_time_again() {
    body.subscribe(reader);
    reader.subscription.request(10);
    now.addAndGet(99);
    arrive("a");
    now.addAndGet(99);
    assertFalse(isIdle());
    now.addAndGet(1);
    assertTrue(isIdle());
  }

  @Test
  void a_body_that_has_ended_is_never_idle() {
    body.subscribe(reader);
    reader.subscription.request(10);
    body.complete();
    now.addAndGet(1_000_000);

    assertFalse(isIdle());
  }

  private boolean isIdle() {
    boolean[] idle = new boolean[1];
    body.ifIdleFor(100, () -> idle[0] = true);
    return idle[0];
  }

  private void arrive(String text) {
    body.arrived(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static final class Reader implements Flow.Subscriber<ByteBuffer> {

    private final StringBuilder text = new StringBuilder();
    private Flow.Subscription subscription;
    private Throwable failure;
    private boolean complete;

    String text() {
      return text.toString();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      text.append(StandardCharsets.US_ASCII.decode(buffer));
    }

    @Override
    public void onError(Throwable cause) {
      failure = cause;
    }

    @Override
    public void onComplete() {
      complete = true;
    }
  }
}
