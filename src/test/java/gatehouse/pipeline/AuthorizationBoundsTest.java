package gatehouse.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.Signal;
import gatehouse.testkit.TestTokens;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever is asked about a caller may be slow or dead: no thread waits for him, there is an end,
 * and who leaves meanwhile is forgotten. All requests are made on the test's own thread, as
 * containers do on theirs.
 */
class AuthorizationBoundsTest {

  private static final int REQUESTS = 500;

  private final RawUpstream counterpart = RawUpstream.start();
  private final RawUpstream backend = RawUpstream.start().answer(Answers.ok("fine"));
  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);

  @BeforeEach
  void forgetWhatIsCancelled() {
    clock.setRemoveOnCancelPolicy(true);
  }

  @AfterEach
  void end() {
    upstream.close();
    clock.shutdownNow();
    backend.close();
    counterpart.close();
  }

  @Test
  void a_silent_issuer_holds_no_thread_and_is_asked_once() throws Exception {
    counterpart.answer(Script.start().stall());
    AuthorizedGateway gateway = gateway(0);
    counterpart.takeRequest();
    Headers headers = bearer();
    List<CompletableFuture<Response>> waiting = ask(gateway, "/jwt", headers, new Cancellation());
    for (CompletableFuture<Response> response : waiting) {
      Response refused = response.get(RawUpstream.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      assertEquals(401, refused.status());
      assertTrue(
          String.valueOf(refused.headers().first("www-authenticate"))
              .contains("OIDC discovery endpoint communication error"));
    }
    assertEquals(1, counterpart.acceptedConnections());
    assertEquals(List.of(), backend.requests());
  }

  @Test
  void who_leaves_while_the_issuer_is_asked_has_nothing_called() throws Exception {
    Signal release = new Signal();
    counterpart.answer(
        request ->
            request.target().endsWith("/keys")
                ? Script.start().await(release).then(Answers.json(TestTokens.KEYS))
                : Answers.json("{\"jwks_uri\":\"" + counterpart.url() + "/keys\"}"));
    AuthorizedGateway gateway = gateway(0);
    Cancellation client = new Cancellation();
    List<CompletableFuture<Response>> gone = ask(gateway, "/jwt", bearer(), client);
    CompletableFuture<Response> stays = gateway.get("/jwt", bearer(), new Cancellation());
    client.cancel();
    release.raise();
    assertEquals(200, stays.get(RawUpstream.PATIENCE.toMillis(), TimeUnit.MILLISECONDS).status());
    for (CompletableFuture<Response> response : gone) {
      response.get(RawUpstream.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
    assertEquals(1, backend.requests().size());
  }

  @Test
  void a_silent_function_is_asked_once_for_one_identity_and_no_more_when_all_have_left() {
    counterpart.answer(Script.start().readBody().stall());
    AuthorizedGateway gateway = gateway(300);
    Cancellation client = new Cancellation();
    List<CompletableFuture<Response>> waiting =
        ask(gateway, "/lambda", Headers.of("Host", "gateway.test", "Authorization", "t"), client);
    RecordedRequest call = function();
    assertFalse(call.isClosedByPeer());
    client.cancel();
    call.awaitClosedByPeer();
    assertEnded(waiting);
    assertEquals(1, calls());
    // The issuer is silent, too, and has its own deadlines.
    int deadlines = clock.getQueue().size();
    assertTrue(deadlines < 10, () -> deadlines + " deadlines");
    assertEquals(List.of(), backend.requests());
  }

  @Test
  void without_kept_results_each_client_ends_his_own_call() {
    counterpart.answer(Script.start().readBody().stall());
    AuthorizedGateway gateway = gateway(0);
    Headers headers = Headers.of("Host", "gateway.test", "Authorization", "t");
    Cancellation leaves = new Cancellation();
    CompletableFuture<Response> gone = gateway.get("/lambda", headers, leaves);
    RecordedRequest first = function();
    CompletableFuture<Response> stays = gateway.get("/lambda", headers, new Cancellation());
    RecordedRequest second = function();
    leaves.cancel();
    first.awaitClosedByPeer();
    assertEnded(List.of(gone));
    assertFalse(second.isClosedByPeer());
    assertFalse(stays.isDone());
  }

  /** As many requests, all of which are waiting afterwards, and nobody with them. */
  private static List<CompletableFuture<Response>> ask(
      AuthorizedGateway gateway, String path, Headers headers, Cancellation client) {
    List<CompletableFuture<Response>> waiting = new ArrayList<>();
    waiting.add(gateway.get(path, headers, client));
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    for (int i = 1; i < REQUESTS; i++) {
      waiting.add(gateway.get(path, headers, client));
    }
    int more = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
    assertTrue(more < 10, () -> more + " more threads");
    return waiting;
  }

  private static void assertEnded(List<CompletableFuture<Response>> responses) {
    for (CompletableFuture<Response> response : responses) {
      assertEquals(500, response.orTimeout(20, TimeUnit.SECONDS).join().status());
    }
  }

  /** The next call of the function; the issuer may be asked in between. */
  private RecordedRequest function() {
    RecordedRequest request = counterpart.takeRequest();
    while (!request.method().equals("POST")) {
      request = counterpart.takeRequest();
    }
    return request;
  }

  private long calls() {
    return counterpart.requests().stream().filter(r -> r.method().equals("POST")).count();
  }

  private Headers bearer() {
    String claims =
        "{\"iss\":\"%s\",\"aud\":\"pets\",\"exp\":%d,\"sub\":\"alice\"}"
            .formatted(counterpart.url(), Instant.now().getEpochSecond() + 600);
    return Headers.of("Host", "gateway.test", "Authorization", TestTokens.of(claims));
  }

  private AuthorizedGateway gateway(int keptSeconds) {
    return new AuthorizedGateway(
        upstream,
        clock,
        Ticker.SYSTEM,
        Map.of(
            "stages/default.json",
            "{\"Name\":\"$default\"}",
            "authorizers/users.json",
            """
            {"Name":"users","AuthorizerType":"JWT",
             "IdentitySource":["$request.header.Authorization"],
             "JwtConfiguration":{"Issuer":"%s","Audience":["pets"]}}
            """
                .formatted(counterpart.url()),
            "authorizers/guard.json",
            """
            {"Name":"guard","AuthorizerType":"REQUEST",
             "AuthorizerUri":"arn:aws:lambda:us-east-1:123456789012:function:guard",
             "AuthorizerPayloadFormatVersion":"2.0","EnableSimpleResponses":true,
             "IdentitySource":["$request.header.Authorization"],
             "AuthorizerResultTtlInSeconds":%d}
            """
                .formatted(keptSeconds),
            "functions/guard.json",
            "{\"Endpoint\":\"" + counterpart.url() + "\"}",
            "integrations/x.json",
            "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"" + backend.url() + "\"}",
            "routes/jwt.json",
            "{\"RouteKey\":\"GET /jwt\",\"Target\":\"integrations/x\",\"AuthorizationType\":\"JWT\",\"AuthorizerId\":\"users\"}",
            "routes/lambda.json",
            "{\"RouteKey\":\"GET /lambda\",\"Target\":\"integrations/x\",\"AuthorizationType\":\"CUSTOM\",\"AuthorizerId\":\"guard\"}"));
  }
}
