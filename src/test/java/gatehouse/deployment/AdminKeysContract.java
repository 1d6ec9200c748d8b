package gatehouse.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.Answers;
import gatehouse.testkit.AwsProgram;
import gatehouse.testkit.Field;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.SigV4;
import gatehouse.testkit.SigV4.Form;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Administrators sign what they ask for, and it is recorded; what they make works: functions,
 * services and issuers, all of which one upstream plays.
 */
abstract class AdminKeysContract {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String KEYS =
      """
      [{"AccessKeyId":"AKIAADMIN00000000001","SecretAccessKey":"admins/secret/only/tests/know/it",
        "AccountId":"123456789012","UserArn":"arn:aws:iam::123456789012:user/admin","UserId":"AIDAADMIN",
        "Policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"apigateway:*","Resource":"*"}}},
       {"AccessKeyId":"AKIAREADER0000000001","SecretAccessKey":"readers/secret/only/tests/know/it",
        "AccountId":"123456789012","UserArn":"arn:aws:iam::123456789012:user/reader","UserId":"AIDAREADER",
        "Policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"apigateway:GET","Resource":"*"}}}]
      """;

  private static final SigV4 ADMIN =
      new SigV4(
          "AKIAADMIN00000000001",
          "admins/secret/only/tests/know/it",
          null,
          "us-east-1",
          Clock.systemUTC(),
          "apigateway");

  private static final SigV4 READER =
      new SigV4(
          "AKIAREADER0000000001",
          "readers/secret/only/tests/know/it",
          null,
          "us-east-1",
          Clock.systemUTC(),
          "apigateway");

  @TempDir private Path directory;

  abstract ServerBuilder server();

