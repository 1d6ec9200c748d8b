package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of all themes share. */
abstract class Theme {

  private static final int EQUAL_READINGS = 8;
  private static final long BETWEEN_READINGS_NANOS = 50_000_000;

  final Stand stand;
  final RawUpstream upstream;

  Theme(Stand stand) {
    this.stand = stand;
    this.upstream = stand.upstream();
  }

  @BeforeEach
  final void forget_the_test_before() {
    upstream.answer(Answers::postmanEcho).atAccept(RawUpstream.AtAccept.SERVE).forget();
  }

  /** Answers each request with its own target, so that nobody gets another's answer unnoticed. */
  static Script ownTarget(RecordedRequest request) {
    return Answers.ok(request.target());
  }

  /** A path segment that no other request has. */
  static String nonce() {
    return UUID.randomUUID().toString();
  }

  RawAnswer get(String target) {
    return RawClient.exchange(stand.port(), head("GET", target));
  }

  static String head(String method, String target, String... headers) {
    StringBuilder head =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  static void assertRefused(int status, String message, RawAnswer answer) {
    assertEquals(status, answer.status(), answer.toString());
    assertEquals("{\"message\":\"" + message + "\"}", answer.text());
    assertEquals("application/json", answer.header("Content-Type").orElse("none"));
  }

  static void assertUnavailable(RawAnswer answer) {
    assertRefused(503, "Service Unavailable", answer);
  }

  /** The server goes on as if nothing had been. */
  void assertAllIsWell() {
    upstream.answer(Theme::ownTarget);
    String nonce = nonce();
    RawAnswer answer = get("/plain/" + nonce);
    assertEquals("/" + nonce, answer.text());
    assertEquals(200, answer.status());
  }

  /**
   * Waits until a counter stands still: equal at several readings in a row.
   *
   * @return where it stands
   */
  static long awaitStandstill(LongSupplier counter) {
    long last = -1;
    for (int equal = 0; equal < EQUAL_READINGS; ) {
      long now = counter.getAsLong();
      equal = now == last && now > 0 ? equal + 1 : 0;
      last = now;
      LockSupport.parkNanos(BETWEEN_READINGS_NANOS);
    }
    return last;
  }
}
