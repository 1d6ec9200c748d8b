package gatehouse.authorize;

import gatehouse.config.Authorizer.JwtAuthorizer;
import gatehouse.expression.Expression;
import gatehouse.expression.ExpressionKind;
import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Caller.TokenBearer;
import gatehouse.http.Cancellation;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Outcome;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.RouteMatch;
import gatehouse.http.Ticker;
import gatehouse.testkit.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A check that requests are put to; it is always the second {@value #NOW}. */
final class Asked {

  static final long NOW = 1_700_000_000L;

  /** Good until ten seconds from now. */
  static final String CLAIMS =
      "{\"iss\":\"https://issuer.test\",\"aud\":\"pets\",\"exp\":1700000010,\"sub\":\"alice\"}";

  private final JwtCheck check;
  private Outcome outcome = new Outcome();

  private Asked(JwtCheck check) {
    this.check = check;
  }

  static Asked of(
      String source, List<String> scopes, Set<SigningAlgorithm> algorithms, String keys) {
    return of(source, scopes, algorithms, keys, new VerifiedTokens(new Stopped(NOW)));
  }

  static Asked of(
      String source,
      List<String> scopes,
      Set<SigningAlgorithm> algorithms,
      String keys,
      VerifiedTokens verified) {
    return of(source, scopes, algorithms, keys, verified, NOW);
  }

  /** At another time. */
  static Asked of(
      String source,
      List<String> scopes,
      Set<SigningAlgorithm> algorithms,
      String keys,
      VerifiedTokens verified,
      long now) {
    KeySet set = KeySet.parse(keys.getBytes(StandardCharsets.UTF_8));
    Stopped ticker = new Stopped(now);
    return new Asked(
        new JwtCheck(
            Expression.parse(source, ExpressionKind.IDENTITY_SOURCE),
            ClaimRules.of(
                new JwtAuthorizer(
                    "a",
                    "a",
                    Expression.parse(source, ExpressionKind.IDENTITY_SOURCE),
                    "https://issuer.test",
                    List.of("pets", "dogs"))),
            new IssuerKeys(() -> CompletableFuture.completedStage(set), ticker),
            scopes,
            algorithms,
            verified,
            ticker));
  }

  static Asked usual() {
    return scoped();
  }

  /** Others that put requests to the same check. */
  Asked sharing() {
    return new Asked(check);
  }

  static Asked scoped(String... scopes) {
    return of(
        "$request.header.Authorization", List.of(scopes), SigningAlgorithm.OF_AWS, TestTokens.KEYS);
  }

  /** Who calls with this value of {@code Authorization}. */
  TokenBearer bearer(String authorization) {
    return bearer(null, "Authorization", authorization);
  }

  TokenBearer bearer(String query, String... headers) {
    outcome = new Outcome();
    Exchange exchange =
        new Exchange(
            "id",
            Instant.ofEpochSecond(NOW),
            new Request(
                "GET",
                "HTTP/1.1",
                RequestPath.parse("/"),
                query,
                Headers.of(headers),
                Body.EMPTY,
                new Request.Connection("http", "127.0.0.1", "127.0.0.1"),
                new Cancellation()),
            new RouteMatch(
                new ApiStage("1", "a", "$default", Map.of()), null, RequestPath.parse("/"), null),
            outcome);
    return (TokenBearer) check.check(exchange).toCompletableFuture().join();
  }

  /** The refusal of this value of {@code Authorization}. */
  Refusal refusal(String authorization) {
    return refusal(null, "Authorization", authorization);
  }

  Refusal refusal(String query, String... headers) {
    try {
      throw new AssertionError("nobody refuses " + bearer(query, headers));
    } catch (CompletionException e) {
      return (Refusal) e.getCause();
    }
  }

  /** The {@code error_description} of the refusal. */
  String fault(String authorization) {
    String challenge = refusal(authorization).headers().first("www-authenticate");
    return challenge.replaceFirst(".* error_description=\"(.*)\"", "$1");
  }

  Outcome outcome() {
    return outcome;
  }

  /** Always the same second. */
  record Stopped(long second) implements Ticker {
    @Override
    public Instant now() {
      return Instant.ofEpochSecond(second);
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
