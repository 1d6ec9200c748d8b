package gatehouse.authorize;

import gatehouse.http.Causes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that proves nothing, and why. Here, and here alone, stand the texts that clients get as
 * {@code error_description}.
 *
 * <p>AWS documents {@link #AUDIENCE}; {@link #SEGMENTS}, {@link #BEARER}, {@link #DISCOVERY} and
 * {@link #KEYS} were seen on it. They are those of the Go library jwt-go, so the others are, too,
 * or are written like them: our choice.
 */
final class TokenFault extends RuntimeException {

  static final String SEGMENTS = "token contains an invalid number of segments";
  static final String BEARER = "tokenstring should not contain 'bearer '";
  static final String MALFORMED = "token is malformed";
  static final String NO_ALGORITHM = "signing method (alg) is unspecified.";
  static final String UNKNOWN_ALGORITHM = "signing method (alg) is unavailable.";
  static final String CRITICAL = "token has critical headers that are not understood";
  static final String NO_KEY_ID = "token has no key id (kid)";
  static final String UNKNOWN_KEY = "unable to find the signing key of the token";
  static final String SIGNATURE = "signature is invalid";
  static final String ISSUER = "invalid issuer";
  static final String AUDIENCE = "the token does not have a valid audience";
  static final String NO_EXPIRY = "the token does not have a valid expiry";
  static final String EXPIRED = "the token has expired";
  static final String NOT_YET = "the token is not valid yet";
  static final String BEFORE_ISSUED = "the token is used before it was issued";
  static final String DISCOVERY = "OIDC discovery endpoint communication error";
  static final String KEYS = "JWKS communication error";

  /** What RFC 7518 and RFC 8037 name; no other text of a client's gets into an answer. */
  private static final Set<String> NAMED =
      Set.of(
          "none", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
          "ES256", "ES384", "ES512", "EdDSA");

  private static final long serialVersionUID = 1;

  TokenFault(String description) {
    super(description, null, false, false);
  }

  /** The algorithm is not among those that are accepted. */
  static TokenFault ofAlgorithm(String name) {
    return new TokenFault(
        NAMED.contains(name) ? "signing method " + name + " is invalid" : UNKNOWN_ALGORITHM);
  }

  /** The fault behind a failure; whatever else has gone wrong, the keys could not be had. */
  static TokenFault of(@Nullable Throwable failure) {
    Throwable cause = Causes.ofNullable(failure);
    return cause instanceof TokenFault fault ? fault : new TokenFault(KEYS);
  }

  /** For the client. */
  String description() {
    return String.valueOf(getMessage());
  }
}
