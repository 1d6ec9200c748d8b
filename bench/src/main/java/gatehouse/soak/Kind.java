package gatehouse.soak;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What the clients ask for, how often, and what may come of it. */
enum Kind {
  SMALL(560, "GET /small?page=1 HTTP/1.1\r\nHost: plain.test\r\n\r\n", 200),
  DOMAIN(80, "GET /v1/small HTTP/1.1\r\nHost: shop.test\r\nOrigin: https://a.test\r\n\r\n", 200),
  POOLED(60, "GET /_api/shop/prod/pool HTTP/1.1\r\nHost: plain.test\r\n\r\n", 200),
  MAPPED(60, "GET /mapped/7?q=a%20b HTTP/1.1\r\nHost: plain.test\r\nX-Secret: s\r\n\r\n", 200),
  POST(
      40,
      "POST /post HTTP/1.1\r\nHost: plain.test\r\nContent-Type: text/plain\r\n"
          + "Content-Length: 16384\r\n\r\n"
          + "b".repeat(16_384),
      200),
  CHUNKED(
      20,
      "POST /post HTTP/1.1\r\nHost: plain.test\r\nTransfer-Encoding: chunked\r\n\r\n"
          + ("1000\r\n" + "c".repeat(4_096) + "\r\n").repeat(4)
          + "0\r\n\r\n",
      200),
  STREAM(10, "GET /stream HTTP/1.1\r\nHost: plain.test\r\n\r\n", 200),
  MISSING(30, "GET /missing HTTP/1.1\r\nHost: plain.test\r\n\r\n", 404),
  /** No stage takes it, so that neither the metrics of stages nor access logs know it. */
  STAGELESS(10, "GET /_api/shop/nostage/x HTTP/1.1\r\nHost: plain.test\r\n\r\n", 404),
  THROTTLED(60, "GET /throttled HTTP/1.1\r\nHost: plain.test\r\n\r\n", 200, 429),
  PREFLIGHT(
      20,
      "OPTIONS /v1/small HTTP/1.1\r\nHost: shop.test\r\nOrigin: https://a.test\r\n"
          + "Access-Control-Request-Method: GET\r\n\r\n",
      204),
  /** A route that is there every other second. */
  TOGGLED(15, "GET /toggled HTTP/1.1\r\nHost: plain.test\r\n\r\n", 200, 404),
  /** One of the routes that live for some seconds only; @second@ is the time. */
  FRESH(15, "GET /fresh/@second@/3 HTTP/1.1\r\nHost: plain.test\r\n\r\n", 200, 404),
  /** The upstream closes the connection instead of answering. */
  FAILED(4, "GET /fail HTTP/1.1\r\nHost: plain.test\r\n\r\n", 503),
  /** The upstream closes the connection in the middle of the answer. */
  CUT(2, "GET /cut HTTP/1.1\r\nHost: plain.test\r\n\r\n", 200),
  /** Nobody listens at the upstream's port. */
  REFUSED(3, "GET /refused HTTP/1.1\r\nHost: plain.test\r\n\r\n", 503),
  /** The upstream answers after the integration's timeout. */
  LATE(2, "GET /late HTTP/1.1\r\nHost: plain.test\r\n\r\n", 503, 504),
  /** The client reads some of 1 MiB and resets the connection. */
  LEAVES_READING(3, "GET /stream HTTP/1.1\r\nHost: plain.test\r\n\r\n", 200),
  /** The client closes the connection while the upstream is still at work. */
  LEAVES_WAITING(3, "GET /slow HTTP/1.1\r\nHost: plain.test\r\n\r\n"),
  /** The client announces 16 KiB, sends half of it and closes the connection. */
  LEAVES_SENDING(
      3,
      "POST /post HTTP/1.1\r\nHost: plain.test\r\nContent-Length: 16384\r\n\r\n"
          + "d".repeat(8_192));

  /** Of all weights together. */
  static final int WEIGHTS;

  static {
    int sum = 0;
    for (Kind kind : values()) {
      sum += kind.weight;
    }
    WEIGHTS = sum;
  }

  private final int weight;
  private final String request;
  private final byte[] bytes;
  private final Set<Integer> expected;

  Kind(int weight, String request, Integer... expected) {
    this.weight = weight;
    this.request = request;
    this.bytes = request.getBytes(StandardCharsets.ISO_8859_1);
    this.expected = Set.of(expected);
  }

  /** The kind for a random number below {@link #WEIGHTS}. */
  static Kind of(int random) {
    int left = random;
    for (Kind kind : values()) {
      left -= kind.weight;
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalArgumentException("not below " + WEIGHTS + ": " + random);
  }

  /** What goes over the wire. */
  byte[] bytes() {
    return this == FRESH
        ? request
            .replace("@second@", "s" + System.currentTimeMillis() / 1_000)
            .getBytes(StandardCharsets.ISO_8859_1)
        : bytes;
  }

  /** Whether an answer with this status is right. */
  boolean mayAnswer(int status) {
    return expected.contains(status);
  }

  /** Whether the answer has to be whole. */
  boolean isWhole() {
    return this != CUT;
  }

  /** Whether the client goes before it has the answer's head, so that it knows no status. */
  boolean leavesBlind() {
    return this == LEAVES_WAITING || this == LEAVES_SENDING;
  }
}
