package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.admin.AdminScript;
import gatehouse.testkit.admin.AdminScript.Answer;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The management API over real connections and real files. */
abstract class AdminContract {

  private static final Path WAR = ServerBuilder.gatehouseWar();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path directory;

  abstract ServerBuilder server();

  @Test
  void every_script_holds_in_a_server() throws IOException {
    try (ServerProcess server = start()) {
      for (AdminScript script : AdminScript.all()) {
        script.run(
            (method, path, body) -> call(server, method, path, body),
            "http://127.0.0.1:" + server.port() + "/gw");
        clear(server);
      }
    }
  }

  @Test
  void what_is_made_serves_at_once_and_goes_back() throws IOException {
    try (RawUpstream upstream = RawUpstream.start().answer(r -> Answers.ok(r.target()));
        ServerProcess server = start()) {
      JsonNode api =
          created(
              server,
              "/v2/apis",
              "{\"name\":\"x\",\"protocolType\":\"HTTP\",\"routeKey\":\"GET /a\",\"target\":\"%s/one\"}"
                  .formatted(upstream.url()));
      String id = api.path("apiId").asText();
      String base = "http://127.0.0.1:" + server.port();
      String endpoint = api.path("apiEndpoint").asText().substring(base.length());
      assertEquals("200 /one", Awaited.get(server, endpoint + "/a"));

      String integration =
          created(
                  server,
                  "/v2/apis/" + id + "/integrations",
                  "{\"integrationType\":\"HTTP_PROXY\",\"integrationMethod\":\"GET\",\"integrationUri\":\"%s/two\"}"
                      .formatted(upstream.url()))
              .path("integrationId")
              .asText();
      String route =
          created(
                  server,
                  "/v2/apis/" + id + "/routes",
                  "{\"routeKey\":\"GET /b\",\"target\":\"integrations/" + integration + "\"}")
              .path("routeId")
              .asText();
      assertEquals("200 /two", Awaited.get(server, endpoint + "/b"));

      created(server, "/v2/apis/" + id + "/stages", "{\"stageName\":\"prod\"}");
      assertEquals(Awaited.NOT_FOUND, Awaited.get(server, endpoint + "/prod/b"));
      String first =
          created(server, "/v2/apis/" + id + "/deployments", "{\"stageName\":\"prod\"}")
              .path("deploymentId")
              .asText();
      assertEquals("200 /two", Awaited.get(server, endpoint + "/prod/b"));

      assertEquals(
          204, call(server, "DELETE", "/v2/apis/" + id + "/routes/" + route, null).status());
      assertEquals(Awaited.NOT_FOUND, Awaited.get(server, endpoint + "/b"));
      created(server, "/v2/apis/" + id + "/deployments", "{\"stageName\":\"prod\"}");
      assertEquals(Awaited.NOT_FOUND, Awaited.get(server, endpoint + "/prod/b"));
      assertEquals(
          200,
          call(
                  server,
                  "PATCH",
                  "/v2/apis/" + id + "/stages/prod",
                  "{\"deploymentId\":\"" + first + "\"}")
              .status());
      assertEquals("200 /two", Awaited.get(server, endpoint + "/prod/b"));

      // Tomcat lets it through to us, Jetty refuses it by itself.
      Answer unreadable = call(server, "GET", "/v2/apis/%2e%2e;/x", null);
      assertEquals(400, unreadable.status());
      if (unreadable.errorType() != null) {
        assertEquals(
            new Answer(400, "BadRequestException", "{\"message\":\"Bad Request\"}"), unreadable);
      }

      String link =
          created(server, "/v2/vpclinks", "{\"name\":\"l\",\"subnetIds\":[\"s\"]}")
              .path("vpcLinkId")
              .asText();
      call(
          server,
          "PATCH",
          "/v2/apis/" + id + "/integrations/" + integration,
          "{\"integrationUri\":\"\",\"connectionType\":\"VPC_LINK\",\"connectionId\":\"%s\"}"
              .formatted(link));
      created(
          server,
          "/v2/apis/" + id + "/routes",
          "{\"routeKey\":\"GET /c\",\"target\":\"integrations/" + integration + "\"}");
      assertEquals(
          "500 {\"message\":\"Internal Server Error\"}", Awaited.get(server, endpoint + "/c"));
      server.awaitLog("has no hosts: add `Targets` to `connections/" + link + ".json`");
    }
  }

  @Test
  void without_the_setting_it_is_not_there() throws IOException {
    try (ServerProcess server =
        server()
            .deploy("/gw", WAR, Map.of("gatehouse.config", directory.resolve("none").toString()))
            .start()) {
      assertEquals(Awaited.NOT_FOUND, Awaited.get(server, "/gw/_gatehouse/aws/v2/apis"));
    }
  }

  private ServerProcess start() throws IOException {
    Path config = Files.createDirectories(directory.resolve("config"));
    return server()
        .deploy(
            "/gw",
            WAR,
            Map.of("gatehouse.config", config.toString(), "gatehouse.admin", "loopback"))
        .start();
  }

  private static JsonNode created(ServerProcess server, String path, String body)
      throws IOException {
    Answer answer = call(server, "POST", path, body);
    assertEquals(201, answer.status(), answer.body());
    return MAPPER.readTree(answer.body());
  }

  private static void clear(ServerProcess server) throws IOException {
    for (String[] kind :
        new String[][] {
          {"domainnames", "domainName"}, {"apis", "apiId"}, {"vpclinks", "vpcLinkId"}
        }) {
      String path = "/v2/" + kind[0];
      for (JsonNode each : MAPPER.readTree(call(server, "GET", path, null).body()).path("items")) {
        call(server, "DELETE", path + "/" + each.path(kind[1]).asText(), null);
      }
    }
  }

  private static Answer call(
      ServerProcess server, String method, String path, @Nullable String body) {
    String content = body == null ? "" : body;
    RawAnswer answer =
        RawClient.exchange(
            server.port(),
            "%s /gw/_gatehouse/aws%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(
                    method,
                    path,
                    server.port(),
                    content.getBytes(StandardCharsets.UTF_8).length,
                    content));
    return new Answer(
        answer.status(), answer.header("x-amzn-ErrorType").orElse(null), answer.text());
  }
}
