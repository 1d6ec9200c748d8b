package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.TestCertificates;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Gatehouse was made for first: the project's own {@code config/}, as it is committed, in
 * front of a stand-in for {@code https://postman-echo.com}, which has that name, that port and a
 * certificate for it.
 */
abstract class MissionContract {

  private static final String HOST = "postman-echo.com";

  @TempDir private Path directory;

  abstract ServerBuilder server();

  @Test
  void the_sample_configuration_reaches_postman_echo() throws IOException {
    TestCertificates certificates = TestCertificates.in(directory);
    Path hosts = directory.resolve("hosts");
    String self = InetAddress.getLocalHost().getHostName();
    Files.writeString(hosts, "127.0.0.1 localhost %s %s%n".formatted(HOST, self));
    try (RawUpstream upstream = standIn(certificates);
        ServerProcess server =
            server()
                .jvm(certificates.trustStoreOptions().toArray(String[]::new))
                .jvm("-Djdk.net.hosts.file=" + hosts)
                .jvm("-Dgatehouse.config=" + Path.of("config").toAbsolutePath())
                .deploy("/", ServerBuilder.gatehouseWar())
                .start()) {
      the_route_answers_what_postman_echo_answers(server, upstream);
      everything_else_is_not_found(server);
      assertEquals(1, upstream.requests().size());
      assertTrue(server.log().contains("GET     /v0/postman -> HTTP_PROXY https://" + HOST));
    }
  }

  private static RawUpstream standIn(TestCertificates certificates) {
    try {
      return RawUpstream.startTls(certificates.serverFor(HOST), 443);
    } catch (IOException e) {
      return abort("needs port 443 of 127.0.0.1, which only root may open: " + e.getMessage());
    }
  }

  private static void the_route_answers_what_postman_echo_answers(
      ServerProcess server, RawUpstream upstream) throws IOException {
    RawAnswer answer = RawClient.get(server.port(), "/v0/postman?x=1&y=a%20b");
    assertEquals(200, answer.status(), answer.text());
    // Servers leave out the space by themselves.
    String type = answer.header("Content-Type").orElse("").replace(" ", "");
    assertEquals("application/json;charset=utf-8", type);
    JsonNode echo = new ObjectMapper().readTree(answer.text());
    assertEquals("{\"x\":\"1\",\"y\":\"a b\"}", echo.get("args").toString());
    assertEquals(HOST, echo.get("headers").get("host").asText());
    assertTrue(echo.get("url").asText().endsWith(HOST + "/get?x=1&y=a%20b"));
    RecordedRequest request = upstream.takeRequest();
    assertEquals("GET /get?x=1&y=a%20b HTTP/1.1", request.line());
  }

  private static void everything_else_is_not_found(ServerProcess server) {
    for (String target : new String[] {"/", "/v0", "/v0/", "/postman", "/v0/postman/", "/v1/x"}) {
      RawAnswer answer = RawClient.get(server.port(), target);
      assertEquals(Awaited.NOT_FOUND, Awaited.text(answer), target);
      assertEquals("application/json", answer.header("Content-Type").orElse(""));
    }
    String post = "POST /v0/postman HTTP/1.1\r\nHost: h.test\r\nContent-Length: 0\r\n\r\n";
    assertEquals(Awaited.NOT_FOUND, Awaited.text(RawClient.exchange(server.port(), post)));
  }
}
