package gatehouse.compare;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An issuer of tokens whose documents an upstream serves. */
final class Tokens {

  static final String AUDIENCE = "comparison";
  static final String ORIGIN = "https://page.example";

  private final KeyPair keys;
  private final String issuer;

  /**
   * An issuer with a new key.
   *
   * @param port of 127.0.0.1, where its documents are
   * @param documents where they are put, by path
   */
  Tokens(int port, Map<String, byte[]> documents) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    keys = generator.generateKeyPair();
    issuer = issuer(port);
    RSAPublicKey open = (RSAPublicKey) keys.getPublic();
    put(
        documents,
        "/.well-known/openid-configuration",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer, issuer));
    put(
        documents,
        "/keys",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"use\":\"sig\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(encoded(open.getModulus()), encoded(open.getPublicExponent())));
  }

  static String issuer(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** The headers of a request from a page whose user has signed in, for two hours. */
  List<String> headers() throws GeneralSecurityException {
    long now = System.currentTimeMillis() / 1_000;
    String signed =
        encoded("{\"alg\":\"RS256\",\"kid\":\"one\"}".getBytes(StandardCharsets.US_ASCII))
            + "."
            + encoded(
                ("{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"somebody\",\"iat\":%d,\"exp\":%d,"
                        + "\"scope\":\"pets:read pets:write\"}")
                    .formatted(issuer, AUDIENCE, now - 5, now + 7_200)
                    .getBytes(StandardCharsets.US_ASCII));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return List.of(
        "Authorization: Bearer " + signed + "." + encoded(signature.sign()), "Origin: " + ORIGIN);
  }

  private static void put(Map<String, byte[]> documents, String path, String text) {
    documents.put(path, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
