package gatehouse.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application of Express as people run it at AWS: behind serverless-express, invoked by Lambda's
 * API, which is that of serverless-offline here. Both adapters that people use, both formats.
 */
abstract class ExpressContract {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ERROR = "500 {\"message\":\"Internal Server Error\"}";

  /** The same as in src/test/node/functions/app.js. */
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  @TempDir private Path directory;

  abstract ServerBuilder server();

  /** One API for each pair of function and format: {@code pets20} is pets in format 2.0. */
  private Map<String, String> configuration(NodeFunctions functions) {
    Api api = new Api();
    for (String function : List.of("pets", "older", "crash", "absent")) {
      api.file(
          "functions/%s.json".formatted(function),
          "{\"Endpoint\":\"%s\"}".formatted(functions.endpoint()));
      for (String format : List.of("1.0", "2.0")) {
        String folder = "apis/%s%s/".formatted(function, format.replace(".", ""));
        api.file(folder + "stages/default.json", "{\"Name\":\"$default\"}")
            .file(folder + "stages/dev.json", "{\"Name\":\"dev\"}")
            .file(
                folder + "routes/all.json",
                "{\"RouteKey\":\"ANY /{proxy+}\",\"Target\":\"integrations/function\"}")
            .file(
                folder + "integrations/function.json",
                """
                {"IntegrationType": "AWS_PROXY", "PayloadFormatVersion": "%s",
                 "IntegrationUri": "arn:aws:lambda:us-east-1:123456789012:function:%s"}"""
                    .formatted(format, function));
      }
    }
    return Map.of("gatehouse.config", new ConfigurationFolder(directory).write(api).toString());
  }

  @Test
  void an_express_application_answers_as_behind_aws() throws Exception {
    try (NodeFunctions functions = NodeFunctions.serverlessOffline(directory);
        ServerProcess server =
            server().deploy("/", ServerBuilder.gatehouseWar(), configuration(functions)).start()) {
      for (String function : List.of("pets", "older")) {
        for (String format : List.of("10", "20")) {
          Caller caller = new Caller(server, function + format);
          assertRequests(caller, format.equals("20") ? "/dev" : "");
          assertBodies(caller);
          assertAnswers(caller);
        }
      }
      for (String failing : List.of("crash10", "crash20", "absent10", "absent20")) {
        assertEquals(ERROR, Awaited.text(new Caller(server, failing).get("/pets/teapot")));
      }
    }
  }

  /** Sends to one API. */
  private record Caller(ServerProcess server, String api) {

    RawAnswer get(String target, String... fields) {
      return send("GET", target, new byte[0], fields);
    }

    RawAnswer send(String method, String target, byte[] body, String... fields) {
      StringBuilder head = new StringBuilder();
      head.append("%s %s HTTP/1.1\r\nHost: %s.execute-api.test\r\n".formatted(method, target, api));
      for (String field : fields) {
        head.append(field).append("\r\n");
      }
      if (body.length > 0) {
        head.append("Content-Length: ").append(body.length).append("\r\n");
      }
      try (RawClient client = RawClient.connect(server.port())) {
        return client.send(head + "\r\n").send(body).readAnswer();
      }
    }

    /** What the application tells of a request. */
    JsonNode told(RawAnswer answer) throws Exception {
      assertEquals(200, answer.status(), () -> api + ": " + answer.text());
      assertEquals("application/json; charset=utf-8", type(answer));
      return JSON.readTree(answer.body());
    }

    JsonNode body(String type, byte[] body) throws Exception {
      return told(send("POST", "/pets/named/tom", body, "Content-Type: " + type)).get("body");
    }
  }

  /** Servers write it with and without a space. */
  private static String type(RawAnswer answer) {
    return answer.header("Content-Type").orElse("none").replaceAll(";\\s*", "; ");
  }

  /** In format 1.0 the adapters read the path variable, which is without the stage. */
  private static void assertRequests(Caller caller, String stagePrefix) throws Exception {
    for (String stage : List.of("", "/dev")) {
      JsonNode told =
          caller.told(
              caller.get(
                  stage + "/pets/named/Summer%20Sale?a=1&a=x%26y&b=%C3%A4&c",
                  "Cookie: session=abc; theme=dark",
                  "X-Tag: one",
                  "X-Tag: two"));
      String prefix = stage.isEmpty() ? "" : stagePrefix;
      assertEquals(
          JSON.readTree(
              """
              {"method": "GET", "name": "Summer Sale", "path": "%s/pets/named/Summer Sale",
               "query": {"a": ["1", "x&y"], "b": "ä", "c": ""},
               "cookie": "session=abc; theme=dark", "tag": "one,two",
               "ip": "127.0.0.1", "body": null}"""
                  .formatted(prefix)),
          told,
          caller.api());
    }
    for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS")) {
      RawAnswer answer = caller.send(method, "/pets/named/tom", new byte[0]);
      assertEquals(method, caller.told(answer).get("method").textValue());
    }
  }

  private static void assertBodies(Caller caller) throws Exception {
    byte[] json = "{\"name\":\"bär\"}".getBytes(UTF_8);
    assertEquals(JSON.readTree(json), caller.body("application/json", json));
    assertEquals(
        JSON.readTree("{\"a\": \"1\", \"b\": [\"x y\", \"ä\"]}"),
        caller.body("application/x-www-form-urlencoded", "a=1&b=x%20y&b=%C3%A4".getBytes(UTF_8)));
    byte[] bytes = HexFormat.of().parseHex("00ff80c3280d0a");
    assertEquals("00ff80c3280d0a", caller.body("application/octet-stream", bytes).textValue());
    assertEquals("hällo", caller.body("text/plain", "hällo".getBytes(UTF_8)).textValue());
    assertEquals(
        "hällo",
        caller.body("text/plain; charset=iso-8859-1", "hällo".getBytes(ISO_8859_1)).textValue());
    assertArrayEquals(PNG, caller.get("/pets/image").body());
    byte[] image = new byte[100_000];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (i * 31 + i / 256);
    }
    RawAnswer answer = caller.send("POST", "/pets/image", image, "Content-Type: image/png");
    assertEquals("image/png", type(answer));
    assertArrayEquals(image, answer.body());
  }

  private static void assertAnswers(Caller caller) {
    RawAnswer login = caller.get("/pets/login");
    assertEquals(204, login.status());
    assertEquals(
        List.of("session=abc; Path=/; HttpOnly", "theme=dark; Path=/"),
        login.headers("Set-Cookie"));
    RawAnswer moved = caller.get("/pets/moved");
    assertEquals(303, moved.status());
    assertEquals("/elsewhere?a=1&b=2", moved.header("Location").orElseThrow());
    RawAnswer teapot = caller.get("/pets/teapot");
    assertEquals("418 short and stout", Awaited.text(teapot));
    assertEquals(List.of("a, b"), teapot.headers("X-List"));
    assertEquals("no-store", teapot.header("Cache-Control").orElseThrow());
    assertEquals("text/html; charset=utf-8", type(teapot));
    assertEquals(
        "500 {\"message\":\"an error of the application\"}",
        Awaited.text(caller.get("/pets/broken")));
    assertEquals("404 {\"message\":\"no such pet\"}", Awaited.text(caller.get("/pets/none")));
  }
}
