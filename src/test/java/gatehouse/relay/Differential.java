package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.relay.RandomMessages.Framing;
import gatehouse.relay.RandomMessages.Message;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A comparison. Random requests and random answers, one behind the other and pipelined on the same
 * connections: what an upstream sees, byte by byte, and what a client gets is what any proxy would
 * have passed on, {@link PassedOn}. With nginx beside it, all of them go through that proxy as
 * well, and both must have passed on the same.
 */
final class Differential {

  private static final int MOST_IN_A_ROW = 6;

  private final int port;
  private final RawUpstream upstream;
  private final @Nullable Nginx nginx;
  private final Map<String, Message> answers = new ConcurrentHashMap<>();

  /** Between a gateway and its upstream; what is below {@code /plain} goes there. */
  Differential(int port, RawUpstream upstream, @Nullable Nginx nginx) {
    this.port = port;
    this.upstream = upstream;
    this.nginx = nginx;
    upstream.answer(request -> script(answers.get(request.header("X-Case").orElse("none"))));
  }

  /** A request and the answer to it. */
  private record Turn(Message request, Message answer) {}

  /**
   * Some exchanges in a row.
   *
   * @return how many
   */
  int row(long seed) {
    answers.clear();
    upstream.forget();
    List<Turn> turns = turns(seed, answers);
    try {
      run(turns, seed);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("-Dtest.exchanges=1 -Dtest.seed=%d: %s".formatted(seed, turns), e);
    }
    return turns.size();
  }

  private static List<Turn> turns(long seed, Map<String, Message> answers) {
    RandomMessages messages = new RandomMessages(seed);
    List<Turn> turns = new ArrayList<>();
    for (int i = 1 + messages.below(MOST_IN_A_ROW); i > 0; i--) {
      String id = "case-" + i;
      Message request = messages.request("/plain", id);
      Message answer = messages.answer(request.method());
      answers.put(id, answer);
      turns.add(new Turn(request, answer));
    }
    return turns;
  }

  private void run(List<Turn> turns, long seed) {
    boolean pipelined =
        new RandomMessages(seed).maybe(3)
            && turns.stream().noneMatch(turn -> PassedOn.isContested(turn.request()));
    List<RawAnswer> got = exchange(port, turns, pipelined, "");
    Map<String, RecordedRequest> seen = taken();
    for (int i = 0; i < got.size(); i++) {
      check(turns.get(i), got.get(i), seen);
    }
    if (nginx != null) {
      upstream.forget();
      List<RawAnswer> theirs =
          exchange(nginx.port(), turns.subList(0, got.size()), false, "/plain");
      Map<String, RecordedRequest> seenOfTheirs = taken();
      for (int i = 0; i < theirs.size(); i++) {
        compare(turns.get(i), got.get(i), theirs.get(i), seen, seenOfTheirs);
      }
    }
  }

  /** Sends requests, and reads answers until one ends the connection; then goes on with another. */
  private static List<RawAnswer> exchange(
      int port, List<Turn> turns, boolean pipelined, String without) {
    List<RawAnswer> answers = new ArrayList<>();
    while (answers.size() < turns.size()) {
      try (RawClient client = RawClient.connect(port)) {
        List<Turn> left = turns.subList(answers.size(), turns.size());
        if (pipelined && answers.isEmpty()) {
          left.forEach(turn -> client.send(bytes(turn, without)));
        }
        for (Turn turn : left) {
          if (!pipelined || !answers.isEmpty() && left.size() < turns.size()) {
            client.send(bytes(turn, without));
          }
          RawAnswer answer =
              turn.request().method().equals("HEAD")
                  ? client.readAnswerToHead()
                  : client.readAnswer();
          answers.add(answer);
          // Servers end the connection behind what they cannot read, and do not always say so.
          if (PassedOn.isContested(turn.request())
              || answer.headers("Connection").stream().anyMatch("close"::equalsIgnoreCase)) {
            break;
          }
        }
      }
    }
    return answers;
  }

  private static byte[] bytes(Turn turn, String without) {
    Message request = turn.request();
    return new Message(
            List.of(request.method(), request.target().substring(without.length()), "HTTP/1.1"),
            request.fields(),
            request.framing(),
            request.body(),
            request.framed())
        .bytes();
  }

