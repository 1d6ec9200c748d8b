package gatehouse.servlet;

import gatehouse.config.ClientIdentity;
import gatehouse.config.Pem;
import gatehouse.upstream.TlsProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files that say whom the gateway trusts when it calls out, and who it is: read once, when the
 * deployment starts. What they hold is never told.
 */
final class TlsFiles {

  private final SettingSource source;

  TlsFiles(SettingSource source) {
    this.source = source;
  }

  /**
   * What the settings make of TLS.
   *
   * @return null when they say nothing
   * @throws IllegalArgumentException with the setting, its fault and the remedy
   */
  @Nullable TlsProfile profile() {
    List<X509Certificate> trusted = read(SettingKey.TRUST_STORE, this::trusted);
    boolean half =
        (source.text(SettingKey.CLIENT_CERTIFICATE) == null)
            != (source.text(SettingKey.CLIENT_KEY) == null);
    if (half) {
      throw new IllegalArgumentException(
          "settings %s and %s belong together: set both, or none"
              .formatted(
                  SettingKey.CLIENT_CERTIFICATE.property(), SettingKey.CLIENT_KEY.property()));
    }
    List<X509Certificate> chain =
        read(SettingKey.CLIENT_CERTIFICATE, file -> Pem.parse(file).someChain());
    ClientIdentity identity =
        read(
            SettingKey.CLIENT_KEY,
            file ->
                new ClientIdentity(chain == null ? List.of() : chain, Pem.parse(file).someKey()));
    return trusted == null && identity == null
        ? null
        : TlsProfile.of(
            trusted,
            identity == null ? null : new TlsProfile.Identity(identity.chain(), identity.key()));
  }

  private List<X509Certificate> trusted(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return text.contains("-----BEGIN ") ? Pem.parse(file).someCertificates() : ofPkcs12(file);
  }

  private List<X509Certificate> ofPkcs12(byte[] file) {
    String password = source.text(SettingKey.TRUST_STORE_PASSWORD);
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(file), password == null ? null : password.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        if (store.isCertificateEntry(alias)
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          certificates.add(certificate);
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "is neither PEM nor PKCS12 of the password in %s: correct one of them"
              .formatted(SettingKey.TRUST_STORE_PASSWORD.property()),
          e);
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          "holds no certificate to trust, or its password is missing: set %s"
              .formatted(SettingKey.TRUST_STORE_PASSWORD.property()));
    }
    return certificates;
  }

  private <T> @Nullable T read(SettingKey key, Function<byte[], T> parse) {
    String path = source.text(key);
    if (path == null) {
      return null;
    }
    try {
      return parse.apply(Files.readAllBytes(Path.of(path)));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "setting %s: `%s` cannot be read: correct the path, or permit it to the server's user"
              .formatted(key.property(), path),
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "setting %s: `%s` %s".formatted(key.property(), path, e.getMessage()), e);
    }
  }
}
