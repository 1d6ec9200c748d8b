package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gateway does what it is told once, and nothing that HTTP clients like to do by themselves.
 */
abstract class FaithfulnessTheme extends Theme {

  FaithfulnessTheme(Stand stand) {
    super(stand);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void a_request_that_may_have_been_received_is_not_sent_again(String method) {
    // On a connection that has been used before, where clients are most tempted.
    assertAllIsWell();
    for (Script end : List.of(Script.start().close(), Script.start().reset())) {
      upstream.answer(end).forget();
      assertUnavailable(RawClient.exchange(stand.port(), head(method, "/plain/x")));
      assertEquals(1, upstream.requests().size());
    }
  }

  @Test
  void a_service_unavailable_with_a_time_to_retry_is_the_clients_to_decide() {
    upstream.answer(Answers.of("503 Service Unavailable", "mine", "Retry-After: 1"));
    RawAnswer answer = get("/plain/x");
    assertEquals("mine", answer.text());
    assertEquals(List.of("1"), answer.headers("Retry-After"));
    assertEquals(1, upstream.requests().size());
  }

  @Test
  void redirects_are_passed_on() {
    upstream.answer(Answers.of("302 Found", "", "Location: " + upstream.url() + "/elsewhere"));
    RawAnswer answer = get("/plain/x");
    assertEquals(302, answer.status());
    assertEquals(List.of(upstream.url() + "/elsewhere"), answer.headers("Location"));
    assertEquals(1, upstream.requests().size());
  }

  @Test
  void challenges_are_passed_on() {
    upstream.answer(Answers.of("401 Unauthorized", "who?", "WWW-Authenticate: Basic realm=\"r\""));
    RawAnswer answer = get("/plain/x");
    assertEquals(401, answer.status());
    assertEquals("who?", answer.text());
    assertEquals(1, upstream.requests().size());
  }

  @Test
  void a_clients_cookies_are_nobody_elses() {
    upstream.answer(Answers.of("200 OK", "", "Set-Cookie: session=mine; Path=/"));
    assertEquals(List.of("session=mine; Path=/"), get("/plain/x").headers("Set-Cookie"));
    upstream.takeRequest();
    get("/plain/x");
    assertEquals(List.of(), upstream.takeRequest().headers("Cookie"));
  }

  @Test
  void compressed_bodies_stay_as_they_are() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write("hello".repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    upstream.answer(
        Script.start()
            .readBody()
            .send(
                Answers.head(
                    "200 OK", "Content-Encoding: gzip", "Content-Length: " + zipped.size()))
            .send("\r\n")
            .send(zipped.toByteArray()));
    RawAnswer answer = get("/plain/x");
    assertArrayEquals(zipped.toByteArray(), answer.body());
    assertEquals(List.of("gzip"), answer.headers("Content-Encoding"));
    assertEquals(List.of(), upstream.takeRequest().headers("Accept-Encoding"));
  }

  @Test
  void a_user_agent_is_the_clients_or_none() {
    get("/plain/x");
    assertEquals(List.of(), upstream.takeRequest().headers("User-Agent"));
    RawClient.exchange(stand.port(), head("GET", "/plain/x", "User-Agent: mine/1"));
    assertEquals(List.of("mine/1"), upstream.takeRequest().headers("User-Agent"));
  }

  @Test
  void nobody_may_say_where_a_request_comes_from_unless_trusted() {
    RawClient.exchange(
        stand.port(),
        head(
            "GET",
            "/plain/x",
            "Forwarded: for=192.0.2.1",
            "X-Forwarded-For: 192.0.2.1",
            "X-Real-IP: 192.0.2.1"));
    var request = upstream.takeRequest();
    assertEquals(List.of(), request.headers("X-Forwarded-For"));
    assertEquals(List.of(), request.headers("X-Real-IP"));
    assertEquals(
        List.of("by=127.0.0.1;for=127.0.0.1;host=gateway;proto=http"),
        request.headers("Forwarded"));
  }
}
