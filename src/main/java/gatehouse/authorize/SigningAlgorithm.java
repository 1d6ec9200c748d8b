package gatehouse.authorize;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms that a token may be signed with: all of them have a public key, so that nobody who
 * can read the issuer's keys can sign.
 *
 * <p>RFC 7518, section 3.1, and RFC 8037. AWS: "only RSA-based algorithms are supported".
 */
public enum SigningAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  RS256("RSA"),
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RS384("RSA"),
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RS512("RSA"),
  /** RSASSA-PSS with SHA-256. */
  PS256("RSA"),
  /** RSASSA-PSS with SHA-384. */
  PS384("RSA"),
  /** RSASSA-PSS with SHA-512. */
  PS512("RSA"),
  /** ECDSA on P-256 with SHA-256. */
  ES256("EC"),
  /** ECDSA on P-384 with SHA-384. */
  ES384("EC"),
  /** ECDSA on P-521 with SHA-512. */
  ES512("EC"),
  /** Ed25519. */
  EDDSA("OKP");

  /** What AWS accepts. */
  public static final Set<SigningAlgorithm> OF_AWS = Set.copyOf(EnumSet.of(RS256, RS384, RS512));

  private final String keyType;

  SigningAlgorithm(String keyType) {
    this.keyType = keyType;
  }

  /** As {@code alg} has it: {@code RS256}, {@code EdDSA}. */
  public String jwsName() {
    return this == EDDSA ? "EdDSA" : name();
  }

  /**
   * A list of algorithms, separated by commas.
   *
   * @throws IllegalArgumentException with the remedy
   */
  public static Set<SigningAlgorithm> parse(String list) {
    Set<SigningAlgorithm> algorithms = EnumSet.noneOf(SigningAlgorithm.class);
    for (String name : list.split(",", -1)) {
      SigningAlgorithm algorithm = named(name.strip());
      if (algorithm == null) {
        throw new IllegalArgumentException(
            "`%s` is no algorithm with a public key: write some of %s, separated by commas"
                .formatted(
                    name.strip(),
                    Arrays.stream(values())
                        .map(SigningAlgorithm::jwsName)
                        .collect(Collectors.joining(", "))));
      }
      algorithms.add(algorithm);
    }
    return algorithms;
  }

  /** The algorithm of exactly this name; null when there is none. */
  static @Nullable SigningAlgorithm named(String name) {
    for (SigningAlgorithm algorithm : values()) {
      if (algorithm.jwsName().equals(name)) {
        return algorithm;
      }
    }
    return null;
  }

  /** The {@code kty} of its keys. */
  String keyType() {
    return keyType;
  }

  /** Whether a signature, in base64url, is one of this text with this key's private half. */
  boolean verifies(PublicKey key, String signed, String signature) {
    byte[] content = signed.getBytes(StandardCharsets.US_ASCII);
    try {
      if (key instanceof EdECPublicKey) {
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(key);
        check.update(content);
        return check.verify(Base64.getUrlDecoder().decode(signature));
      }
      JWSVerifier verifier =
          key instanceof RSAPublicKey rsa
              ? new RSASSAVerifier(rsa)
              : new ECDSAVerifier((ECPublicKey) key);
      JWSHeader header = new JWSHeader(JWSAlgorithm.parse(jwsName()));
      return verifier.verify(header, content, new Base64URL(signature));
    } catch (JOSEException | GeneralSecurityException e) {
      // Such as a signature of the wrong length, or a key of another curve.
      return false;
    }
  }
}
