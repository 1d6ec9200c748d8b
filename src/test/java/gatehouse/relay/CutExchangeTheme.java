package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawExchange;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection ends within an exchange: on each side, behind each single byte, in each way. */
abstract class CutExchangeTheme extends Theme {

  private static final String BODY = "hello, world";
  private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n" + BODY;
  private static final String CHUNKS =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n";
  private static final String LAST_CHUNK = "\r\n0";

  private static final Pattern UNDER_WAY =
      Pattern.compile("(?m)^gatehouse_exchanges_in_flight (\\d+)");
  private static final Pattern LEASED =
      Pattern.compile("(?m)^gatehouse_upstream_connections_leased (\\d+)");

  CutExchangeTheme(Stand stand) {
    super(stand);
  }

  @ParameterizedTest
  @ValueSource(strings = {LENGTH, CHUNKS})
  void an_answer_that_is_closed_behind_any_byte_is_an_error_or_visibly_broken(String whole) {
    for (int cut = 0; cut <= whole.length(); cut++) {
      upstream.answer(Script.start().readBody().send(whole.substring(0, cut)).close());
      assertRightSoFar(whole, cut, get("/plain/x"));
    }
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {LENGTH, CHUNKS})
  void an_answer_that_is_reset_behind_any_byte_is_an_error_or_visibly_broken(String whole) {
    for (int cut = 0; cut <= whole.length(); cut++) {
      upstream.answer(Script.start().readBody().send(whole.substring(0, cut)).reset());
      RawAnswer answer = get("/plain/x");
      if (answer.status() != 503) {
        // A reset may overtake what was sent before it.
        assertRightSoFar(whole, cut, answer);
      }
    }
    assertNothingIsLeft();
  }

  private static void assertRightSoFar(String whole, int cut, RawAnswer answer) {
    int head = whole.indexOf("\r\n\r\n") + 4;
    String story = cut + " bytes: " + answer;
    // Behind the head, too, an end that is noticed before a byte has gone on is an error.
    if (cut < head || (cut < whole.length() && answer.status() == 503)) {
      assertUnavailable(answer);
      return;
    }
    boolean ended = whole.equals(LENGTH) ? cut == whole.length() : cut >= lastChunk(whole);
    assertEquals(200, answer.status(), story);
    assertTrue(BODY.startsWith(answer.text()), story);
    assertTrue(ended || !answer.complete(), story);
    assertTrue(!answer.complete() || answer.text().equals(BODY), story);
  }

  private static int lastChunk(String whole) {
    return whole.lastIndexOf(LAST_CHUNK) + LAST_CHUNK.length();
  }

  @Test
  void a_request_that_is_reset_behind_any_byte_is_never_complete_upstream() {
    leaveBehindEachByte(RawClient::reset);
  }

  @Test
  void a_request_that_is_closed_behind_any_byte_is_never_complete_upstream() {
    leaveBehindEachByte(RawClient::close);
  }

  /**
   * Two places are Jetty's alone, and a servlet by itself sees the same there. Behind the size of
   * the last chunk nothing is missing, and Jetty does not wait for it. Behind the CR at the end of
   * a chunk Jetty's parser tells its failure to another thread, and until that one has told us, a
   * read finds the end (HttpStreamOverHTTP1.read).
   */
  private void leaveBehindEachByte(Consumer<RawClient> departure) {
    upstream.answer(Answers.ok("done"));
    List<String> requests =
        List.of(
            head("POST", "/plain/cut", "Content-Length: " + BODY.length()) + BODY,
            head("POST", "/plain/cut", "Transfer-Encoding: chunked") + "c\r\n" + BODY + "\r\n0\r");
    for (String whole : requests) {
      byte[] bytes = whole.getBytes(StandardCharsets.ISO_8859_1);
      for (int cut = 0; cut < bytes.length; cut++) {
        if (!whole.substring(0, cut).endsWith(BODY + "\r")) {
          RawClient client = stand.connect();
          client.send(Arrays.copyOf(bytes, cut));
          departure.accept(client);
        }
      }
    }
    assertNothingIsLeft();
    for (RecordedRequest request : upstream.requests()) {
      assertFalse(request.awaitBody(), () -> request.head() + "\n\n" + request.text());
      assertTrue(BODY.startsWith(request.text()), request::text);
    }
    assertAllIsWell();
  }

  @Test
  void a_client_that_leaves_behind_any_byte_of_its_answer_spoils_nothing() {
    upstream.answer(Answers.ok(BODY));
    String request = head("GET", "/plain/x");
    int whole =
        RawExchange.of(stand.port(), request.getBytes(StandardCharsets.ISO_8859_1)).text().length();
    for (int cut = 0; cut < whole; cut++) {
      RawClient client = stand.connect().send(request);
      client.readBytes(cut);
      client.reset();
    }
    assertNothingIsLeft();
    assertAllIsWell();
  }

  /** No exchange is under way any more, and no connection is kept from others. */
  private void assertNothingIsLeft() {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    String page = metrics();
    // This request itself is one.
    while (number(UNDER_WAY, page) > 1 || number(LEASED, page) > 0) {
      assertTrue(System.nanoTime() < deadline, page);
      LockSupport.parkNanos(20_000_000);
      page = metrics();
    }
  }

  private String metrics() {
    return RawClient.get(stand.port(), "/_gatehouse/metrics").text();
  }

  private static long number(Pattern pattern, String page) {
    Matcher found = pattern.matcher(page);
    assertTrue(found.find(), page);
    return Long.parseLong(found.group(1));
  }
}
