package gatehouse.authorize;

import gatehouse.authorize.VerifiedTokens.Verified;
import gatehouse.expression.Expression;
import gatehouse.expression.Scope;
import gatehouse.http.Caller;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Ticker;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets the bearers of an issuer's tokens through.
 *
 * <p>AWS: "Control access to HTTP APIs with JWT authorizers". The form of {@code WWW-Authenticate},
 * with spaces between the parameters, is AWS's. It does not tell what the one of a missing scope
 * says; here is our choice.
 */
final class JwtCheck implements AccessCheck {

  private static final String BEARER = "Bearer ";
  private static final String INVALID = "invalid_token";
  private static final String INSUFFICIENT = "insufficient_scope";
  private static final String NO_SCOPE = "the token does not have a required scope";
  private static final String NO_TOKEN = "no token";

  private final Expression source;
  private final ClaimRules rules;
  private final IssuerKeys keys;
  private final List<String> scopes;
  private final Set<SigningAlgorithm> algorithms;
  private final VerifiedTokens verified;
  private final Ticker ticker;

  /**
   * A check.
   *
   * @param source where the token is
   * @param scopes one of which it must have; empty when none is asked for
   * @param algorithms that it may be signed with
   * @param verified tokens whose signature need not be checked again
   */
  JwtCheck(
      Expression source,
      ClaimRules rules,
      IssuerKeys keys,
      List<String> scopes,
      Set<SigningAlgorithm> algorithms,
      VerifiedTokens verified,
      Ticker ticker) {
    this.source = source;
    this.rules = rules;
    this.keys = keys;
    this.scopes = scopes;
    this.algorithms = algorithms;
    this.verified = verified;
    this.ticker = ticker;
  }

  @Override
  public CompletionStage<Caller> check(Exchange exchange) {
    String sent = source.of(Scope.of(exchange, null));
    String text = sent != null && sent.startsWith(BEARER) ? sent.substring(BEARER.length()) : sent;
    if (text == null || text.isEmpty()) {
      exchange.outcome().authorizerFailed(NO_TOKEN);
      return CompletableFuture.failedStage(
          Refusal.unauthorized(Headers.of("WWW-Authenticate", "Bearer")));
    }
    try {
      Verified known = verified.find(text);
      Token token = known == null ? Token.parse(text) : known.token();
      SigningAlgorithm algorithm = algorithm(token);
      if (token.keyId().isEmpty()) {
        throw new TokenFault(TokenFault.NO_KEY_ID);
      }
      return keys.find(token.keyId())
          .handle(
              (found, failure) -> {
                try {
                  if (found == null) {
                    throw TokenFault.of(failure);
                  }
                  List<KeySet.Key> fitting = fitting(found, algorithm);
                  return caller(
                      exchange,
                      known != null && fitting.contains(known.key())
                          ? known
                          : verified(
                              text, known == null ? token : Token.parse(text), algorithm, fitting));
                } catch (TokenFault fault) {
                  throw refused(exchange, fault);
                }
              });
    } catch (TokenFault fault) {
      return CompletableFuture.failedStage(refused(exchange, fault));
    }
  }

  /** Before any key is asked for, so that nothing that is not accepted costs anything. */
  private SigningAlgorithm algorithm(Token token) {
    SigningAlgorithm algorithm = SigningAlgorithm.named(token.algorithm());
    if (algorithm == null || !algorithms.contains(algorithm)) {
      throw TokenFault.ofAlgorithm(token.algorithm());
    }
    return algorithm;
  }

  private static List<KeySet.Key> fitting(List<KeySet.Key> found, SigningAlgorithm algorithm) {
    List<KeySet.Key> fitting = found.stream().filter(key -> key.isFor(algorithm)).toList();
    if (fitting.isEmpty()) {
      throw new TokenFault(TokenFault.UNKNOWN_KEY);
    }
    return fitting;
  }

  private Verified verified(
      String text, Token token, SigningAlgorithm algorithm, List<KeySet.Key> fitting) {
    for (KeySet.Key key : fitting) {
      if (algorithm.verifies(key.key(), token.signed(), token.signature())) {
        return verified.keep(text, token, key);
      }
    }
    throw new TokenFault(TokenFault.SIGNATURE);
  }

  private Caller caller(Exchange exchange, Verified bearer) {
    rules.check(bearer.token().claims(), ticker.now());
    if (scopes.isEmpty()) {
      return bearer.bearer();
    }
    if (Collections.disjoint(scopes, bearer.scoped().scopes())) {
      exchange.outcome().authorizerFailed(INSUFFICIENT + ": " + NO_SCOPE);
      throw new Refusal(403, "Forbidden", challenge(INSUFFICIENT, NO_SCOPE));
    }
    return bearer.scoped();
  }

  private Refusal refused(Exchange exchange, TokenFault fault) {
    exchange.outcome().authorizerFailed(INVALID + ": " + fault.description());
    return Refusal.unauthorized(challenge(INVALID, fault.description()));
  }

  private Headers challenge(String error, String description) {
    return Headers.of(
        "WWW-Authenticate",
        "Bearer scope=\"%s\" error=\"%s\" error_description=\"%s\""
            .formatted(String.join(" ", scopes), error, description));
  }
}
