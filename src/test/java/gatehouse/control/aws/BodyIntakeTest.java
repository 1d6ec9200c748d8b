package gatehouse.control.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.control.aws.wire.AwsException;
import gatehouse.http.Body;
import gatehouse.http.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bodies in memory: how many bytes, and for how long. */
class BodyIntakeTest {

  private final List<Runnable> deadlines = new ArrayList<>();
  private final BodyIntake intake =
      new BodyIntake(
          100,
          50,
          action -> {
            deadlines.add(action);
            return () -> deadlines.remove(action);
          });

  /** A client that sends when it likes. */
  private static final class Client implements Flow.Subscription {
    private Flow.@Nullable Subscriber<? super ByteBuffer> to;
    private boolean isStopped;

    Request announcing(long length) {
      return MemoryAdmin.request("PUT", "/", null, "Host", "localhost")
          .with(
              Body.streaming(
                  length,
                  subscriber -> {
                    to = subscriber;
                    subscriber.onSubscribe(this);
                  }));
    }

    void send(int bytes) {
      Objects.requireNonNull(to).onNext(ByteBuffer.allocate(bytes));
    }

    void end() {
      Objects.requireNonNull(to).onComplete();
    }

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {
      isStopped = true;
    }
  }

  private static Throwable failure(BodyIntake.Taken taken) {
    assertTrue(taken.bytes().toCompletableFuture().isDone());
    return Objects.requireNonNull(
        assertThrows(CompletionException.class, () -> taken.bytes().toCompletableFuture().join())
            .getCause());
  }

  @Test
  void what_is_announced_takes_no_room_and_what_comes_does() {
    for (int i = 0; i < 4; i++) {
      intake.take(new Client().announcing(1_000), 1_000, true);
    }
    Client client = new Client();
    BodyIntake.Taken taken = intake.take(client.announcing(100), 1_000, true);
    client.send(60);
    client.send(40);
    client.end();
    assertEquals(100, taken.bytes().toCompletableFuture().join().length);

    Client next = new Client();
    BodyIntake.Taken none = intake.take(next.announcing(Body.UNKNOWN_LENGTH), 1_000, true);
    next.send(1);
    next.send(1);
    next.end();
    assertInstanceOf(RejectedExecutionException.class, failure(none));
    assertTrue(next.isStopped);
    none.giveBack().run();

    taken.giveBack().run();
    Client last = new Client();
    BodyIntake.Taken again = intake.take(last.announcing(Body.UNKNOWN_LENGTH), 1_000, true);
    last.send(100);
    last.end();
    assertEquals(100, again.bytes().toCompletableFuture().join().length);
  }

  @Test
  void strangers_do_not_take_the_room_of_those_who_are_known() {
    Client stranger = new Client();
    intake.take(stranger.announcing(1_000), 1_000, false);
    stranger.send(50);
    Client other = new Client();
    BodyIntake.Taken refused = intake.take(other.announcing(1_000), 1_000, false);
    other.send(1);
    assertInstanceOf(RejectedExecutionException.class, failure(refused));

    Client known = new Client();
    BodyIntake.Taken taken = intake.take(known.announcing(100), 1_000, true);
    known.send(100);
    known.end();
    assertEquals(100, taken.bytes().toCompletableFuture().join().length);
  }

  @Test
  void who_takes_too_long_is_stopped() {
    Client slow = new Client();
    BodyIntake.Taken taken = intake.take(slow.announcing(100), 1_000, false);
    slow.send(10);
    deadlines.get(0).run();

    assertTrue(slow.isStopped);
    AwsException refusal = assertInstanceOf(AwsException.class, failure(taken));
    assertEquals(AwsException.Kind.BAD_REQUEST, refusal.kind());
    assertTrue(refusal.text().contains("within 60 seconds"), refusal.text());
    assertTrue(deadlines.isEmpty());
  }

  @Test
  void who_is_in_time_leaves_no_timer_and_no_body_needs_none() {
    Client client = new Client();
    BodyIntake.Taken taken = intake.take(client.announcing(3), 1_000, false);
    assertEquals(1, deadlines.size());
    client.send(3);
    client.end();
    assertArrayEquals(new byte[3], taken.bytes().toCompletableFuture().join());
    assertTrue(deadlines.isEmpty());

    intake.take(MemoryAdmin.request("GET", "/", null, "Host", "localhost"), 10, false);
    assertTrue(deadlines.isEmpty());
    assertFalse(client.isStopped);
  }
}
