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
import gatehouse.lambda.EventHeaders;
import gatehouse.lambda.Function;
import gatehouse.lambda.FunctionAnswer;
import gatehouse.lambda.RequestEvent20;
import gatehouse.testkit.Exchanges;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static LambdaAuthorizer authorizer(Function function, SharedResults shared) {
    RequestAuthorizer authorizer =
        new RequestAuthorizer(
            "guard",
            "guard",
            List.of(
                Expression.parse("$request.header.Authorization", ExpressionKind.IDENTITY_SOURCE)),
            new FunctionUri("arn:aws:lambda:us-east-1:123456789012:function:guard"),
            "2.0",
            true,
            300,
            null);
    return new LambdaAuthorizer(
        function,
        new IdentitySources(authorizer.identitySources()),
        new AuthorizerEvent("2.0", new RequestEvent20(new EventHeaders(() -> "1-0-0"))),
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