  @Test
  void administrators_sign_and_what_they_make_works() throws Exception {
    Path keys = Files.writeString(directory.resolve("keys.json"), KEYS);
    Path audit = directory.resolve("audit.log");
    try (RawUpstream upstream = RawUpstream.start();
        ServerProcess server =
            server()
                .environment("AWS_ACCESS_KEY_ID", "AKIDGATEHOUSETESTS")
                .environment("AWS_SECRET_ACCESS_KEY", "the-secret-of-the-gateway-under-test")
                .deploy(
                    "/gw",
                    ServerBuilder.gatehouseWar(),
                    Map.of(
                        "gatehouse.config", directory.resolve("config").toString(),
                        "gatehouse.admin", "iam",
                        "gatehouse.admin.credentialsFile", keys.toString(),
                        "gatehouse.admin.audit", "file:" + audit,
                        "gatehouse.admin.issuerCheck", "on",
                        "gatehouse.lambda.endpoint", upstream.url(),
                        "gatehouse.sqs.endpoint", upstream.url()))
                .start()) {
      upstream.answer(
          request ->
              switch (request.target()) {
                case "/issuer/.well-known/openid-configuration" ->
                    Answers.json("{\"jwks_uri\":\"" + upstream.url() + "/keys\"}");
                case "/keys" -> Answers.json("{\"keys\":[]}");
                case "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Af/invocations",
                    "/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations",
                    "/2015-03-31/functions/f/invocations" ->
                    Answers.json("\"from the function\"");
                case "/" -> Answers.json("{\"MessageId\":\"from the queue\"}");
                default ->
                    request.target().matches("/2015-03-31/functions/[^/]*auth/invocations")
                        ? Answers.json("{\"isAuthorized\":true}")
                        : Answers.of("404 Not Found", "");
              });
      String endpoint =
          send(server, ADMIN, "POST", "/v2/apis", "{\"name\":\"x\",\"protocolType\":\"HTTP\"}", 201)
              .path("apiEndpoint")
              .asText();
      String api = "/v2/apis/" + endpoint.substring(endpoint.lastIndexOf('/') + 1);
      String path = endpoint.substring(("http://127.0.0.1:" + server.port()).length());
      send(
          server,
          ADMIN,
          "POST",
          api + "/stages",
          "{\"stageName\":\"$default\",\"autoDeploy\":true}",
          201);

      String function =
          send(
                  server,
                  ADMIN,
                  "POST",
                  api + "/integrations",
                  "{\"integrationType\":\"AWS_PROXY\",\"integrationUri\":\"arn:aws:lambda:us-east-1:123456789012:function:f\",\"payloadFormatVersion\":\"2.0\"}",
                  201)
              .path("integrationId")
              .asText();
      String queue =
          send(
                  server,
                  ADMIN,
                  "POST",
                  api + "/integrations",
                  "{\"integrationType\":\"AWS_PROXY\",\"integrationSubtype\":\"SQS-SendMessage\",\"credentialsArn\":\"arn:aws:iam::123456789012:role/r\",\"payloadFormatVersion\":\"1.0\",\"requestParameters\":{\"QueueUrl\":\"https://sqs.us-east-1.amazonaws.com/123456789012/pets\",\"MessageBody\":\"$request.path\"}}",
                  201)
              .path("integrationId")
              .asText();
      send(
          server,
          ADMIN,
          "POST",
          api + "/routes",
          "{\"routeKey\":\"GET /f\",\"target\":\"integrations/" + function + "\"}",
          201);
      send(
          server,
          ADMIN,
          "POST",
          api + "/routes",
          "{\"routeKey\":\"GET /q\",\"target\":\"integrations/" + queue + "\"}",
          201);
      send(
          server,
          ADMIN,
          "POST",
          api + "/routes",
          "{\"routeKey\":\"GET /iam\",\"authorizationType\":\"AWS_IAM\",\"target\":\"integrations/"
              + function
              + "\"}",
          201);
      String jwt =
          send(
                  server,
                  ADMIN,
                  "POST",
                  api + "/authorizers",
                  authorizer(upstream.url() + "/issuer"),
                  201)
              .path("authorizerId")
              .asText();
      send(
          server,
          ADMIN,
          "POST",
          api + "/routes",
          "{\"routeKey\":\"GET /jwt\",\"authorizationType\":\"JWT\",\"authorizerId\":\""
              + jwt
              + "\",\"target\":\"integrations/"
              + function
              + "\"}",
          201);

      String custom =
          send(
                  server,
                  ADMIN,
                  "POST",
                  api + "/authorizers",
                  "{\"name\":\"auth\",\"authorizerType\":\"REQUEST\",\"authorizerUri\":\"arn:aws:lambda:us-east-1:123456789012:function:auth\",\"authorizerPayloadFormatVersion\":\"2.0\",\"enableSimpleResponses\":true}",
                  201)
              .path("authorizerId")
              .asText();
      send(
          server,
          ADMIN,
          "POST",
          api + "/routes",
          "{\"routeKey\":\"GET /custom\",\"authorizationType\":\"CUSTOM\",\"authorizerId\":\""
              + custom
              + "\",\"target\":\"integrations/"
              + function
              + "\"}",
          201);
      assertEquals("200 from the function", Awaited.get(server, path + "/custom"));
      assertEquals("200 from the function", Awaited.get(server, path + "/f"));
      assertTrue(
          Awaited.get(server, path + "/q").startsWith("200 "), Awaited.get(server, path + "/q"));
      assertEquals("403 {\"message\":\"Forbidden\"}", Awaited.get(server, path + "/iam"));
      assertEquals("401 {\"message\":\"Unauthorized\"}", Awaited.get(server, path + "/jwt"));

      JsonNode refused =
          send(
              server,
              ADMIN,
              "POST",
              api + "/authorizers",
              authorizer(upstream.url() + "/nobody"),
              400);
      assertTrue(
          refused.path("message").asText().startsWith("Caught exception when connecting to "),
          refused.toString());
      send(server, READER, "GET", api, "", 200);
      assertEquals(
          "User: arn:aws:iam::123456789012:user/reader is not authorized to perform: apigateway:DELETE on resource: arn:aws:apigateway:us-east-1::"
              + api.substring(3)
              + " because no identity-based policy allows the apigateway:DELETE action",
          send(server, READER, "DELETE", api, "", 403).path("message").asText());

      assertEquals("200", curl(server, "AKIAADMIN00000000001:admins/secret/only/tests/know/it"));
      assertEquals("403", curl(server, "AKIAADMIN00000000001:wrong"));

      for (Path program : AwsProgram.all()) {
        AwsProgram aws =
            new AwsProgram(
                program, directory, "http://127.0.0.1:" + server.port() + "/gw/_gatehouse/aws");
        List<String> list = List.of("get-apis");
        String listed =
            aws.run("AKIAADMIN00000000001", "admins/secret/only/tests/know/it", list).out();
        assertTrue(listed.contains(endpoint), listed);
        String denied = aws.run("AKIAADMIN00000000001", "wrong", list).errors();
        assertTrue(denied.contains("(InvalidSignatureException)"), denied);
      }

      List<String> lines = Files.readAllLines(audit);
      assertEquals("CreateApi", MAPPER.readTree(lines.get(0)).path("eventName").asText());
      assertTrue(lines.get(lines.size() - 1).contains("user/reader"), lines.toString());
      assertFalse(lines.toString().contains("only/tests"));

      Files.writeString(keys, KEYS.replace("AKIAADMIN", "AKIAOTHER"));
      Awaited.until(
          "403",
          () -> curl(server, "AKIAADMIN00000000001:admins/secret/only/tests/know/it"),
          server);
    }
  }

  private static String authorizer(String issuer) {
    return "{\"name\":\"jwt\",\"authorizerType\":\"JWT\",\"identitySource\":[\"$request.header.Authorization\"],\"jwtConfiguration\":{\"issuer\":\"%s\",\"audience\":[\"a\"]}}"
        .formatted(issuer);
  }

  private static JsonNode send(
      ServerProcess server, SigV4 signer, String method, String path, String body, int status)
      throws IOException {
    String host = "127.0.0.1:" + server.port();
    SigV4.Signed signed =
        signer.sign(
            method,
            "/gw/_gatehouse/aws" + path,
            List.of(new Field("Host", host)),
            body.getBytes(UTF_8),
            Form.HEADER);
    StringBuilder head = new StringBuilder(method + " " + signed.target() + " HTTP/1.1\r\n");
    signed
        .headers()
        .forEach(
            field -> head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
    head.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n\r\n");
    RawAnswer answer = RawClient.exchange(server.port(), head + body);
    assertEquals(status, answer.status(), answer.text());
    return MAPPER.readTree(answer.text());
  }

  private static String curl(ServerProcess server, String user) {
    try {
      Process process =
          new ProcessBuilder(
                  "curl",
                  "--silent",
                  "--output",
                  "/dev/null",
                  "--aws-sigv4",
                  "aws:amz:us-east-1:apigateway",
                  "--user",
                  user,
                  "--write-out",
                  "%{http_code}",
                  "http://127.0.0.1:" + server.port() + "/gw/_gatehouse/aws/v2/apis")
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return output.strip();
    } catch (IOException e) {
      throw new AssertionError("cannot run curl", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
