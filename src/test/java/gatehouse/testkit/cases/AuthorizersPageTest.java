package gatehouse.testkit.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.Answers;
import gatehouse.testkit.AuthorizersPage;
import gatehouse.testkit.Field;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.SigV4;
import gatehouse.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/authorizers.md do what the page says, with other addresses. */
class AuthorizersPageTest {

  @TempDir private Path directory;

  private final RawUpstream upstream = RawUpstream.start().answer(this::answer);
  private final MemoryHost host = new MemoryHost();

  @AfterEach
  void end() {
    host.close();
    upstream.close();
  }

  @Test
  void the_example_of_jwt_authorizers() throws Exception {
    host.configure(
        AuthorizersPage.files(
            "JWT",
            Map.of(
                "https://issuer.example.com",
                upstream.url() + "/issuer",
                "http://10.0.0.1:8080",
                upstream.url())));

    assertEquals("401 {\"message\":\"Unauthorized\"}", get("/pets"));
    assertEquals("200 /pets of alice", get("/pets", bearer("pets:read")));
    assertEquals("403 {\"message\":\"Forbidden\"}", get("/pets", bearer("pets:write")));
  }

  @Test
  void the_example_of_lambda_authorizers() throws Exception {
    host.configure(
        AuthorizersPage.files(
            "Lambda",
            Map.of(
                "http://localhost:9000", upstream.url(), "http://10.0.0.1:8080", upstream.url())));

    assertEquals("401 {\"message\":\"Unauthorized\"}", get("/pets/7"));
    assertEquals(
        "200 /pets/7 of alice", get("/pets/7", new Field("Authorization", "any secret will do")));
  }

  @Test
  void the_example_of_iam_authorization() throws Exception {
    Map<String, String> files =
        AuthorizersPage.files("IAM", Map.of("http://127.0.0.1:9000", upstream.url()));
    Path keys = Files.writeString(directory.resolve("keys.json"), files.remove("keys.json"));
    host.set(Map.of("gatehouse.iam.credentialsFile", keys.toString()));
    host.configure(files);

    assertEquals("403 {\"message\":\"Forbidden\"}", get("/pets/7"));
    assertEquals("200 /pets/7", get("/pets/7", signed("/pets/7")));
    assertEquals("403 {\"message\":\"Forbidden\"}", get("/secrets/1", signed("/secrets/1")));
  }

  private Script answer(RecordedRequest request) {
    return switch (request.target()) {
      case "/issuer/.well-known/openid-configuration" ->
          Answers.json(
              "{\"jwks_uri\":\""
                  + request.header("host").map(h -> "http://" + h).orElseThrow()
                  + "/keys\"}");
      case "/keys" -> Answers.json(TestTokens.KEYS);
      case "/2015-03-31/functions/function/invocations" ->
          Answers.json(AuthorizersPage.found("Lambda", "answers `(\\{.*?\\})`"));
      default ->
          Answers.ok(
              request.target() + request.header("x-user").map(user -> " of " + user).orElse(""));
    };
  }

  private Field bearer(String scope) {
    String claims =
        "{\"iss\":\"%s/issuer\",\"aud\":\"pets\",\"exp\":%d,\"sub\":\"alice\",\"scope\":\"%s\"}"
            .formatted(upstream.url(), Instant.now().getEpochSecond() + 600, scope);
    return new Field("Authorization", "Bearer " + TestTokens.of(claims));
  }

  private static Field[] signed(String target) {
    String[] user = AuthorizersPage.found("IAM", "--user (\\S+)").split(":", 2);
    return new SigV4(user[0], user[1], null, "us-east-1", Clock.systemUTC())
            .sign(
                "GET",
                target,
                List.of(new Field("Host", "gateway.test")),
                new byte[0],
                SigV4.Form.HEADER)
            .headers()
            .stream()
            .filter(field -> !field.name().equalsIgnoreCase("Host"))
            .toArray(Field[]::new);
  }

  private String get(String target, Field... credentials) throws Exception {
    List<Field> headers = new ArrayList<>(List.of(new Field("Host", "gateway.test")));
    headers.addAll(List.of(credentials));
    Host.Answer answer = host.send(new Host.Sent("GET", target, headers, new byte[0]));
    return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }
}
