package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients that ask without a break, each on one connection, and check that every answer is that of
 * a generation that was in service while they waited for it.
 */
final class ReloadTraffic implements AutoCloseable {

  private static final int LEAST = 100;

  private final int port;
  private final String context;
  private final ExecutorService threads;
  private final List<Future<Integer>> clients = new ArrayList<>();
  private volatile int announced;
  private volatile int confirmed;
  private volatile boolean finished;

  /** Starts as many clients of a deployment. */
  ReloadTraffic(int port, String context, int count) {
    this.port = port;
    this.context = context;
    threads = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      clients.add(threads.submit(this::ask));
    }
  }

  /** From now on a generation may be in service. */
  void announce(int generation) {
    announced = generation;
  }

  /** From now on it is, and the ones before are not. */
  void confirm(int generation) {
    confirmed = generation;
  }

  /** Ends the traffic; the test fails when a client has found anything wrong. */
  void finish() throws InterruptedException {
    finished = true;
    for (Future<Integer> client : clients) {
      try {
        assertTrue(client.get() >= LEAST, "there was hardly any traffic");
      } catch (ExecutionException e) {
        throw new AssertionError("a client has failed", e.getCause());
      }
    }
  }

  @Override
  public void close() {
    finished = true;
    threads.shutdownNow();
  }

  /** The number of requests. */
  private int ask() {
    int count = 0;
    int last = 0;
    RawClient client = RawClient.connect(port);
    try {
      for (; !finished; count++) {
        last = Math.max(last, confirmed);
        client.send("GET " + context + path(count) + " HTTP/1.1\r\nHost: gatehouse.test\r\n\r\n");
        RawAnswer answer = client.readAnswer();
        last = checked(path(count), Awaited.text(answer), last);
        // Tomcat ends a connection with its hundredth answer, and says so.
        if (answer.header("Connection").equals(Optional.of("close"))) {
          client.close();
          client = RawClient.connect(port);
        }
      }
    } finally {
      client.close();
    }
    return count;
  }

  private static String path(int count) {
    return count % 2 == 0 ? "/version" : "/even";
  }

  /** The generation that an answer is from, or at least not before. */
  private int checked(String path, String answer, int earliest) {
    if (path.equals("/even") && answer.equals(Awaited.NOT_FOUND)) {
      assertTrue(earliest % 2 == 1 || announced > earliest, "there is a route for " + earliest);
      return earliest;
    }
    assertTrue(answer.startsWith("200 " + path + "/"), answer);
    int generation = Integer.parseInt(answer.substring(answer.lastIndexOf('/') + 1));
    assertTrue(path.equals("/version") || generation % 2 == 0, answer);
    assertTrue(
        generation >= earliest && generation <= announced,
        () -> generation + " is not from " + earliest + " to " + announced);
    return generation;
  }
}
