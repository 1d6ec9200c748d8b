package gatehouse.config;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A client certificate with its private key. Immutable.
 *
 * @param chain the certificate first, then those that lead to its authority
 * @param key belongs to the first of them
 */
public record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {

  /**
   * An identity.
   *
   * @throws IllegalArgumentException with fault and remedy, when the key is another certificate's
   */
  public ClientIdentity {
    chain = List.copyOf(chain);
    if (chain.isEmpty() || !belong(chain.get(0), key)) {
      throw new IllegalArgumentException(
          "is not the key of the client certificate, which stands first in its file: take the key"
              + " that the certificate was made for");
    }
  }

  /** Whether one verifies what the other signs. */
  private static boolean belong(X509Certificate certificate, PrivateKey key) {
    String name =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] text = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(name);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ClientIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
