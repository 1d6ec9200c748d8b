package gatehouse.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutgoingBodyTest {

  private static final int REPETITIONS = 300;

  private final ExecutorService client =
      Executors.newSingleThreadExecutor(new DaemonThreads("fake-client"));

  @AfterEach
  void stop() {
    client.shutdownNow();
  }

  @Test
  void no_wake_up_is_lost_between_the_publisher_and_the_connection() throws Exception {
    for (int seed = 0; seed < REPETITIONS; seed++) {
      Source source = new Source(seed, Integer.MAX_VALUE);
      try (FakeConnection connection = new FakeConnection(seed)) {
        connection.start(new OutgoingBody(source.body(), () -> {}, failure -> {}));
        connection.awaitEnd();
        assertNull(connection.failure(), "seed " + seed);
        assertArrayEquals(source.bytes, connection.written(), "seed " + seed);
        assertFalse(source.cancelled, "seed " + seed);
      }
    }
  }

  @Test
  void a_connection_that_breaks_cancels_the_publisher() throws Exception {
    for (int seed = 0; seed < REPETITIONS; seed++) {
      Source source = new Source(seed, Integer.MAX_VALUE);
      int writes = new Random(seed).nextInt(source.pieces());
      try (FakeConnection connection = new FakeConnection(seed).breakingAfter(writes)) {
        connection.start(new OutgoingBody(source.body(), () -> {}, failure -> {}));
        connection.awaitEnd();
        assertTrue(source.told.await(20, TimeUnit.SECONDS), "seed " + seed);
        assertTrue(source.cancelled || source.completed, "seed " + seed);
      }
    }
  }

  @Test
  void a_body_that_breaks_off_is_told_once_and_does_not_end_the_stream() throws Exception {
    for (int seed = 0; seed < REPETITIONS; seed++) {
      int most = new Random(seed).nextInt(10);
      Source source = new Source(seed, most);
      List<Throwable> failures = new ArrayList<>();
      CountDownLatch failed = new CountDownLatch(1);
      try (FakeConnection connection = new FakeConnection(seed)) {
        connection.start(
            new OutgoingBody(
                source.body(),
                () -> {},
                failure -> {
                  failures.add(failure);
                  failed.countDown();
                }));
        assertTrue(failed.await(20, TimeUnit.SECONDS), "seed " + seed);
        assertEquals(1, failures.size(), "seed " + seed);
        assertEquals("broken off", failures.get(0).getMessage());
        assertFalse(connection.hasEnded(), "seed " + seed);
      }
    }
  }

  @Test
  void the_body_is_not_asked_for_before_the_connection_is_there() {
    List<String> asked = new ArrayList<>();
    Body body = Body.streaming(10, subscriber -> asked.add("asked"));

    OutgoingBody outgoing = new OutgoingBody(body, () -> {}, failure -> {});

    assertEquals(1, outgoing.available());
    assertEquals(List.of(), asked);
  }

  @Test
  void a_body_that_is_stopped_before_its_subscription_comes_cancels_it() {
    boolean[] cancelled = new boolean[1];
    OutgoingBody outgoing =
        new OutgoingBody(Body.streaming(10, subscriber -> {}), () -> {}, failure -> {});

    outgoing.stop();
    outgoing.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {
            throw new AssertionError("asked for more");
          }

          @Override
          public void cancel() {
            cancelled[0] = true;
          }
        });

    assertTrue(cancelled[0]);
  }

  /** Publishes random pieces on the client's thread or on the one that asks, as chance says. */
  private final class Source implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    private final Random random;
    private final byte[] bytes;
    private final int breaksOffAt;
    private final CountDownLatch told = new CountDownLatch(1);
    private final List<byte[]> pieces = new ArrayList<>();
    private volatile boolean cancelled;
    private volatile boolean completed;
    private Flow.Subscriber<? super ByteBuffer> to;
    private int next;

    Source(int seed, int breaksOffAt) {
      random = new Random(seed);
      bytes = new byte[1 + random.nextInt(100)];
      random.nextBytes(bytes);
      for (int from = 0; from < bytes.length; ) {
        int count = Math.min(bytes.length - from, 1 + random.nextInt(9));
        pieces.add(Arrays.copyOfRange(bytes, from, from + count));
        from += count;
      }
      this.breaksOffAt = breaksOffAt;
    }

    int pieces() {
      return pieces.size();
    }

    Body body() {
      return Body.streaming(Body.UNKNOWN_LENGTH, this);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      to = subscriber;
      client.execute(() -> subscriber.onSubscribe(this));
    }

    @Override
    public void request(long count) {
      if (random.nextBoolean()) {
        publish();
      } else {
        client.execute(this::publish);
      }
    }

    private void publish() {
      if (cancelled || completed) {
        return;
      }
      if (next == Math.min(breaksOffAt, pieces.size() - 1) && breaksOffAt < Integer.MAX_VALUE) {
        to.onError(new IOException("broken off"));
        return;
      }
      boolean last = next == pieces.size() - 1;
      completed = last;
      to.onNext(ByteBuffer.wrap(pieces.get(next++)));
      if (last) {
        to.onComplete();
        told.countDown();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
      told.countDown();
    }
  }
}
