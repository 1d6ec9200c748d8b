package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Turns;
import gatehouse.upstream.DaemonThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request's body while its stream, its subscriber and the exchange's end race each other. */
@Timeout(60)
class RequestBodyFaultTest {

  private static final int REPETITIONS = 150;

  /** What happens besides the reading. */
  enum Event {
    NOTHING,
    READ_FAILS,
    CONNECTION_BREAKS,
    SUBSCRIBER_CANCELS,
    EXCHANGE_ENDS
  }

  private final ExecutorService container = thread("fake-container");
  private final ExecutorService subscriber = thread("fake-subscriber");
  private final ExecutorService other = thread("other");

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(new DaemonThreads(name));
  }

  @AfterEach
  void stop() {
    List.of(container, subscriber, other).forEach(ExecutorService::shutdownNow);
  }

  @ParameterizedTest
  @EnumSource
  void bytes_come_in_order_and_the_end_comes_once(Event event) throws Exception {
    for (int seed = 0; seed < REPETITIONS; seed++) {
      new Run(event, seed).check();
    }
  }

  @Test
  void a_body_that_ends_before_its_length_has_failed() throws Exception {
    Touches touches = new Touches();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    FakeInput input = new FakeInput(touches, container, 1, 3);
    RequestBody body = new RequestBody(() -> input, 4, new Turns(), new Ignoring());
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(ByteBuffer bytes) {}

          @Override
          public void onError(Throwable cause) {
            failure.complete(cause);
          }

          @Override
          public void onComplete() {
            failure.completeExceptionally(new AssertionError("a part counts as the whole"));
          }
        });
    assertInstanceOf(IOException.class, failure.get(20, TimeUnit.SECONDS));
  }

  private static final class Ignoring implements RequestBody.Outcome {

    @Override
    public void bodyBroke() {}

    @Override
    public void clientGone(Throwable cause) {}

    @Override
    public void requestFailed(Throwable cause) {}
  }

  private final class Run implements Flow.Subscriber<ByteBuffer>, RequestBody.Outcome {

    private final Event event;
    private final String name;
    private final Random random;
    private final Touches touches = new Touches();
    private final Turns turns = new Turns();
    private final long length;
    private final FakeInput input;
    private final RequestBody body;
    private final CountDownLatch end = new CountDownLatch(1);

    // Touched within signals only.
    private Flow.Subscription subscription;
    private byte next;
    private long received;
    private int terminals;
    private Throwable failure;
    private boolean signalling;
    private boolean mayRequest;

    private volatile boolean ended;
    private volatile int gone;

    Run(Event event, int seed) {
      this.event = event;
      this.name = event + " " + seed;
      random = new Random(seed);
      length = 1 + random.nextInt(200);
      input = new FakeInput(touches, container, seed, length).reading(1 + random.nextInt(8));
      if (seed % 2 == 1) {
        input.endingUntold();
      }
      if (event == Event.READ_FAILS) {
        input.reading(1).breakingAfter(random.nextInt((int) length));
      }
      body = new RequestBody(() -> input, random.nextBoolean() ? length : -1, turns, this);
    }

    void check() throws Exception {
      int delay = random.nextInt(3000);
      subscriber.execute(() -> body.subscribe(this));
      other.execute(
          () -> {
            for (int i = 0; i < delay; i++) {
              Thread.onSpinWait();
            }
            happen();
          });
      end.await();
      settle();

      assertEquals(List.of(), touches.violations(), name);
      switch (event) {
        case NOTHING -> {
          assertNull(failure, name);
          assertEquals(length, received, name);
          assertEquals(1, terminals, name);
        }
        case READ_FAILS -> {
          assertEquals("the read failed", failure.getMessage(), name);
          assertEquals(1, terminals, name);
          assertEquals(1, gone, name);
        }
        case SUBSCRIBER_CANCELS -> assertTrue(terminals <= 1, name);
        case CONNECTION_BREAKS, EXCHANGE_ENDS -> assertEquals(1, terminals, name);
      }
    }

    private void happen() {
      switch (event) {
        case NOTHING, READ_FAILS -> {}
        case CONNECTION_BREAKS -> input.breakOff();
        case SUBSCRIBER_CANCELS ->
            subscriber.execute(
                () -> {
                  subscription.cancel();
                  turns.take(
                      () -> {
                        touches.end();
                        end.countDown();
                      });
                });
        case EXCHANGE_ENDS -> turns.take(this::end);
      }
    }

    /** As ServletExchange does it. */
    private void end() {
      if (!ended) {
        ended = true;
        body.close();
        touches.end();
      }
    }

    /** Lets everything run out that is still queued, so that late signals and touches show. */
    private void settle() throws Exception {
      for (int i = 0; i < 3; i++) {
        for (ExecutorService executor : List.of(other, subscriber, container)) {
          executor.submit(() -> {}).get(20, TimeUnit.SECONDS);
        }
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription newcomer) {
      subscription = newcomer;
      mayRequest = true;
      newcomer.request(1 + random.nextInt(3));
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      signal();
      assertIsTrue(buffer.hasRemaining(), "an empty buffer");
      while (buffer.hasRemaining()) {
        assertIsTrue(buffer.get() == next++, "bytes out of order");
        received++;
      }
      if (random.nextBoolean()) {
        subscription.request(1);
      } else {
        subscriber.execute(() -> subscription.request(1));
      }
      signalling = false;
    }

    @Override
    public void onError(Throwable cause) {
      signal();
      terminals++;
      failure = cause;
      signalling = false;
      end.countDown();
    }

    @Override
    public void onComplete() {
      signal();
      terminals++;
      signalling = false;
      end.countDown();
    }

    private void signal() {
      assertIsTrue(mayRequest, "a signal before onSubscribe");
      assertIsTrue(!signalling, "two signals at once");
      assertIsTrue(terminals == 0, "a signal after the end");
      signalling = true;
    }

    private void assertIsTrue(boolean condition, String violation) {
      if (!condition) {
        touches.violate(violation);
      }
    }

    @Override
    public void bodyBroke() {
      gone++;
      turns.take(this::end);
    }

    @Override
    public void clientGone(Throwable cause) {
      assertIsTrue(false, "gone for an odd reason: " + cause);
    }

    @Override
    public void requestFailed(Throwable cause) {
      assertIsTrue(turns.takeAndWait(this::end, 20_000), "the end did not come");
    }
  }
}
