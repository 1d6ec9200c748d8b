package gatehouse.deployment;

import static gatehouse.testkit.RawUpstream.PATIENCE;

import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.server.ServerProcess;
import java.util.function.Supplier;

/** Waits for what a server does some time after its configuration has changed. */
final class Awaited {

  /** What Gatehouse answers to what no route takes. */
  static final String NOT_FOUND = "404 {\"message\":\"Not Found\"}";

  private static final int PAUSE_MILLIS = 5;

  private Awaited() {}

  /** Status and text of one GET. */
  static String get(ServerProcess server, String target) {
    return text(RawClient.get(server.port(), target));
  }

  /** Status and text: {@code 200 hello}. */
  static String text(RawAnswer answer) {
    return (answer.status() + " " + answer.text()).stripTrailing();
  }

  /** Asks again and again until the answer is this one. */
  static void answer(ServerProcess server, String target, String expected) {
    until(expected, () -> get(server, target), server);
  }

  /** Asks again and again until this is the outcome; fails after {@code PATIENCE}. */
  static void until(String expected, Supplier<String> outcome, ServerProcess server) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = outcome.get();
    while (!last.equals(expected)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "waited in vain for `%s`, still `%s`; log:\n%s"
                .formatted(expected, last, server.log()));
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
      last = outcome.get();
    }
  }
}
