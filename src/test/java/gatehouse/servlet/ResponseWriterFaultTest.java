package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Turns;
import gatehouse.upstream.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A response's writer while the client, the body and the exchange's end race each other. */
@Timeout(60)
class ResponseWriterFaultTest {

  private static final int REPETITIONS = 150;

  /** What happens besides the writing. */
  enum Event {
    NOTHING,
    WRITE_FAILS,
    CONNECTION_BREAKS,
    BODY_BREAKS_OFF,
    EXCHANGE_ENDS
  }

  private final ExecutorService container = thread("fake-container");
  private final ExecutorService upstream = thread("fake-upstream");
  private final ExecutorService other = thread("other");

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(new DaemonThreads(name));
  }

  @AfterEach
  void stop() {
    List.of(container, upstream, other).forEach(ExecutorService::shutdownNow);
  }

  @ParameterizedTest
  @EnumSource
  void bytes_go_in_order_and_the_outcome_comes_once(Event event) throws Exception {
    for (int seed = 0; seed < REPETITIONS; seed++) {
      new Run(event, seed).check();
    }
  }

  private final class Run implements ResponseWriter.Outcome, Flow.Subscription {

    private final Event event;
    private final String name;
    private final Random random;
    private final Touches touches = new Touches();
    private final Turns turns = new Turns();
    private final int buffers;
    private final FakeOutput output;
    private final ResponseWriter writer;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final AtomicInteger demand = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger outcomes = new AtomicInteger();
    private final AtomicInteger containerFailures = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private volatile Flow.Subscriber<? super ByteBuffer> to;
    private int left;
    private boolean finished;
    private volatile boolean ended;
    private volatile String outcome = "none";

    Run(Event event, int seed) {
      this.event = event;
      this.name = event + " " + seed;
      random = new Random(seed);
      buffers = 1 + random.nextInt(40);
      left = buffers;
      output = new FakeOutput(touches, container, seed);
      if (event == Event.WRITE_FAILS) {
        output.breakingAfter(random.nextInt(buffers));
      }
      writer = new ResponseWriter(output, turns, this);
    }

    void check() throws Exception {
      int delay = random.nextInt(3000);
      turns.take(
          () -> {
            writer.open();
            writer.start(-1, subscriber -> upstream.execute(() -> begin(subscriber)));
          });
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
      byte[] arrived = output.written();
      byte[] all = sent.toByteArray();
      assertArrayEquals(Arrays.copyOf(all, arrived.length), arrived, name);
      assertEquals(
          event == Event.EXCHANGE_ENDS && outcome.equals("none") ? 0 : 1, outcomes(), name);
      switch (event) {
        case NOTHING -> {
          assertEquals("written", outcome, name);
          assertEquals(all.length, arrived.length, name);
        }
        case WRITE_FAILS -> assertEquals("clientGone", outcome, name);
        case BODY_BREAKS_OFF -> assertTrue(List.of("brokenOff", "written").contains(outcome), name);
        case CONNECTION_BREAKS, EXCHANGE_ENDS -> {}
      }
      if (outcome.equals("written")) {
        assertEquals(all.length, arrived.length, name);
      } else if (!outcome.equals("brokenOff")) {
        assertTrue(cancels.get() > 0, name + ": the body is not told");
      }
    }

    private int outcomes() {
      return outcome.equals("containerFailed") ? containerFailures.get() : outcomes.get();
    }

    private void begin(Flow.Subscriber<? super ByteBuffer> subscriber) {
      to = subscriber;
      subscriber.onSubscribe(this);
      upstream.execute(this::send);
    }

    /** On the upstream's thread: signals come one after another. */
    private void send() {
      if (finished || cancels.get() > 0) {
        return;
      }
      if (event == Event.BODY_BREAKS_OFF && left == buffers / 2) {
        finished = true;
        to.onError(new IOException("the upstream is gone"));
      } else if (left == 0) {
        finished = true;
        to.onComplete();
      } else if (demand.get() > 0) {
        demand.decrementAndGet();
        left--;
        byte[] bytes = new byte[1 + random.nextInt(20)];
        random.nextBytes(bytes);
        sent.writeBytes(bytes);
        to.onNext(buffer(bytes));
        // The end does not wait for demand.
        upstream.execute(this::send);
      }
    }

    /** All kinds of buffers: with an offset, direct, read-only. */
    private ByteBuffer buffer(byte[] bytes) {
      ByteBuffer wide =
          ByteBuffer.allocate(bytes.length + 5).position(3).put(bytes, 0, bytes.length);
      ByteBuffer slice = wide.flip().position(3).slice();
      return switch (random.nextInt(3)) {
        case 0 -> slice;
        case 1 -> slice.asReadOnlyBuffer();
        default -> ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      };
    }

    private void happen() {
      switch (event) {
        case NOTHING, WRITE_FAILS, BODY_BREAKS_OFF -> {}
        case CONNECTION_BREAKS -> output.breakOff();
        case EXCHANGE_ENDS ->
            turns.take(
                () -> {
                  end();
                  end.countDown();
                });
      }
    }

    /** As ServletExchange does it. */
    private void end() {
      if (!ended) {
        ended = true;
        writer.close();
        touches.end();
      }
    }

    private void outcome(String what) {
      outcome = what;
      outcomes.incrementAndGet();
      end();
      end.countDown();
    }

    private void settle() throws Exception {
      for (int i = 0; i < 3; i++) {
        for (ExecutorService executor : List.of(other, upstream, container)) {
          executor.submit(() -> {}).get(20, TimeUnit.SECONDS);
        }
      }
    }

    @Override
    public void written() {
      outcome("written");
    }

    @Override
    public void brokenOff(Throwable cause) {
      outcome("brokenOff");
    }

    @Override
    public void clientGone(Throwable cause) {
      outcome("clientGone");
    }

    @Override
    public void containerFailed(Throwable cause) {
      containerFailures.incrementAndGet();
      turns.takeAndWait(
          () -> {
            if (!ended) {
              outcome = "containerFailed";
              end();
            }
          },
          20_000);
      end.countDown();
    }

    @Override
    public void request(long count) {
      demand.addAndGet((int) count);
      upstream.execute(this::send);
    }

    @Override
    public void cancel() {
      cancels.incrementAndGet();
    }
  }
}
