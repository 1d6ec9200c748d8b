package gatehouse.authorize.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import gatehouse.lambda.RequestEvent10;
import gatehouse.lambda.RequestEvent20;
import gatehouse.testkit.Exchanges;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Results are kept for what the function has seen, and for nobody who only looks like it. */
class IdentityTest {

  private final HandClock clock = new HandClock();
  private int calls;

  /** An authorizer whose function allows events in which there is a text. */
  private LambdaAuthorizer allowing(String text, String version, String source) {
    RequestAuthorizer authorizer =
        new RequestAuthorizer(
            "guard",
            "guard",
            List.of(Expression.parse(source, ExpressionKind.IDENTITY_SOURCE)),
            new FunctionUri("arn:aws:lambda:us-east-1:123456789012:function:guard"),
            version,
            true,
            300,
            null);
    Function function =
        (payload, timeout, cancellation) -> {
          calls++;
          String answer =
              "{\"isAuthorized\":%s}".formatted(new String(payload, UTF_8).contains(text));
          return CompletableFuture.completedStage(
              new FunctionAnswer(200, answer.getBytes(UTF_8), null, null));
        };
    AuthorizerResults.Draft draft = new AuthorizerResults(clock, clock, 1L << 20).draft();
    return new LambdaAuthorizer(
        function,
        new IdentitySources(authorizer.identitySources(), new EventHeaders(() -> "1-0-0")),
        new AuthorizerEvent(
            version, version.equals("1.0") ? new RequestEvent10() : new RequestEvent20()),
        new AuthorizerAnswer(authorizer),
        new RouteArn("us-east-1"),
        draft.of(
            new AuthorizerResults.Owner("a1b2c3", "v0", "guard"), "d", Duration.ofSeconds(300)));
  }

  private static int ask(LambdaAuthorizer authorizer, String query, String... fields) {
    Exchange exchange =
        Exchanges.of(Exchanges.request("GET", "/pets", query, Headers.of(fields), Body.EMPTY));
    try {
      authorizer.check(exchange).toCompletableFuture().join();
      return 200;
    } catch (CompletionException e) {
      return ((Refusal) e.getCause()).status();
    }
  }

  @Test
  void a_strangers_claim_is_no_identity() {
    LambdaAuthorizer authorizer =
        allowing("198.51.100.7", "2.0", "$request.header.X-Forwarded-For");

    // What the function is told is the peer, whatever the client says.
    assertEquals(200, ask(authorizer, null, "X-Forwarded-For", "203.0.113.5"));
    assertEquals(200, ask(authorizer, null, "X-Forwarded-For", "203.0.113.6"));
    assertEquals(200, ask(authorizer, null));
    assertEquals(1, calls);
    LambdaAuthorizer forged = allowing("203.0.113.5", "2.0", "$request.header.X-Real-IP");
    assertEquals(401, ask(forged, null, "X-Real-IP", "203.0.113.5"));
  }

  @Test
  void a_field_that_ends_here_is_no_identity() {
    LambdaAuthorizer authorizer = allowing("\"x-key\":\"k1\"", "2.0", "$request.header.X-Key");

    assertEquals(401, ask(authorizer, null, "X-Key", "k1", "Connection", "close, X-Key"));
    assertEquals(200, ask(authorizer, null, "X-Key", "k1"));
  }

  @Test
  void two_values_are_not_one_with_a_comma() {
    LambdaAuthorizer ofQuery =
        allowing(
            "\"queryStringParameters\":{\"tenant\":\"open\"}",
            "1.0",
            "$request.querystring.tenant");

    assertEquals(200, ask(ofQuery, "tenant=x&tenant=open"));
    assertEquals(403, ask(ofQuery, "tenant=x,open"));
    assertEquals(403, ask(ofQuery, "tenant=open&tenant=x"));

    LambdaAuthorizer ofHeader =
        allowing("\"X-Tenant\":\"open\"", "1.0", "$request.header.x-tenant");

    assertEquals(200, ask(ofHeader, null, "X-Tenant", "x", "X-Tenant", "open"));
    assertEquals(403, ask(ofHeader, null, "X-Tenant", "x,open"));
  }

  @Test
  void bytes_that_are_not_the_same_are_not_one_identity() {
    LambdaAuthorizer authorizer = allowing("\"x-key\":\"José\"", "2.0", "$request.header.X-Key");

    assertEquals(200, ask(authorizer, null, "X-Key", "José"));
    assertEquals(403, ask(authorizer, null, "X-Key", "JosÃ©"));
  }

  @Test
  void the_identity_in_the_event_is_that_of_its_fields() {
    String told = "\"identitySource\":[\"a,b\"],";

    assertEquals(
        200, ask(allowing(told, "2.0", "$request.header.X-Key"), null, "X-Key", "a", "x-key", "b"));
    assertEquals(200, ask(allowing(told, "2.0", "$request.querystring.k"), "k=a&k=b"));
  }
}
