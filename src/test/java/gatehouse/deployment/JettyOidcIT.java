package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.AuthorizersPage;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.Script;
import gatehouse.testkit.TestTokens;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/authorizers.md with an issuer that others have written. */
class JettyOidcIT {

  private static final String UNAUTHORIZED = "401 {\"message\":\"Unauthorized\"}";
  private static final int FLOOD = 2_000;
  private static final int PARKED = 500;

  /** What lies between two fetches that made-up keys ask for. */
  private static final long PAUSE_SECONDS = 30;

  @TempDir private Path directory;

  @Test
  void tokens_of_an_issuer_pass_through_rotation_flood_and_outage() {
    try (RawUpstream upstream =
            RawUpstream.start()
                .answer(
                    request ->
                        request.method().equals("POST")
                            ? Script.start().readBody().stall()
                            : Answers.ok(request.header("x-user").orElse("nobody")));
        OidcIssuer issuer = OidcIssuer.start()) {
      long began = System.nanoTime();
      try (ServerProcess server = start(upstream, issuer)) {
        String good = issuer.token("pets", "pets:read other", 3_600);
        Awaited.until("200 alice", () -> get(server, good), server);
        assertEquals(1, issuer.keySets());

        assertEquals(
            "invalid_token the token has expired",
            refused(server, issuer.token("pets", "pets:read", -1)));
        assertEquals(
            "invalid_token the token does not have a valid audience",
            refused(server, issuer.token("dogs", "pets:read", 600)));
        assertEquals(
            "insufficient_scope the token does not have a required scope",
            refused(server, issuer.token("pets", "pets:write", 600)));
        assertEquals(
            "invalid_token signature is invalid",
            refused(server, good.substring(0, good.length() - 8) + "AAAAAAAA"));

        assertFlooded(server, issuer, began);

        issuer.rotate("second");
        String newer = issuer.token("pets", "pets:read", 3_600);
        assertFreeWhileAFunctionIsSilent(server, upstream);

        // The old keys serve until a fetch is allowed again.
        awaitPause(() -> get(server, newer));
        assertEquals("200 alice", get(server, newer));
        assertEquals(
            "invalid_token unable to find the signing key of the token", refused(server, good));
        assertTrue(issuer.keySets() <= allowed(began), () -> issuer.keySets() + " fetches");

        issuer.stop();
        assertEquals("200 alice", get(server, newer));
        assertEquals(UNAUTHORIZED, get(server, good));
        assertEquals("200 alice", get(server, newer));
      }
    }
  }

  /** Made-up keys, as fast as one client can. */
  private static void assertFlooded(ServerProcess server, OidcIssuer issuer, long began) {
    String claims = "{\"iss\":\"%s\",\"aud\":\"pets\",\"exp\":99999999999}".formatted(issuer.url());
    try (RawClient client = RawClient.connect(server.port())) {
      for (int i = 0; i < FLOOD; i++) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"made-up-" + i + "\"}";
        String token = TestTokens.encoded(header) + "." + TestTokens.encoded(claims) + ".AAAA";
        assertEquals(401, client.send(head(token)).readAnswer().status());
      }
    }
    assertTrue(issuer.keySets() <= allowed(began), () -> issuer.keySets() + " fetches");
  }

  /** More requests than the server has threads; nobody waits on one of them. */
  private static void assertFreeWhileAFunctionIsSilent(ServerProcess server, RawUpstream upstream) {
    upstream.forget();
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < PARKED; i++) {
        clients.add(
            RawClient.connect(server.port())
                .send("GET /guarded HTTP/1.1\r\nHost: gateway.test\r\nX-User: " + i + "\r\n\r\n"));
      }
      for (int i = 0; i < PARKED; i++) {
        upstream.takeRequest();
      }
      assertEquals("404 {\"message\":\"Not Found\"}", Awaited.get(server, "/free"));
      List<String> busy =
          List.of(server.jcmd("Thread.print").split("\n\n")).stream()
              .filter(thread -> thread.startsWith("\"qtp") && thread.contains("at gatehouse."))
              .toList();
      assertEquals(List.of(), busy);
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  private static long allowed(long began) {
    return 1 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) / PAUSE_SECONDS;
  }

  private static void awaitPause(Supplier<String> outcome) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * PAUSE_SECONDS);
    while (!outcome.get().startsWith("200") && System.nanoTime() < deadline) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private ServerProcess start(RawUpstream upstream, OidcIssuer issuer) {
    Map<String, String> files =
        AuthorizersPage.files(
            "JWT",
            Map.of(
                "https://issuer.example.com", issuer.url(),
                "http://10.0.0.1:8080", upstream.url()));
    files.put("functions/guard.json", "{\"Endpoint\":\"" + upstream.url() + "\"}");
    files.put(
        "authorizers/guard.json",
        """
        {"Name": "guard", "AuthorizerType": "REQUEST", "AuthorizerPayloadFormatVersion": "2.0",
         "AuthorizerUri": "arn:aws:lambda:us-east-1:123456789012:function:guard",
         "EnableSimpleResponses": true, "IdentitySource": ["$request.header.X-User"],
         "AuthorizerResultTtlInSeconds": 300}
        """);
    files.put(
        "routes/guarded.json",
        """
        {"RouteKey": "GET /guarded", "Target": "integrations/pets",
         "AuthorizationType": "CUSTOM", "AuthorizerId": "guard"}
        """);
    return ServerProcess.jetty()
        .deploy(
            "/",
            ServerBuilder.gatehouseWar(),
            Map.of(
                "gatehouse.config",
                new ConfigurationFolder(directory.resolve("config")).write(files).toString()))
        .start();
  }

  private static String get(ServerProcess server, String token) {
    return Awaited.text(RawClient.exchange(server.port(), head(token)));
  }

  /** Error and description. */
  private static String refused(ServerProcess server, String token) {
    RawAnswer answer = RawClient.exchange(server.port(), head(token));
    return answer
        .head()
        .header("www-authenticate")
        .orElse("")
        .replaceFirst(
            "Bearer scope=\"pets:read\" error=\"(.*)\" error_description=\"(.*)\"", "$1 $2");
  }

  private static String head(String token) {
    return "GET /pets HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer "
        + token
        + "\r\n\r\n";
  }
}
