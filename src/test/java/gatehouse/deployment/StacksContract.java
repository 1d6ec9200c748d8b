package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates over real connections: applied, called, changed, removed. */
abstract class StacksContract {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path directory;

  abstract ServerBuilder server();

  @Test
  void a_template_serves_changes_and_goes() throws IOException {
    Path config = Files.createDirectories(directory.resolve("config"));
    try (RawUpstream upstream = RawUpstream.start().answer(r -> Answers.ok(r.target()));
        ServerProcess server =
            server()
                .deploy(
                    "/gw",
                    ServerBuilder.gatehouseWar(),
                    Map.of("gatehouse.config", config.toString(), "gatehouse.admin", "loopback"))
                .start()) {
      String template =
          """
          Parameters: {Backend: {Type: String}}
          Resources:
            Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: pets, ProtocolType: HTTP}}
            Backends:
              Type: AWS::ApiGatewayV2::Integration
              Properties:
                ApiId: !Ref Api
                IntegrationType: HTTP_PROXY
                IntegrationMethod: ANY
                IntegrationUri: !Sub "${Backend}/one"
                PayloadFormatVersion: "1.0"
            List: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /pets, Target: !Sub "integrations/${Backends}"}}
            Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: $default, AutoDeploy: true}}
          Outputs: {Url: {Value: !GetAtt Api.ApiEndpoint}}
          """;
      JsonNode report = put(server, template, upstream.url());
      String base = "http://127.0.0.1:" + server.port();
      String endpoint = report.at("/Outputs/0/OutputValue").asText().substring(base.length());
      assertEquals("200 /one", Awaited.get(server, endpoint + "/pets"));

      report = put(server, template.replace("/one", "/two"), upstream.url());
      assertEquals(1, report.path("Changes").size());
      assertEquals("200 /two", Awaited.get(server, endpoint + "/pets"));

      RawAnswer refused =
          call(server, "PUT", message(template.replace("GET /pets", "GET pets"), upstream.url()));
      assertEquals(400, refused.status(), refused.text());
      assertTrue(refused.text().contains("Resources.List: "), refused.text());
      assertEquals("200 /two", Awaited.get(server, endpoint + "/pets"));

      assertEquals(200, call(server, "GET", "").status());
      assertEquals(200, call(server, "DELETE", "").status());
      assertEquals(Awaited.NOT_FOUND, Awaited.get(server, endpoint + "/pets"));
      assertEquals(404, call(server, "GET", "").status());
      try (Stream<Path> files = Files.walk(config)) {
        assertEquals(0, files.filter(file -> file.toString().endsWith(".json")).count());
      }
    }
  }

  private static JsonNode put(ServerProcess server, String template, String backend)
      throws IOException {
    RawAnswer answer = call(server, "PUT", message(template, backend));
    assertEquals(200, answer.status(), answer.text());
    return MAPPER.readTree(answer.text());
  }

  private static String message(String template, String backend) {
    return MAPPER
        .createObjectNode()
        .put("TemplateBody", template)
        .set("Parameters", MAPPER.createObjectNode().put("Backend", backend))
        .toString();
  }

  private static RawAnswer call(ServerProcess server, String method, String body) {
    return RawClient.exchange(
        server.port(),
        "%s /gw/_gatehouse/stacks/pets HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(method, server.port(), body.getBytes(StandardCharsets.UTF_8).length, body));
  }
}
