package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.Corpus;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawExchange;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.StrictRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Requests that one server reads otherwise than another. Each is sent to a servlet that does
 * nothing but look, and through the gateway: what comes out upstream must be what that servlet saw,
 * or less of it, each request one that nobody can read as two.
 */
abstract class HostileRequestTheme extends Theme {

  /** The server has taken it for another application's, which says nothing about ours. */
  private static final int NOT_FOUND = 404;

  private static final int AT_ONCE = 4;

  HostileRequestTheme(Stand stand) {
    super(stand);
  }

  @TestFactory
  Stream<DynamicTest> upstream_there_is_never_more_than_a_servlet_alone_would_get() {
    AtomicLong nonces = new AtomicLong(100_000_000_000L);
    List<Attempt> attempts =
        Corpus.read("requests.txt").stream()
            .map(message -> new Attempt(message, Long.toString(nonces.incrementAndGet())))
            .toList();
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    try {
      CompletableFuture.allOf(
              attempts.stream()
                  .map(attempt -> CompletableFuture.runAsync(attempt::toServletAlone, clients))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      clients.shutdownNow();
    }
    List<String> witnessed = get("/probe/take").text().lines().toList();
    return attempts.stream()
        .map(
            attempt ->
                DynamicTest.dynamicTest(
                    attempt.message.name(), () -> attempt.throughTheGateway(witnessed)));
  }

  /** Answers with the target, and as befits the method. */
  private static Script answer(RecordedRequest request) {
    return request.method().equals("HEAD") ? Answers.bodiless("200 OK") : ownTarget(request);
  }

  private final class Attempt {

    private final Corpus.Message message;
    private final String nonce;
    private RawExchange alone = new RawExchange("");

    Attempt(Corpus.Message message, String nonce) {
      this.message = message;
      this.nonce = nonce;
    }

    void toServletAlone() {
      String text = new String(message.with(nonce), StandardCharsets.ISO_8859_1);
      alone =
          RawExchange.of(
              stand.port(), text.replace("/plain", "/probe").getBytes(StandardCharsets.ISO_8859_1));
    }

    void throughTheGateway(List<String> allWitnessed) {
      List<Seen> witnessed =
          allWitnessed.stream().filter(line -> line.contains(nonce)).map(Seen::witnessed).toList();
      upstream.answer(HostileRequestTheme::answer).forget();
      RawExchange through = RawExchange.of(stand.port(), message.with(nonce));
      RawAnswer next = get("/plain/next-" + nonce);
      List<RecordedRequest> arrived = upstream.requests();
      compare(witnessed, through, next, arrived);
    }

    private void compare(
        List<Seen> witnessed, RawExchange through, RawAnswer next, List<RecordedRequest> arrived) {
      String story =
          "alone %s %s, through the gateway %s: %s, upstream %s"
              .formatted(alone.statuses(), witnessed, through.statuses(), through.text(), arrived);
      assertNextIsWell(nonce, next, arrived, story);
      boolean comparable = !alone.statuses().contains(NOT_FOUND);
      if (comparable) {
        assertTrue(through.successes() <= alone.successes(), story);
      }
      Iterator<Seen> candidates = witnessed.iterator();
      for (RecordedRequest request : arrived) {
        assertEquals(List.of(), StrictRequest.faults(request), story);
        if (!request.target().endsWith("/next-" + nonce) && comparable && request.awaitBody()) {
          Seen seen = Seen.upstream(request);
          boolean known = false;
          while (!known && candidates.hasNext()) {
            known = candidates.next().equals(seen);
          }
          assertTrue(known, () -> "nobody has sent " + seen + "; " + story);
        }
      }
    }
  }

  /** Nothing is left on a connection to the upstream that the next request could be read with. */
  private static void assertNextIsWell(
      String nonce, RawAnswer next, List<RecordedRequest> arrived, String story) {
    assertEquals("/next-" + nonce, next.text(), story);
    List<String> lines =
        arrived.stream()
            .map(RecordedRequest::line)
            .filter(line -> line.contains("next-" + nonce))
            .toList();
    assertEquals(List.of("GET /next-" + nonce + " HTTP/1.1"), lines, story);
  }

  /**
   * A request as it came out.
   *
   * @param path decoded, without its first segment
   * @param query empty when there is none
   * @param body in hexadecimal digits
   */
  private record Seen(String method, String path, String query, String body) {

    static Seen witnessed(String line) {
      String[] words = line.split(" ", -1);
      int last = words.length - 1;
      String uri = words[1].replaceFirst("^(?i:https?)://[^/?#]*", "");
      int second = uri.indexOf('/', 1);
      String query = words[2].equals("null") ? "" : words[2];
      return new Seen(
          words[0],
          decoded(second < 0 ? "" : uri.substring(second)),
          query,
          words[last].replace(hex("/probe"), hex("/plain")));
    }

    static Seen upstream(RecordedRequest request) {
      String[] target = request.target().split("\\?", 2);
      return new Seen(
          request.method(),
          decoded(target[0]),
          target.length > 1 ? target[1] : "",
          HexFormat.of().formatHex(request.body()));
    }

    private static String hex(String text) {
      return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String decoded(String path) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < path.length(); i++) {
        char c = path.charAt(i);
        if (c == '%' && path.substring(i).matches("(?s)%[0-9a-fA-F]{2}.*")) {
          bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
          i += 2;
        } else {
          bytes.write(c);
        }
      }
      return bytes.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
  }
}