  private Map<String, RecordedRequest> taken() {
    Map<String, RecordedRequest> seen = new ConcurrentHashMap<>();
    for (RecordedRequest request : upstream.requests()) {
      RecordedRequest before = seen.put(request.header("X-Case").orElse("none"), request);
      assertEquals(null, before, "sent twice");
    }
    return seen;
  }

  private static void check(Turn turn, RawAnswer got, Map<String, RecordedRequest> all) {
    Message sent = turn.request();
    RecordedRequest seen = all.get(id(sent));
    if (seen == null) {
      assertTrue(PassedOn.isContested(sent), () -> "never came: " + sent.start() + got);
      assertEquals(400, got.status(), sent::target);
      return;
    }
    assertEquals(sent.method(), seen.method());
    assertEquals(PassedOn.target(sent.target(), "/plain"), seen.target());
    assertEquals(
        PassedOn.ofRequest(sent.fields(), sent.fields()),
        PassedOn.ofRequest(seen.head().fields(), List.of()));
    assertEquals(List.of(), seen.headers("Expect"));
    assertTrue(seen.awaitBody());
    assertArrayEquals(sent.body(), seen.body());
    assertEquals(List.of(), seen.trailers());
    assertTrue(
        seen.headers("Content-Length").size() + seen.headers("Transfer-Encoding").size() < 2);
    checkAnswer(turn, got);
  }

  private static void checkAnswer(Turn turn, RawAnswer got) {
    Message answer = turn.answer();
    assertEquals(answer.status(), got.status());
    Set<String> leftOut = leftOut(turn, got);
    assertEquals(
        PassedOn.ofAnswer(answer.fields(), answer.fields(), leftOut),
        PassedOn.ofAnswer(got.head().fields(), List.of(), leftOut),
        () -> "status " + answer.status() + " to " + turn.request().method());
    assertTrue(got.complete());
    assertArrayEquals(answer.body(), got.body());
    assertEquals(1, got.headers("Apigw-Requestid").size());
    assertEquals(1, got.headers("Date").size());
    assertTrue(got.headers("Content-Length").size() + got.headers("Transfer-Encoding").size() < 2);
  }

  private static void compare(
      Turn turn,
      RawAnswer got,
      RawAnswer theirs,
      Map<String, RecordedRequest> seen,
      Map<String, RecordedRequest> seenOfTheirs) {
    RecordedRequest ours = seen.get(id(turn.request()));
    RecordedRequest other = seenOfTheirs.get(id(turn.request()));
    if (ours == null || other == null) {
      assertTrue(PassedOn.isContested(turn.request()), () -> "one has refused " + turn);
      return;
    }
    assertEquals(other.method(), ours.method());
    assertEquals(PassedOn.target(other.target(), ""), ours.target());
    assertEquals(
        PassedOn.ofRequest(other.head().fields(), turn.request().fields()),
        PassedOn.ofRequest(ours.head().fields(), List.of()));
    assertTrue(other.awaitBody());
    assertArrayEquals(other.body(), ours.body());
    assertEquals(theirs.status(), got.status());
    assertArrayEquals(theirs.body(), got.body());
    assertEquals(
        PassedOn.ofAnswer(theirs.head().fields(), turn.answer().fields(), leftOut(turn, got)),
        PassedOn.ofAnswer(got.head().fields(), List.of(), leftOut(turn, got)));
  }

  /** Fields of an answer that are each connection's own, or that a server may leave out. */
  private static Set<String> leftOut(Turn turn, RawAnswer got) {
    Set<String> leftOut = new HashSet<>();
    if (turn.answer().status() == 304) {
      for (String name : List.of("content-length", "content-type")) {
        if (got.headers(name).isEmpty()) {
          leftOut.add(name);
        }
      }
    } else if (!turn.request().method().equals("HEAD")) {
      leftOut.add("content-length");
    }
    return leftOut;
  }

  private static String id(Message request) {
    return request.fields().stream()
        .filter(field -> field.name().equals("X-Case"))
        .findFirst()
        .orElseThrow()
        .value()
        .strip();
  }

  private static Script script(Message answer) {
    Script script = Script.start().readBody().send(answer.bytes());
    return answer.framing() == Framing.CLOSE ? script.close() : script;
  }
}
