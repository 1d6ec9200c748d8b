package gatehouse.authorize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Locale;

/**
 * A JSON Web Token in compact form, taken apart and not believed yet. Of its header only {@code
 * alg} and {@code kid} count: where a token says that its key is – {@code jwk}, {@code jku}, {@code
 * x5c}, {@code x5u} – is never looked at. Immutable.
 *
 * <p>RFC 7515, section 3.1, and RFC 7519.
 *
 * @param algorithm as the header has it
 * @param keyId as the header has it
 * @param claims nobody has checked
 * @param signed what the signature is of
 * @param signature in base64url; empty for none
 */
record Token(String algorithm, String keyId, ObjectNode claims, String signed, String signature) {

  /** More than a request's head has room for in any server that is set up as usual. */
  private static final int LONGEST = 65_536;

  private static final String BEARER = "bearer ";

  /**
   * Takes a token apart.
   *
   * @throws TokenFault when it is none
   */
  static Token parse(String text) {
    if (text.length() > LONGEST) {
      throw new TokenFault(TokenFault.MALFORMED);
    }
    String[] segments = text.split("\\.", -1);
    if (segments.length != 3) {
      throw new TokenFault(TokenFault.SEGMENTS);
    }
    if (text.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw new TokenFault(TokenFault.BEARER);
    }
    ObjectNode header = object(segments[0]);
    ObjectNode claims = object(segments[1]);
    JsonNode algorithm = header.path("alg");
    if (!algorithm.isTextual() || algorithm.textValue().isEmpty()) {
      throw new TokenFault(TokenFault.NO_ALGORITHM);
    }
    if (header.has("crit") || header.has("b64") || header.has("enc") || header.has("zip")) {
      throw new TokenFault(TokenFault.CRITICAL);
    }
    // An unsigned token is refused for its algorithm, which tells more than an empty signature.
    if (!segments[2].isEmpty()) {
      bytes(segments[2]);
    }
    JsonNode keyId = header.path("kid");
    return new Token(
        algorithm.textValue(),
        keyId.isTextual() ? keyId.textValue() : "",
        claims,
        segments[0] + '.' + segments[1],
        segments[2]);
  }

  /** What is left to be known once the signature was found right. */
  Token withoutSignature() {
    return new Token(algorithm, keyId, claims, "", "");
  }

  private static ObjectNode object(String segment) {
    ObjectNode object = StrictJson.object(bytes(segment));
    if (object == null) {
      throw new TokenFault(TokenFault.MALFORMED);
    }
    return object;
  }

  /**
   * RFC 7515, section 2: without padding, line breaks, whitespace or any other character. The
   * decoder refuses all of them but padding.
   */
  private static byte[] bytes(String segment) {
    if (segment.isEmpty() || segment.indexOf('=') >= 0) {
      throw new TokenFault(TokenFault.MALFORMED);
    }
    try {
      return Base64.getUrlDecoder().decode(segment);
    } catch (IllegalArgumentException e) {
      throw new TokenFault(TokenFault.MALFORMED);
    }
  }

  /** Nothing of what it holds. */
  @Override
  public String toString() {
    return "Token";
  }
}
