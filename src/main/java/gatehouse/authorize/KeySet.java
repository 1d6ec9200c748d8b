package gatehouse.authorize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer that signatures may be checked with, by their ids. Keys without an id, for
 * other uses, or too weak are left out. Immutable.
 *
 * <p>RFC 7517.
 */
final class KeySet {

  /** Each of them is tried on a signature that is none. */
  private static final int MOST_OF_ID = 8;

  private static final int LEAST_RSA_BITS = 2_048;
  private static final int MOST_RSA_BITS = 16_384;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);
  private static final int MOST_EXPONENT_BITS = 64;
  private static final int ED25519_BYTES = 32;
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Map<String, List<Key>> keys;

  private KeySet(Map<String, List<Key>> keys) {
    this.keys = keys;
  }

  /**
   * A key.
   *
   * @param type its {@code kty}
   * @param algorithm the only one that it is for; null for all of its type
   */
  record Key(String type, @Nullable String algorithm, PublicKey key) {

    /** Whether a token that says it is signed so may be checked with it. */
    boolean isFor(SigningAlgorithm wanted) {
      return type.equals(wanted.keyType())
          && (algorithm == null || algorithm.equals(wanted.jwsName()));
    }
  }

  /** Reads a set; null when it is none. */
  static @Nullable KeySet parse(byte[] json) {
    ObjectNode document = StrictJson.object(json);
    if (document == null || !document.path("keys").isArray()) {
      return null;
    }
    Map<String, List<Key>> keys = new HashMap<>();
    for (JsonNode node : document.get("keys")) {
      String id = text(node, "kid");
      Key key = id == null || id.isEmpty() ? null : key(node);
      if (id != null && key != null) {
        List<Key> ofId = keys.computeIfAbsent(id, i -> new ArrayList<>(1));
        if (ofId.size() < MOST_OF_ID) {
          ofId.add(key);
        }
      }
    }
    return new KeySet(keys);
  }

  /** The keys of an id; empty when there are none. */
  List<Key> of(String id) {
    return keys.getOrDefault(id, List.of());
  }

  private static @Nullable Key key(JsonNode node) {
    String type = text(node, "kty");
    if (type == null || !isForSignatures(node)) {
      return null;
    }
    try {
      PublicKey key =
          switch (type) {
            case "RSA" -> rsa(node);
            case "EC" -> ec(node);
            case "OKP" -> ed25519(node);
            default -> null;
          };
      return key == null ? null : new Key(type, text(node, "alg"), key);
    } catch (JOSEException | GeneralSecurityException | RuntimeException e) {
      // A key that makes no sense is as good as none; the others serve on.
      return null;
    }
  }

  private static boolean isForSignatures(JsonNode node) {
    JsonNode operations = node.path("key_ops");
    boolean verifies = operations.isMissingNode();
    for (JsonNode operation : operations) {
      verifies |= operation.asText().equals("verify");
    }
    return verifies && (!node.has("use") || "sig".equals(text(node, "use")));
  }

  private static @Nullable PublicKey rsa(JsonNode node) throws JOSEException {
    RSAPublicKey key =
        new RSAKey.Builder(part(node, "n"), part(node, "e")).build().toRSAPublicKey();
    int bits = key.getModulus().bitLength();
    BigInteger exponent = key.getPublicExponent();
    return bits < LEAST_RSA_BITS
            || bits > MOST_RSA_BITS
            || exponent.compareTo(LEAST_EXPONENT) < 0
            || exponent.bitLength() > MOST_EXPONENT_BITS
        ? null
        : key;
  }

  private static PublicKey ec(JsonNode node) throws JOSEException {
    Curve curve = Curve.parse(String.valueOf(text(node, "crv")));
    return new ECKey.Builder(curve, part(node, "x"), part(node, "y")).build().toECPublicKey();
  }

  private static @Nullable PublicKey ed25519(JsonNode node) throws GeneralSecurityException {
    byte[] point = Base64.getUrlDecoder().decode(part(node, "x").toString());
    if (!"Ed25519".equals(text(node, "crv")) || point.length != ED25519_BYTES) {
      return null;
    }
    byte[] encoded = new byte[ED25519_PREFIX.length + ED25519_BYTES];
    System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
    System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, ED25519_BYTES);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static Base64URL part(JsonNode node, String name) {
    String text = text(node, name);
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("a key without " + name);
    }
    return new Base64URL(text);
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? value.textValue() : null;
  }
}
