package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.Answers;
import gatehouse.testkit.Feed;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings that an operator may change. */
abstract class SettingsTheme extends Theme {

  SettingsTheme(Stand stand) {
    super(stand);
  }

  @Test
  void a_body_that_stalls_is_broken_off_visibly_after_the_idle_limit() {
    Feed feed = new Feed().send("hello");
    upstream.answer(
        Script.start().send(Answers.head("200 OK", "Content-Length: 10") + "\r\n").sendFrom(feed));
    try (RawClient client = stand.connect()) {
      AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
      assertEquals("hello", answer.readAll().text());
      assertFalse(answer.isComplete());
    }
    upstream.takeRequest().awaitClosedByPeer();
  }

  @Test
  void chunks_that_stall_are_broken_off_visibly_after_the_idle_limit() {
    upstream.answer(Answers.serverSentEvents(new Feed().event("one")));
    try (RawClient client = stand.connect()) {
      AnswerStream answer = client.send(head("GET", "/plain/x")).openAnswer();
      assertEquals("one", answer.nextEvent());
      answer.readAll();
      assertFalse(answer.isComplete());
    }
    upstream.takeRequest().awaitClosedByPeer();
  }

  @Test
  void a_trusted_proxy_may_say_where_a_request_comes_from() {
    try (RawClient client = stand.connect()) {
      client.send(
          head(
              "GET",
              "/plain/x",
              "Forwarded: for=192.0.2.1;proto=https",
              "X-Forwarded-For: 192.0.2.1",
              "X-Forwarded-Proto: https",
              "X-Real-IP: 192.0.2.1"));
      assertEquals(200, client.readAnswer().status());
    }
    RecordedRequest request = upstream.takeRequest();
    assertEquals(List.of("192.0.2.1"), request.headers("X-Forwarded-For"));
    assertEquals(List.of("https"), request.headers("X-Forwarded-Proto"));
    assertEquals(List.of("192.0.2.1"), request.headers("X-Real-IP"));
    List<String> forwarded = request.headers("Forwarded");
    assertEquals(1, forwarded.size());
    assertTrue(
        forwarded
            .get(0)
            .startsWith("for=192.0.2.1;proto=https, by=127.0.0.1;for=127.0.0.1;host=gateway"),
        forwarded.toString());
  }
}
