package gatehouse.relay;

import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.util.Random;

/**
 * One exchange that can be told from all others by every byte of it that matters: its nonce is in
 * its target, in a field and in each piece of its body, and so it is in the answer.
 *
 * @param nonce of nine digits
 * @param act what goes well or wrong
 * @param sent how often the nonce is in the request's body
 * @param returned how often it is in the answer's body
 */
record NonceExchange(String nonce, Act act, int sent, int returned) {

  /** What happens; the first ones are right exchanges. */
  enum Act {
    LENGTH,
    CHUNKS,
    UNTIL_CLOSE,
    INTERIM,
    EARLY,
    CLOSES_BEHIND,
    RESETS_BEHIND,
    MORE_BEHIND,
    CLOSES_BEFORE,
    RESETS_BEFORE,
    CLOSES_WITHIN,
    RESETS_WITHIN,
    TIMES_OUT,
    CLIENT_LEAVES_BODY,
    CLIENT_LEAVES_ANSWER,
    CLIENT_LEAVES_AT_ONCE;

    /** Whether nothing is wrong with the exchange itself. */
    boolean isRight() {
      return ordinal() <= EARLY.ordinal();
    }

    /** Whether the client sees the answer. */
    boolean isAwaited() {
      return ordinal() < CLIENT_LEAVES_BODY.ordinal();
    }
  }

  private static final int MOST_PIECES = 60;
  private static final int LARGE_PIECES = 4_000;

  /** Any exchange: three of four are right, and one in a thousand times out. */
  static NonceExchange any(int number, Random random) {
    Act[] acts = Act.values();
    Act act = acts[random.nextInt(random.nextInt(4) == 0 ? acts.length : Act.EARLY.ordinal() + 1)];
    if (act == Act.TIMES_OUT && random.nextInt(20) > 0) {
      act = Act.LENGTH;
    }
    int most = random.nextInt(50) == 0 ? LARGE_PIECES : MOST_PIECES;
    return new NonceExchange(
        Integer.toString(100_000_000 + number),
        act,
        random.nextBoolean() ? 0 : random.nextInt(most),
        random.nextInt(act == Act.MORE_BEHIND ? MOST_PIECES : most));
  }

  private String pieces(int count) {
    return (nonce + ";").repeat(count);
  }

  /** Sends the request; false when the client has left by then. */
  boolean send(RawClient client, boolean inChunks) {
    String route = act == Act.TIMES_OUT ? "/short/" : "/plain/";
    String target = route + nonce + "/" + act + "/" + returned;
    String body = pieces(sent);
    String field = "X-Nonce: " + nonce;
    if (act == Act.CLIENT_LEAVES_BODY) {
      client.send(Theme.head("POST", target, field, "Content-Length: 1000000") + body);
      client.reset();
      return false;
    }
    if (sent == 0) {
      client.send(Theme.head("GET", target, field));
    } else if (inChunks) {
      String head = Theme.head("PUT", target, field, "Transfer-Encoding: chunked");
      String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
      client.send(head + chunk + "0\r\n\r\n");
    } else {
      client.send(Theme.head("POST", target, field, "Content-Length: " + body.length()) + body);
    }
    if (act == Act.CLIENT_LEAVES_AT_ONCE) {
      client.reset();
      return false;
    }
    return true;
  }

  /**
   * What is wrong with an answer; empty when it is this exchange's, or an error, or broken off.
   *
   * @param answer as far as it came
   */
  String fault(RawAnswer answer) {
    String text = answer.text();
    if (answer.status() != 200) {
      return text.matches("(\\{\"message\":\"[A-Za-z ]+\"})?") ? "" : "no error of ours: " + answer;
    }
    String whole = pieces(returned);
    boolean right =
        answer.header("X-Nonce").orElse("").equals(nonce)
            && (answer.complete() ? text.equals(whole) : whole.startsWith(text));
    return right ? "" : "expected " + this + ", got " + answer;
  }

  /** Reads a part of the answer's body, and leaves. */
  String leaveWithin(RawClient client) {
    AnswerStream answer = client.openAnswer();
    String part = answer.read(Math.max(1, returned / 2));
    boolean right =
        answer.status() != 200
            || (answer.head().header("X-Nonce").orElse("").equals(nonce)
                && pieces(returned).startsWith(part));
    client.reset();
    return right ? "" : "expected " + this + ", got " + answer.head() + part;
  }

  /** The exchange that a request upstream belongs to, as its target tells. */
  static NonceExchange of(RecordedRequest request) {
    String[] parts = request.target().split("/", -1);
    return new NonceExchange(parts[1], Act.valueOf(parts[2]), 0, Integer.parseInt(parts[3]));
  }

  /** What is wrong with a request upstream, as far as its body has come. */
  String fault(RecordedRequest request) {
    String body = request.text();
    boolean right =
        request.header("X-Nonce").orElse("").equals(nonce)
            && pieces(body.length() / (nonce.length() + 1) + 1).startsWith(body);
    return right ? "" : "upstream " + request.head() + "\n\n" + body;
  }

  /** How the upstream answers, when it has got the request. */
  Script answer() {
    String body = pieces(returned);
    String field = "X-Nonce: " + nonce;
    Script whole = Script.start().send(length(field, body.length()) + body);
    String part = body.substring(0, body.length() / 2);
    return switch (act) {
      case CHUNKS, CLIENT_LEAVES_ANSWER -> chunks(field, body);
      case UNTIL_CLOSE ->
          Script.start().send(Answers.head("200 OK", field) + "\r\n" + body).close();
      case INTERIM -> Answers.interim("103 Early Hints", whole, "X-Nonce: early");
      case CLOSES_BEHIND -> whole.close();
      case RESETS_BEHIND -> whole.reset();
      case MORE_BEHIND ->
          // In one piece: what comes when the connection is in use again is an answer to anybody.
          Script.start()
              .send(length(field, body.length()) + body + length("X-Nonce: evil", 4) + "evil");
      case CLOSES_BEFORE -> Script.start().close();
      case RESETS_BEFORE -> Script.start().reset();
      case CLOSES_WITHIN -> Script.start().send(length(field, body.length() + 1) + part).close();
      case RESETS_WITHIN -> Script.start().send(length(field, body.length() + 1) + part).reset();
      case TIMES_OUT -> Script.start().stall();
      default -> whole;
    };
  }

  private static Script chunks(String field, String body) {
    String head = Answers.head("200 OK", field, "Transfer-Encoding: chunked") + "\r\n";
    Script begun = Script.start().send(head);
    return (body.isEmpty() ? begun : begun.chunk(body)).lastChunk();
  }

  private static String length(String field, int length) {
    return Answers.head("200 OK", field, "Content-Length: " + length) + "\r\n";
  }
}
