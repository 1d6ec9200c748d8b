package gatehouse.authorize.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatehouse.http.Request;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature that a request must have.
 *
 * <p>AWS: "Create a signed AWS API request", steps 2 to 5.
 */
final class Signature {

  private static final String HMAC = "HmacSHA256";

  private Signature() {}

  /** Whether a claim is true; takes the same time wherever the signatures differ. */
  static boolean matches(Request request, Claim claim, String payloadHash, String secret) {
    byte[] canonical = CanonicalRequest.bytes(request, claim.signedHeaders(), payloadHash);
    String toSign =
        String.join(
            "\n", "AWS4-HMAC-SHA256", claim.timestamp(), claim.scope().text(), sha256(canonical));
    Scope scope = claim.scope();
    byte[] key = hmac(("AWS4" + secret).getBytes(UTF_8), scope.date());
    key = hmac(key, scope.region());
    key = hmac(key, scope.service());
    key = hmac(key, scope.end());
    String expected = HexFormat.of().formatHex(hmac(key, toSign));
    return isEqual(expected, claim.signature());
  }

  /** The hash of bytes, in lower-case hexadecimal digits. */
  static String sha256(byte[] bytes) {
    return hex(sha256().digest(bytes));
  }

  /** A hash, in lower-case hexadecimal digits. */
  static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  /** What hashes a body on its way. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether two texts are the same; takes the same time wherever they differ. */
  static boolean isEqual(String expected, String presented) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), presented.getBytes(UTF_8));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
