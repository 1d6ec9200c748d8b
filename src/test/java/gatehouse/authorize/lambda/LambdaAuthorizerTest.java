package gatehouse.authorize.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.authorize.policy.RouteArn;
import gatehouse.config.Authorizer.RequestAuthorizer;
import gatehouse.config.FunctionUri;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.lambda.EventHeaders;
import gatehouse.lambda.Function;
import gatehouse.lambda.FunctionAnswer;
import gatehouse.lambda.RequestEvent20;
import gatehouse.testkit.Exchanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaAuthorizerTest {

  private static final AuthorizerResults.Owner OWNER =
      new AuthorizerResults.Owner("a1b2c3", "v0", "guard");
  private static final int ROUNDS = 5_000;

  private final HandClock clock = new HandClock();
  private final AuthorizerResults results = new AuthorizerResults(clock, clock, 1L << 20);

  /** The function tells each caller its own token, on threads that are not the request's. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nobody_ever_gets_what_was_said_of_another(boolean kept) throws Exception {
    ExecutorService functions = Executors.newFixedThreadPool(2);
    ExecutorService clients = Executors.newFixedThreadPool(5);
    try {
      Function echo =
          (payload, timeout, cancellation) ->
              CompletableFuture.supplyAsync(() -> telling(payload), functions);
      Callable<Integer> alice = () -> ask("alice", echo, kept);
      Callable<Integer> bob = () -> ask("bob", echo, kept);
      Callable<Integer> reloads = () -> reload(kept);
      int asked = 0;
      for (Future<Integer> done :
          clients.invokeAll(List.of(alice, bob, alice, bob, reloads), 60, TimeUnit.SECONDS)) {
        asked += done.get();
      }
      assertEquals(4 * ROUNDS, asked);
    } finally {
      functions.shutdownNow();
      clients.shutdownNow();
    }
  }

  private int ask(String user, Function function, boolean kept) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Exchange exchange =
          Exchanges.of(
              Exchanges.request(
                  "GET", "/pets", null, Headers.of("Authorization", user), Body.EMPTY));
      SharedResults shared = kept ? current(i % 50) : null;
      String told =
          authorizer(function, shared)
              .check(exchange)
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS)
              .authorizerValue("user");
      assertEquals(user, told);
    }
    return ROUNDS;
  }

  private int reload(boolean kept) {
    for (int i = 0; kept && i < ROUNDS; i++) {
      current(i % 50);
    }
    return 0;
  }

  /** As a reload finds it: most often the same, sometimes with a new definition. */
  private synchronized SharedResults current(int round) {
    AuthorizerResults.Draft draft = results.draft();
    SharedResults shared =
        draft.of(OWNER, "definition " + (round == 0 ? 1 : 0), Duration.ofSeconds(300));
    draft.commit();
    return shared;
  }

  /** Denies what is below /admin, and allows the ARN that it was told, as many functions do. */
  private static Function echo(List<String> asked) {
    return (payload, timeout, cancellation) -> {
      String event = new String(payload, UTF_8);
      String start = "\"routeArn\":\"";
      int from = event.indexOf(start) + start.length();
      String arn = event.substring(from, event.indexOf('"', from));
      asked.add(arn.substring(arn.indexOf('/')));
      String effect = arn.contains("/admin") ? "Deny" : "Allow";
      String answer =
          """
          {"policyDocument":{"Version":"2012-10-17","Statement":{"Action":"execute-api:Invoke",\
          "Effect":"%s","Resource":"%s"}}}"""
              .formatted(effect, arn);
      return CompletableFuture.completedStage(
          new FunctionAnswer(200, answer.getBytes(UTF_8), null, null));
    };
  }

  private static String ask(LambdaAuthorizer authorizer, String method, String path) {
    Exchange exchange =
        Exchanges.of(
            Exchanges.request(method, path, null, Headers.of("Authorization", "t"), Body.EMPTY));
    try {
      authorizer.check(exchange).toCompletableFuture().join();
      return "allowed";
    } catch (CompletionException e) {
      return e.getCause() instanceof Refusal refusal ? "" + refusal.status() : e.toString();
    }
  }

  @ParameterizedTest
  @CsvSource({"GET, /%2A", "GET, /pets/*", "GET, /adm%3Fn/1", "GET, /?dmin/1", "*, /admin/1"})
  void a_clients_wildcard_does_not_become_a_kept_policy(String method, String path) {
    List<String> asked = new ArrayList<>();
    LambdaAuthorizer authorizer = authorizer(echo(asked), current(1), false);

    ask(authorizer, method, path);
    assertEquals(0, results.size());
    assertEquals("403", ask(authorizer, "GET", "/admin/1"));
    assertEquals(2, asked.size(), asked.toString());
  }

  @Test
  void a_request_with_a_wildcard_may_use_what_was_kept_before() {
    List<String> asked = new ArrayList<>();
    LambdaAuthorizer authorizer = authorizer(echo(asked), current(1), false);

    assertEquals("allowed", ask(authorizer, "GET", "/pets"));
    assertEquals("403", ask(authorizer, "GET", "/*"));
    assertEquals(List.of("/v0/GET/pets"), asked);
  }

  /** Whoever comes while the function is asked about a wildcard asks for himself. */
  @Test
  void a_call_about_a_wildcard_is_joined_by_nobody() {
    List<String> asked = new ArrayList<>();
    CompletableFuture<FunctionAnswer> late = new CompletableFuture<>();
    Function echo = echo(asked);
    Function slow =
        (payload, timeout, cancellation) ->
            echo.invoke(payload, timeout, cancellation)
                .thenCompose(
                    answer -> asked.size() == 1 ? late : CompletableFuture.completedStage(answer));
    LambdaAuthorizer authorizer = authorizer(slow, current(1), false);
    Exchange wild =
        Exchanges.of(
            Exchanges.request("GET", "/*", null, Headers.of("Authorization", "t"), Body.EMPTY));

    authorizer.check(wild);

    assertEquals("403", ask(authorizer, "GET", "/admin/1"));
    assertEquals(2, asked.size());
  }

  private static LambdaAuthorizer authorizer(Function function, SharedResults shared) {
    return authorizer(function, shared, true);
  }

  private static LambdaAuthorizer authorizer(
      Function function, SharedResults shared, boolean simple) {
    RequestAuthorizer authorizer =
        new RequestAuthorizer(
            "guard",
            "guard",
            List.of(
                Expression.parse("$request.header.Authorization", ExpressionKind.IDENTITY_SOURCE)),
            new FunctionUri("arn:aws:lambda:us-east-1:123456789012:function:guard"),
            "2.0",
            simple,
            300,
            null);
    return new LambdaAuthorizer(
        function,
        new IdentitySources(authorizer.identitySources(), new EventHeaders(() -> "1-0-0")),
        new AuthorizerEvent("2.0", new RequestEvent20()),
        new AuthorizerAnswer(authorizer),
        new RouteArn("us-east-1"),
        shared);
  }

  private static FunctionAnswer telling(byte[] payload) {
    String event = new String(payload, UTF_8);
    String start = "\"identitySource\":[\"";
    int from = event.indexOf(start) + start.length();
    assertTrue(from >= start.length(), event);
    String user = event.substring(from, event.indexOf('"', from));
    String answer = "{\"isAuthorized\":true,\"context\":{\"user\":\"" + user + "\"}}";
    return new FunctionAnswer(200, answer.getBytes(UTF_8), null, null);
  }
}
