package gatehouse.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EchoUpstreamTest {

  private EchoUpstream upstream;

  @BeforeEach
  void start() throws IOException {
    upstream = EchoUpstream.start(0);
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void tells_a_request_back() throws IOException {
    String form = "a=1&b=%20";
    JsonNode echo =
        new ObjectMapper()
            .readTree(
                RawClient.exchange(
                        upstream.port(),
                        "POST /a%2Fb?x=1 HTTP/1.1\r\nHost: h\r\nX-Y: z\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                            + ("Content-Length: " + form.length() + "\r\n\r\n" + form))
                    .text());
    assertEquals("http://h/a%2Fb?x=1", echo.get("url").asText());
    assertEquals("{\"a\":\"1\",\"b\":\" \"}", echo.get("form").toString());
    assertEquals("z", echo.at("/headers/x-y").asText());
    assertEquals("{\"x\":\"1\"}", echo.get("args").toString());
  }

  @Test
  void answers_with_the_status_that_is_asked_for() {
    assertEquals(418, RawClient.get(upstream.port(), "/status/418").status());
    assertEquals(204, RawClient.get(upstream.port(), "/status/204").status());
    assertEquals(200, RawClient.get(upstream.port(), "/delay/0").status());
  }

  @Test
  void streams_events() {
    try (RawClient client = RawClient.connect(upstream.port())) {
      AnswerStream answer =
          client.send("GET /server-events/2 HTTP/1.1\r\nHost: h\r\n\r\n").openAnswer();
      assertEquals("text/event-stream", answer.head().header("content-type").orElse(""));
      assertTrue(answer.nextEvent().startsWith("event: message"));
      assertTrue(answer.readAll().complete());
    }
  }

  @Test
  void a_port_in_use_is_told() {
    assertThrows(IOException.class, () -> EchoUpstream.start(upstream.port()));
  }
}
