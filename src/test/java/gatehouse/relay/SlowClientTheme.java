package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of clients that are slow on purpose, on a server with a handful of threads: others are
 * served as if there were none.
 */
abstract class SlowClientTheme extends Theme {

  private static final int OF_EACH_KIND = 120;

  /** Fewer, since each fills the buffers of its connections. */
  private static final int READERS = 30;

  private static final long LARGE = 64 << 20;
  private static final int OTHERS = 5;

  SlowClientTheme(Stand stand) {
    super(stand);
  }

  @Test
  void slow_heads_slow_bodies_and_slow_readers_hold_no_thread() {
    upstream.answer(SlowClientTheme::answer);
    List<RawClient> heads = new ArrayList<>();
    List<RawClient> bodies = new ArrayList<>();
    List<RawClient> chunks = new ArrayList<>();
    List<RawClient> readers = new ArrayList<>();
    try {
      for (int i = 0; i < OF_EACH_KIND; i++) {
        heads.add(stand.connect().send("GET /plain/head-" + i + " HTTP/1.1\r\nHost: gate"));
        bodies.add(
            stand.connect().send(head("POST", "/long/body-" + i, "Content-Length: 10") + "hello"));
        chunks.add(
            stand
                .connect()
                .send(head("POST", "/long/chunks-" + i, "Transfer-Encoding: chunked"))
                .sendChunk("hello"));
      }
      for (int i = 0; i < READERS; i++) {
        readers.add(stand.connect().send(head("GET", "/long/large-" + i)));
      }
      for (int i = 0; i < 2 * OF_EACH_KIND + READERS; i++) {
        upstream.takeRequest();
      }
      for (int i = 0; i < OTHERS; i++) {
        assertEquals("/free-" + i, get("/plain/free-" + i).text());
        assertEquals("seen", get("/probe/x").text());
        assertEquals("POST", post("hello"));
      }
      for (int i = 0; i < OF_EACH_KIND; i++) {
        assertEquals("/head-" + i, heads.get(i).send("way\r\n\r\n").readAnswer().text());
        assertEquals("/body-" + i, bodies.get(i).send("world").readAnswer().text());
        assertEquals("/chunks-" + i, chunks.get(i).sendLastChunk().readAnswer().text());
      }
    } finally {
      List.of(heads, bodies, chunks, readers).forEach(kind -> kind.forEach(RawClient::reset));
    }
    get("/probe/take");
    assertAllIsWell();
  }

  private String post(String body) {
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/method", "Content-Length: " + body.length()) + body);
      return client.readAnswer().text();
    }
  }

  private static Script answer(RecordedRequest request) {
    if (request.target().startsWith("/large")) {
      return Answers.generated(LARGE);
    }
    return request.target().equals("/method") ? Answers.ok(request.method()) : ownTarget(request);
  }
}
