package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Nobody ever gets another's answer, nor another's body: interleaved exchanges on few connections,
 * of which many are broken, by either side, at any point. {@code -Dtest.nonces=1000000} makes it a
 * million instead of ten thousand, and {@code -Dtest.nonces.seed} other ones.
 */
abstract class NonceTheme extends Theme {

  private static final int EXCHANGES = Integer.getInteger("test.nonces", 10_000);
  private static final int CLIENTS = 24;
  private static final long SEED = Long.getLong("test.nonces.seed", 20_261_123);

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger right = new AtomicInteger();
  private final AtomicInteger rightAndAnswered = new AtomicInteger();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  NonceTheme(Stand stand) {
    super(stand);
  }

  @Test
  void of_many_exchanges_under_faults_none_are_mixed() throws InterruptedException {
    upstream.forgettingRequests().answer(this::answer);
    List<Thread> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        int seed = i;
        Thread client = new Thread(() -> exchange(new Random(SEED + seed)), "nonces-" + i);
        client.start();
        clients.add(client);
      }
      for (Thread client : clients) {
        client.join();
      }
    } finally {
      upstream.keepingRequests();
    }
    assertEquals(List.of(), faults.stream().limit(5).toList());
    // Where an upstream closes or spoils its connections, some that use them next must fail.
    assertTrue(
        rightAndAnswered.get() > right.get() * 0.8,
        () -> rightAndAnswered + " of " + right + " have been answered");
    assertAllIsWell();
  }

  private Script answer(RecordedRequest request) {
    NonceExchange exchange = NonceExchange.of(request);
    Script look =
        Script.start()
            .then(
                step -> {
                  try {
                    step.readBody();
                  } finally {
                    note(exchange.fault(request));
                  }
                });
    return exchange.act() == NonceExchange.Act.EARLY
        ? exchange.answer().then(look)
        : look.then(exchange.answer());
  }

  private void exchange(Random random) {
    RawClient client = null;
    for (int number = next.getAndIncrement();
        number < EXCHANGES && faults.isEmpty();
        number = next.getAndIncrement()) {
      NonceExchange exchange = NonceExchange.any(number, random);
      client = client == null ? stand.connect() : client;
      try {
        client = exchange(exchange, client, random.nextBoolean()) ? client : closed(client);
      } catch (UncheckedIOException e) {
        // The server has closed this connection, as it may.
        client = closed(client);
      } catch (AssertionError e) {
        if (!String.valueOf(e.getMessage()).contains("connection")) {
          note(exchange + ": " + e);
        }
        client = closed(client);
      }
    }
    closed(client);
  }

  /** Whether the connection can be used again. */
  private boolean exchange(NonceExchange exchange, RawClient client, boolean inChunks) {
    if (exchange.act().isRight()) {
      right.incrementAndGet();
    }
    if (!exchange.send(client, inChunks)) {
      return false;
    }
    if (!exchange.act().isAwaited()) {
      note(exchange.leaveWithin(client));
      return false;
    }
    RawAnswer answer = client.readAnswer();
    note(exchange.fault(answer));
    if (exchange.act().isRight() && answer.complete() && answer.status() == 200) {
      rightAndAnswered.incrementAndGet();
    }
    return answer.complete() && !answer.header("Connection").orElse("").equals("close");
  }

  private void note(String fault) {
    if (!fault.isEmpty()) {
      faults.add(fault);
    }
  }

  private static @Nullable RawClient closed(@Nullable RawClient client) {
    if (client != null) {
      client.close();
    }
    return null;
  }
}
