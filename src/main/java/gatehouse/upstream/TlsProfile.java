package gatehouse.upstream;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/**
 * Whom the gateway trusts when it calls out over TLS, and who it says it is. TLS 1.2 at least; that
 * the certificate names the host is always checked. Immutable; connections of one profile are never
 * used for another, so a new profile with renewed certificates begins with new connections.
 */
public final class TlsProfile {

  private final @Nullable List<X509Certificate> trusted;
  private final @Nullable Identity identity;
  private final TlsStrategy strategy;

  private TlsProfile(
      SSLContext context, @Nullable List<X509Certificate> trusted, @Nullable Identity identity) {
    this.trusted = trusted;
    this.identity = identity;
    strategy =
        ClientTlsStrategyBuilder.create()
            .setSslContext(context)
            .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
            .buildAsync();
  }

  /** The JVM's own trust store and key store, as {@code javax.net.ssl.trustStore} sets them. */
  static TlsProfile ofJvm() {
    return new TlsProfile(SSLContexts.createSystemDefault(), null, null);
  }

  /**
   * A profile.
   *
   * @param trusted the authorities, or the servers themselves; null for those that the JVM trusts
   * @param identity what is shown to servers that ask; null for nothing
   * @throws IllegalArgumentException when the JVM has no use for these certificates
   */
  public static TlsProfile of(
      @Nullable List<X509Certificate> trusted, @Nullable Identity identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          identity == null ? new KeyManager[0] : keyManagers(identity), trust(trusted), null);
      return new TlsProfile(context, trusted, identity);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("cannot be used for TLS: " + e.getMessage(), e);
    }
  }

  /**
   * This profile, but for what is given.
   *
   * @param otherTrusted null to trust the same
   * @param otherIdentity null to show the same
   */
  TlsProfile with(@Nullable List<X509Certificate> otherTrusted, @Nullable Identity otherIdentity) {
    return of(
        otherTrusted == null ? trusted : otherTrusted,
        otherIdentity == null ? identity : otherIdentity);
  }

  /** How connections are secured. */
  TlsStrategy strategy() {
    return strategy;
  }

  private static KeyManager[] keyManagers(Identity identity)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    char[] noPassword = new char[0];
    store.setKeyEntry(
        "client", identity.key(), noPassword, identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, noPassword);
    return factory.getKeyManagers();
  }

  /** Null for the JVM's own. */
  private static TrustManager @Nullable [] trust(@Nullable List<X509Certificate> trusted)
      throws GeneralSecurityException, IOException {
    if (trusted == null) {
      return null;
    }
    KeyStore store = emptyStore();
    for (int i = 0; i < trusted.size(); i++) {
      store.setCertificateEntry("trusted-" + i, trusted.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /**
   * A client certificate with its key.
   *
   * @param chain the certificate first, then those that lead to its authority
   * @param key belongs to the first of them
   */
  public record Identity(List<X509Certificate> chain, PrivateKey key) {

    /** With a copy of this list. */
    public Identity {
      chain = List.copyOf(chain);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
  }
}
