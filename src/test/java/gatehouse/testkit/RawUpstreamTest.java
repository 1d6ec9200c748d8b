package gatehouse.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RawUpstreamTest {

  private static final String GET = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final long SIZE = 300_000_000L;

  private final RawUpstream upstream = RawUpstream.start();
  private final RawClient client = RawClient.connect(upstream.port());

  @AfterEach
  void close() {
    client.close();
    upstream.close();
  }

  @Test
  void records_the_head_exactly_as_it_came() {
    client.send("GET //a%2Fb;x?q=| HTTP/1.1\r\nhOst:  h \r\nX-A:1\r\nx-a: 2\r\n\r\n").readAnswer();
    RecordedRequest request = upstream.takeRequest();
    assertEquals("GET //a%2Fb;x?q=| HTTP/1.1", request.line());
    assertEquals("//a%2Fb;x?q=|", request.target());
    assertEquals(
        List.of("GET //a%2Fb;x?q=| HTTP/1.1", "hOst:  h ", "X-A:1", "x-a: 2"),
        request.head().lines());
    assertEquals(List.of("1", "2"), request.headers("X-a"));
  }

  @Test
  void takes_chunks_apart_and_keeps_them_raw() {
    String body = "5;ext=1\r\nhello\r\n3\r\n, w\r\n0\r\nX-T: v\r\n\r\n";
    client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + body).readAnswer();
    RecordedRequest request = upstream.takeRequest();
    assertTrue(request.awaitBody());
    assertEquals("hello, w", request.text());
    assertArrayEquals(body.getBytes(StandardCharsets.UTF_8), request.rawBody());
    assertEquals(List.of(new Field("X-T", "v")), request.trailers());
  }

  @Test
  void serves_request_after_request_on_one_connection() {
    client.send("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc" + GET);
    assertEquals(200, client.readAnswer().status());
    assertEquals(200, client.readAnswer().status());
    assertEquals("abc", upstream.takeRequest().text());
    assertEquals(1, upstream.takeRequest().connection());
  }

  @Test
  void tells_a_request_body_that_broke_off() {
    client.send("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc");
    RecordedRequest request = upstream.takeRequest();
    request.awaitBodyBytes(3);
    client.reset();
    assertFalse(request.awaitBody());
    request.awaitClosedByPeer();
  }

  @Test
  void echoes_in_the_shape_of_postman_echo() throws Exception {
    String json = "{\"a\":1}";
    client.send(
        "POST /post?x=1&x=2&y HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
            + ("Content-Length: " + json.length() + "\r\n\r\n" + json));
    JsonNode echo = new ObjectMapper().readTree(client.readAnswer().text());
    assertEquals("{\"x\":[\"1\",\"2\"],\"y\":\"\"}", echo.get("args").toString());
    assertEquals(json, echo.get("data").toString());
    assertEquals(json, echo.get("json").toString());
    assertEquals("h", echo.at("/headers/host").asText());
    assertEquals("http://h/post?x=1&x=2&y", echo.get("url").asText());
    client.send(GET);
    JsonNode short_ = new ObjectMapper().readTree(client.readAnswer().text());
    assertEquals(List.of("args", "headers", "url"), names(short_));
  }

  @Test
  void answers_before_the_body_is_read() {
    upstream.answer(Answers.beforeTheBody("413 Too Large", "no"));
    client.send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n");
    assertEquals(413, client.readAnswer().status());
    client.send("hello");
    assertTrue(upstream.takeRequest().awaitBody());
  }

  @Test
  void sends_and_receives_more_than_it_keeps() {
    upstream.answer(Answers.generated(SIZE));
    client.send("POST / HTTP/1.1\r\nContent-Length: " + SIZE + "\r\n\r\n").sendGenerated(SIZE);
    AnswerStream answer = client.openAnswer();
    assertEquals(SIZE, answer.readGenerated());
    assertTrue(answer.isComplete());
    assertTrue(upstream.takeRequest().bodyIsGenerated(SIZE));
  }

  @Test
  void sends_generated_chunks_both_ways() {
    upstream.answer(Answers.generatedChunks(1_000_003));
    client
        .send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
        .sendGeneratedChunks(100_001, 1009);
    assertEquals(1_000_003, client.openAnswer().readGenerated());
    assertTrue(upstream.takeRequest().bodyIsGenerated(100_001));
  }

  @Test
  void releases_events_one_by_one_and_notices_that_the_client_left() {
    Feed feed = new Feed();
    upstream.answer(Answers.serverSentEvents(feed));
    AnswerStream answer = client.send(GET).openAnswer();
    feed.event("one");
    assertEquals("one", answer.nextEvent());
    feed.event("two");
    assertEquals("two", answer.nextEvent());
    RecordedRequest request = upstream.takeRequest();
    assertFalse(request.isClosedByPeer());
    client.close();
    request.awaitClosedByPeer();
  }

  @Test
  void notices_that_the_client_left_while_it_waits_for_a_signal() {
    upstream.answer(Script.start().await(new Signal()).then(Answers.ok("late")));
    RecordedRequest request = send(GET);
    client.close();
    request.awaitClosedByPeer();
  }

  @Test
  void goes_on_with_the_connection_after_it_was_watched() {
    Signal signal = new Signal();
    upstream.answer(Script.start().await(signal).then(Answers.ok("late")));
    send(GET);
    signal.raise();
    assertEquals("late", client.readAnswer().text());
    assertEquals("late", client.send(GET).readAnswer().text());
    assertEquals(1, upstream.acceptedConnections());
  }

  @Test
  void reads_the_body_in_steps() {
    Signal half = new Signal();
    Signal rest = new Signal();
    upstream.answer(Script.start().readBody(3).raise(half).await(rest).then(Answers.ok("thanks")));
    client.send("POST / HTTP/1.1\r\nContent-Length: 6\r\n\r\nabcdef");
    half.await();
    RecordedRequest request = upstream.takeRequest();
    assertEquals("abc", request.text());
    rest.raise();
    assertEquals("thanks", client.readAnswer().text());
    assertEquals("abcdef", request.text());
  }

  @Test
  void echoes_while_the_body_arrives() {
    upstream.answer(Answers.echoWhileReading());
    client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").sendChunk("one");
    AnswerStream answer = client.openAnswer();
    assertEquals("one", answer.read(3));
    client.sendChunk("two").sendLastChunk();
    assertEquals("two", answer.readAll().text());
  }

  @Test
  void tells_complete_answers_from_broken_ones() {
    assertFalse(answerTo(Answers.truncatedBody()).complete());
    assertFalse(answerTo(Answers.truncatedChunks()).complete());
    assertTrue(answerTo(Answers.untilClose("abc")).complete());
    RawAnswer chunked = answerTo(Answers.chunked(List.of("a", "bc"), "X-T: v"));
    assertTrue(chunked.complete());
    assertEquals("abc", chunked.text());
    assertEquals(List.of(new Field("X-T", "v")), chunked.trailers());
  }

  @Test
  void sends_interim_answers() {
    RawAnswer answer = answerTo(Answers.interim("103 Early Hints", Answers.ok("x"), "Link: <a>"));
    assertEquals("HTTP/1.1 103 Early Hints", answer.interim().get(0).startLine());
    assertEquals("x", answer.text());
  }

  @Test
  void resets_a_connection() {
    upstream.answer(Script.start().readBody().reset());
    client.send(GET);
    AssertionError error = assertThrows(AssertionError.class, client::readAnswer);
    assertTrue(String.valueOf(error.getMessage()).contains("reset"), error::toString);
  }

  @Test
  void closes_in_order_even_with_bytes_unread() {
    upstream.answer(Script.start().send(Answers.head("200 OK") + "\r\nabc").close());
    client.send("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabcdefghi");
    RawAnswer answer = client.readAnswer();
    assertEquals("abc", answer.text());
    assertTrue(answer.complete());
  }

  @Test
  void stands_thousands_of_waiting_connections() {
    Signal signal = new Signal();
    upstream.answer(Script.start().await(signal).then(Answers.ok("late")));
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 3000; i++) {
        clients.add(RawClient.connect(upstream.port()).send(GET));
      }
      for (int i = 0; i < 3000; i++) {
        upstream.takeRequest();
      }
      signal.raise();
      clients.forEach(one -> assertEquals("late", one.readAnswer().text()));
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  private RecordedRequest send(String request) {
    client.send(request);
    return upstream.takeRequest();
  }

  private RawAnswer answerTo(Script script) {
    upstream.answer(script);
    return RawClient.get(upstream.port(), "/");
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
