package gatehouse.config;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a PEM file holds: certificates and private keys (RFC 7468). Text around them is overlooked.
 * Immutable.
 *
 * @param certificates in their order
 * @param key the first private key; null when there is none
 */
public record Pem(List<X509Certificate> certificates, @Nullable PrivateKey key) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");
  private static final String CONVERT = "convert it with `openssl pkcs8 -topk8 -nodes -in KEY`";

  /** With a copy of this list. */
  public Pem {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with fault and remedy, and nothing of what the file holds
   */
  public static Pem parse(byte[] file) {
    List<X509Certificate> certificates = new ArrayList<>();
    PrivateKey key = null;
    Matcher blocks = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
    while (blocks.find()) {
      String label = blocks.group(1);
      String text = blocks.group(2);
      if (label.endsWith("CERTIFICATE")) {
        certificates.add(certificate(decoded(text)));
      } else if (label.endsWith("PRIVATE KEY") && key == null) {
        key = key(label, text);
      }
    }
    return new Pem(certificates, key);
  }

  /**
   * Its certificates.
   *
   * @throws IllegalArgumentException with fault and remedy, when there is none
   */
  public List<X509Certificate> someCertificates() {
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          "holds no certificate: write it in PEM, with `-----BEGIN CERTIFICATE-----`");
    }
    return certificates;
  }

  /**
   * Its certificates, as the holder of the first shows them.
   *
   * @return each issued by the one after it
   * @throws IllegalArgumentException with fault and remedy, when there is none, or when they are in
   *     another order, with which TLS cannot do anything
   */
  public List<X509Certificate> someChain() {
    List<X509Certificate> chain = someCertificates();
    if (new HashSet<>(chain).size() < chain.size()) {
      throw new IllegalArgumentException("holds a certificate twice: remove one of them");
    }
    for (int i = 1; i < chain.size(); i++) {
      if (!isIssued(chain.get(i - 1), chain.get(i))) {
        throw new IllegalArgumentException(
            ("holds a certificate, number %d, that was not issued by the next: write the client's"
                    + " certificate first, then each one's issuer, and nothing else")
                .formatted(i));
      }
    }
    return chain;
  }

  private static boolean isIssued(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * Its key.
   *
   * @throws IllegalArgumentException with fault and remedy, when there is none
   */
  public PrivateKey someKey() {
    if (key == null) {
      throw new IllegalArgumentException(
          "holds no private key: write it in PEM, with `-----BEGIN PRIVATE KEY-----`");
    }
    return key;
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw broken();
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | ClassCastException e) {
      throw broken();
    }
  }

  private static PrivateKey key(String label, String text) {
    if (label.startsWith("ENCRYPTED") || text.contains("ENCRYPTED")) {
      throw new IllegalArgumentException(
          "holds an encrypted key, for which there is no password: " + CONVERT);
    }
    if (!label.equals("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "holds a key of the form `%s`, not `PRIVATE KEY`: %s".formatted(label, CONVERT));
    }
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(decoded(text));
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // The next one.
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("holds a key that this JVM cannot read: use RSA or EC");
      }
    }
    throw new IllegalArgumentException(
        "holds a broken private key, or one that is neither RSA nor EC nor EdDSA: make it anew");
  }

  private static IllegalArgumentException broken() {
    return new IllegalArgumentException(
        "holds a broken certificate or key: copy the file once more, whole");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Pem[%d certificates, %s]"
        .formatted(certificates.size(), key == null ? "no key" : "a key");
  }
}
