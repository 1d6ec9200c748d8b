package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages keep their meaning whatever their framing, and connections are used again. */
abstract class FramingTheme extends Theme {

  private static final int IN_A_ROW = 30;

  /** One, and one more where a request overtakes the return of the connection before it. */
  private static final int MOST_CONNECTIONS = 3;

  FramingTheme(Stand stand) {
    super(stand);
  }

  @Test
  void head_announces_the_length_and_has_no_body() {
    upstream.answer(Answers.bodiless("200 OK", "Content-Length: 5", "Content-Type: text/plain"));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("HEAD", "/plain/x")).readAnswerToHead();
      assertEquals(200, answer.status());
      assertEquals(List.of("5"), answer.headers("Content-Length"));
      assertNextIsWell(client);
    }
  }

  @Test
  void head_without_a_length_announces_none() {
    upstream.answer(Answers.bodiless("200 OK", "Transfer-Encoding: chunked"));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("HEAD", "/plain/x")).readAnswerToHead();
      assertEquals(200, answer.status());
      assertEquals(List.of(), answer.headers("Content-Length"));
      assertNextIsWell(client);
    }
  }

  @Test
  void no_content_has_neither_length_nor_body() {
    upstream.answer(Answers.bodiless("204 No Content", "X-Own: yes"));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("DELETE", "/plain/x")).readAnswer();
      assertEquals(204, answer.status());
      assertEquals(List.of(), answer.headers("Content-Length"));
      assertEquals(List.of(), answer.headers("Transfer-Encoding"));
      assertEquals(List.of("yes"), answer.headers("X-Own"));
      assertNextIsWell(client);
    }
  }

  @Test
  void not_modified_may_announce_a_length_and_has_no_body() {
    upstream.answer(Answers.bodiless("304 Not Modified", "Content-Length: 50", "ETag: \"e\""));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("GET", "/plain/x", "If-None-Match: \"e\"")).readAnswer();
      assertEquals(304, answer.status());
      assertEquals(List.of("\"e\""), answer.headers("ETag"));
      assertNextIsWell(client);
    }
  }

  @Test
  void not_modified_without_a_length_announces_none() {
    upstream.answer(Answers.bodiless("304 Not Modified", "ETag: \"e\""));
    for (String method : List.of("GET", "HEAD", "DELETE")) {
      try (RawClient client = stand.connect()) {
        client.send(head(method, "/plain/x"));
        RawAnswer answer = method.equals("HEAD") ? client.readAnswerToHead() : client.readAnswer();
        assertEquals(304, answer.status());
        assertEquals(List.of(), answer.headers("Content-Length"), method);
        assertEquals(List.of(), answer.headers("Transfer-Encoding"), method);
        upstream.answer(Answers.bodiless("304 Not Modified", "ETag: \"e\""));
      }
    }
  }

  @Test
  void interim_answers_are_not_taken_for_the_answer() {
    Script last = Answers.interim("103 Early Hints", Answers.ok("final"), "Link: </a>");
    upstream.answer(Answers.interim("102 Processing", last));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("GET", "/plain/x")).readAnswer();
      assertEquals("final", answer.text());
      assertEquals(List.of(), answer.headers("Link"));
      assertNextIsWell(client);
    }
  }

  @Test
  void chunks_arrive_exactly_and_trailers_end_here() {
    upstream.answer(Answers.chunked(List.of("one", "two", "three"), "X-Trailer: late"));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("GET", "/plain/x")).readAnswer();
      assertEquals("onetwothree", answer.text());
      assertTrue(answer.complete());
      assertEquals(List.of(), answer.trailers());
      assertNextIsWell(client);
    }
  }

  @Test
  void trailers_of_a_request_end_here() {
    upstream.answer(Answers.ok("done"));
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Transfer-Encoding: chunked", "Trailer: X-Trailer"));
      client.sendChunk("hello").send("0\r\nX-Trailer: late\r\n\r\n");
      assertEquals("done", client.readAnswer().text());
      RecordedRequest request = upstream.takeRequest();
      assertEquals("hello", request.text());
      assertTrue(request.awaitBody());
      assertEquals(List.of(), request.trailers());
      assertEquals(List.of(), request.headers("X-Trailer"));
      assertNextIsWell(client);
    }
  }

  @Test
  void an_empty_body_in_chunks_is_an_empty_body() {
    upstream.answer(Answers.chunked(List.of()));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("GET", "/plain/x")).readAnswer();
      assertEquals(200, answer.status());
      assertEquals("", answer.text());
      assertTrue(answer.complete());
      assertNextIsWell(client);
    }
  }

  @Test
  void an_empty_request_body_in_chunks_is_an_empty_body() {
    upstream.answer(Answers.ok("done"));
    try (RawClient client = stand.connect()) {
      client.send(head("POST", "/plain/x", "Transfer-Encoding: chunked")).sendLastChunk();
      assertEquals("done", client.readAnswer().text());
      RecordedRequest request = upstream.takeRequest();
      assertTrue(request.awaitBody());
      assertEquals("", request.text());
      assertNextIsWell(client);
    }
  }

  @Test
  void a_body_that_ends_with_its_connection_is_complete_and_the_client_keeps_its_own() {
    upstream.answer(Answers.untilClose("all of it"));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send(head("GET", "/plain/x")).readAnswer();
      assertEquals("all of it", answer.text());
      assertTrue(answer.complete());
      assertNextIsWell(client);
    }
  }

  @Test
  void a_client_of_http_1_0_is_served() {
    upstream.answer(Answers.chunked(List.of("one", "two")));
    try (RawClient client = stand.connect()) {
      RawAnswer answer = client.send("GET /plain/x HTTP/1.0\r\n\r\n").readAnswer();
      assertEquals(200, answer.status());
      assertEquals("onetwo", answer.text());
      assertEquals(List.of(), answer.headers("Transfer-Encoding"));
      assertTrue(client.isClosedByServer());
    }
    assertTrue(upstream.takeRequest().line().endsWith(" HTTP/1.1"));
  }

  @Test
  void connections_are_used_again_on_both_sides() {
    upstream.answer(Theme::ownTarget);
    Set<Integer> connections = new HashSet<>();
    try (RawClient client = stand.connect()) {
      for (int i = 0; i < IN_A_ROW; i++) {
        assertEquals("/" + i, client.send(head("GET", "/plain/" + i)).readAnswer().text());
        connections.add(upstream.takeRequest().connection());
      }
    }
    assertTrue(connections.size() <= MOST_CONNECTIONS, connections.toString());
  }

  @Test
  void connections_are_used_again_after_bodies_of_unknown_length() {
    upstream.answer(request -> Answers.chunked(List.of("to ", request.target())));
    Set<Integer> connections = new HashSet<>();
    try (RawClient client = stand.connect()) {
      for (int i = 0; i < IN_A_ROW; i++) {
        client.send(head("POST", "/plain/" + i, "Transfer-Encoding: chunked"));
        client.sendChunk("hello").sendLastChunk();
        assertEquals("to /" + i, client.readAnswer().text());
        connections.add(upstream.takeRequest().connection());
      }
    }
    assertTrue(connections.size() <= MOST_CONNECTIONS, connections.toString());
  }

  @Test
  void pipelined_requests_get_their_answers_in_order() {
    upstream.answer(Theme::ownTarget);
    try (RawClient client = stand.connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < IN_A_ROW; i++) {
        requests.append(head("GET", "/plain/" + i));
      }
      client.send(requests.toString());
      for (int i = 0; i < IN_A_ROW; i++) {
        assertEquals("/" + i, client.readAnswer().text());
      }
    }
  }

  @Test
  void pipelined_requests_with_bodies_get_their_answers_in_order() {
    upstream.answer(Answers::postmanEcho);
    try (RawClient client = stand.connect()) {
      for (int i = 0; i < IN_A_ROW; i++) {
        String body = "body " + i;
        client.send(head("POST", "/plain/x", "Content-Length: " + body.length()) + body);
      }
      for (int i = 0; i < IN_A_ROW; i++) {
        String echo = client.readAnswer().text();
        assertTrue(echo.contains("\"body " + i + "\""), echo);
      }
    }
  }

  private void assertNextIsWell(RawClient client) {
    upstream.answer(Theme::ownTarget);
    String nonce = nonce();
    assertEquals("/" + nonce, client.send(head("GET", "/plain/" + nonce)).readAnswer().text());
  }
}
