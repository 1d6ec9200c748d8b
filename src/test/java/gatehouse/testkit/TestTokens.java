package gatehouse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens with the keys of {@code src/test/resources/tokens}, also in ways that are wrong. */
public final class TestTokens {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DIRECTORY = Path.of("src/test/resources/tokens");

  private static final Map<String, String> SIGNATURES =
      Map.of(
          "RS256", "SHA256withRSA",
          "RS384", "SHA384withRSA",
          "RS512", "SHA512withRSA",
          "PS256", "RSASSA-PSS",
          "ES256", "SHA256withECDSAinP1363Format",
          "EdDSA", "Ed25519");

  /** What stands in the key set: the public halves of rsa1 and rsa2. */
  public static final String KEYS =
      "{\"keys\":[" + rsaKey("rsa1", "") + "," + rsaKey("rsa2", "") + "]}";

  private TestTokens() {}

  /** A token with the header {@code {"alg": "RS256", "kid": "rsa1"}}. */
  public static String of(String claims) {
    return of("{\"alg\":\"RS256\",\"kid\":\"rsa1\"}", claims, "rsa1");
  }

  /**
   * A token.
   *
   * @param header as it is; its {@code alg} says how it is signed, with {@code none} not at all
   * @param key the name of a file
   */
  public static String of(String header, String claims, String key) {
    String signed = encoded(header) + "." + encoded(claims);
    return signed + "." + signature(algorithm(header), signed, key);
  }

  /** Of a header and claims that are JSON. */
  public static String of(ObjectNode header, JsonNode claims, String key) {
    return of(header.toString(), claims.toString(), key);
  }

  /**
   * The public half of an RSA key as JSON.
   *
   * @param more properties, each with a comma in front
   */
  public static String rsaKey(String name, String more) {
    RSAPublicKey key = rsaPublic(name);
    return "{\"kty\":\"RSA\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"%s}"
        .formatted(
            name,
            new RSAKey.Builder(key).build().getModulus(),
            new RSAKey.Builder(key).build().getPublicExponent(),
            more);
  }

  /** In base64url, without padding. */
  public static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String algorithm(String header) {
    try {
      return JSON.readTree(header).path("alg").asText("none");
    } catch (IOException e) {
      return "none";
    }
  }

  private static String signature(String algorithm, String signed, String key) {
    byte[] bytes = signed.getBytes(StandardCharsets.US_ASCII);
    try {
      if (algorithm.equals("HS256")) {
        // The attack: the public key, which everybody has, as the secret.
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(rsaPublic(key).getEncoded(), "HmacSHA256"));
        return encoded(mac.doFinal(bytes));
      }
      if (!SIGNATURES.containsKey(algorithm)) {
        return "";
      }
      Signature signature = Signature.getInstance(SIGNATURES.get(algorithm));
      if (algorithm.equals("PS256")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(privateKey(key));
      signature.update(bytes);
      return encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public half of an RSA key. */
  public static RSAPublicKey rsaPublic(String name) {
    try {
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) privateKey(name);
      return (RSAPublicKey)
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PrivateKey privateKey(String name) throws GeneralSecurityException {
    try {
      String pem = Files.readString(DIRECTORY.resolve(name + ".pem"));
      byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      String type = name.startsWith("ec") ? "EC" : name.startsWith("ed") ? "Ed25519" : "RSA";
      return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
