package gatehouse.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates made at test time by the JDK's keytool: one authority that the trust store trusts,
 * and what servers may present. Takes some seconds; make it once per test class.
 */
public final class TestCertificates {

  /** What a server presents. */
  public enum Identity {
    /** For localhost and 127.0.0.1, issued by the trusted authority. */
    TRUSTED,
    /** The same names, issued by an authority that nobody knows. */
    UNTRUSTED,
    /** Issued by the trusted authority for {@code elsewhere.example}. */
    WRONG_HOST,
    /** Issued by the trusted authority for localhost, and out of date. */
    EXPIRED
  }

  /** The password of all key stores and trust stores. */
  public static final String PASSWORD = "changeit";

  /**
   * A certificate of {@code O=Example,CN=client}, signed by itself, with the serial number {@code
   * A1B2C3D4E5F60718}, valid from the 5th of August 2021 to the 15th of January 2041.
   */
  public static final String SAMPLE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBNTCB3AIJAKGyw9Tl9gcYMAoGCCqGSM49BAMCMCMxDzANBgNVBAMMBmNsaWVu
      dDEQMA4GA1UECgwHRXhhbXBsZTAeFw0yMTA4MDUwOTM2MDRaFw00MTAxMTUxMjAw
      MDBaMCMxDzANBgNVBAMMBmNsaWVudDEQMA4GA1UECgwHRXhhbXBsZTBZMBMGByqG
      SM49AgEGCCqGSM49AwEHA0IABLvBOhVgqU9Z8qgoKmgrmgv1lhM1SJmicQnS5Rj0
      FKrKCkXkd+iTquwmfPFDYQjrhVo9jRRbBgCu2xLJfkEZ1iUwCgYIKoZIzj0EAwID
      SAAwRQIhAJGicECwrHhP2kWppCQJPonite1tBFZIzb/xgeZs47wdAiBZg5TjKqfU
      wq98OJZ5pQP7UJ59WGcAcCOt4dBSYn+9Jg==
      -----END CERTIFICATE-----
      """;

  private static final String LOCALHOST = "san=dns:localhost,ip:127.0.0.1";

  private final Path keys;
  private final Path trust;

  private TestCertificates(Path directory) {
    keys = directory.resolve("keys.p12");
    trust = directory.resolve("trust.p12");
  }

  /** Makes all certificates in this directory. */
  public static TestCertificates in(Path directory) {
    TestCertificates made = new TestCertificates(directory);
    made.pair("authority", "CN=Test Authority", "-ext", "bc:c", "-validity", "3650");
    made.pair("stranger", "CN=Unknown Authority", "-ext", "bc:c", "-validity", "3650");
    made.signed(Identity.TRUSTED, "authority", LOCALHOST, "-validity", "3650");
    made.signed(Identity.UNTRUSTED, "stranger", LOCALHOST, "-validity", "3650");
    made.signed(Identity.WRONG_HOST, "authority", "san=dns:elsewhere.example", "-validity", "3650");
    made.signed(Identity.EXPIRED, "authority", LOCALHOST, "-startdate", "-10d", "-validity", "1");
    made.writeTrustStore();
    return made;
  }

  /** A PKCS12 file that trusts the authority alone. */
  public Path trustStore() {
    return trust;
  }

  /** The JVM options that make this the trust store of a process. */
  public List<String> trustStoreOptions() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + trust,
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
        "-Djavax.net.ssl.trustStoreType=PKCS12");
  }

  /** For a server that presents this identity. */
  public SSLContext server(Identity identity) {
    return server(identity.name().toLowerCase(Locale.ROOT));
  }

  /** For a server of this host, whose certificate the trusted authority has issued. */
  public SSLContext serverFor(String host) {
    signed(host, "authority", "san=dns:" + host, "-validity", "3650");
    return server(host);
  }

  /** {@link #SAMPLE}, or another certificate in PEM. */
  public static X509Certificate parse(String pem) {
    try (var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A PKCS12 file for a server that presents this identity. */
  public Path keyStore(Identity identity) {
    String alias = identity.name().toLowerCase(Locale.ROOT);
    Path file = keys.resolveSibling(alias + ".p12");
    try (var out = Files.newOutputStream(file)) {
      only(alias).store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * For a client that trusts the authority alone, and presents a certificate that the authority has
   * issued to this name.
   *
   * @param name a distinguished name such as {@code CN=Client,O=Example}
   */
  public SSLContext client(String name) {
    pair(name, name, "-signer", "authority", "-signerkeypass", PASSWORD, "-validity", "3650");
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(only(name), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The certificate of a client that was made by {@link #client(String)}. */
  public X509Certificate certificate(String name) {
    try {
      return (X509Certificate) load(keys).getCertificate(name);
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private KeyStore only(String alias) throws GeneralSecurityException, IOException {
    KeyStore all = load(keys);
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    one.setKeyEntry(
        alias,
        all.getKey(alias, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        all.getCertificateChain(alias));
    return one;
  }

  /** For a server of this host that asks for certificates of clients, and trusts the authority. */
  public SSLContext askingServerFor(String host) {
    signed(host, "authority", "san=dns:" + host, "-validity", "3650");
    return server(host, trustManagers());
  }

  /** Issues a certificate for a client of this name, and gives the name. */
  public String issueClient(String name) {
    pair(
        name,
        "CN=" + name,
        "-signer",
        "authority",
        "-signerkeypass",
        PASSWORD,
        "-validity",
        "3650");
    return name;
  }

  /** The certificate of the trusted authority, in PEM. */
  public String authorityPem() {
    return pem("CERTIFICATE", () -> load(keys).getCertificate("authority").getEncoded());
  }

  /** A certificate that was issued for this name, in PEM. */
  public String certificatePem(String name) {
    return pem("CERTIFICATE", () -> load(keys).getCertificate(name).getEncoded());
  }

  /** Its private key, in PEM. */
  public String keyPem(String name) {
    return pem("PRIVATE KEY", () -> load(keys).getKey(name, PASSWORD.toCharArray()).getEncoded());
  }

  private static String pem(String label, Callable<byte[]> der) {
    try {
      return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
          .formatted(label, Base64.getMimeEncoder().encodeToString(der.call()), label);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private TrustManager[] trustManagers() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(load(trust));
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private SSLContext server(String alias) {
    return server(alias, null);
  }

  private SSLContext server(String alias, TrustManager @Nullable [] trusted) {
    try {
      KeyStore one = only(alias);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(one, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), trusted, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** For a client that trusts the authority alone. */
  public SSLContext client() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void signed(Identity identity, String signer, String names, String... validity) {
    signed(identity.name().toLowerCase(Locale.ROOT), signer, names, validity);
  }

  private void signed(String alias, String signer, String names, String... validity) {
    List<String> options = new ArrayList<>(List.of("-ext", names, "-signer", signer));
    options.addAll(List.of("-signerkeypass", PASSWORD));
    options.addAll(Arrays.asList(validity));
    pair(alias, "CN=localhost", options.toArray(String[]::new));
  }

  private void pair(String alias, String name, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    // The process lives for a moment only: what it costs is its start.
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", name));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", keys.toString(), "-storepass", PASSWORD));
    command.addAll(Arrays.asList(options));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new AssertionError("keytool failed: " + output);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void writeTrustStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("authority", load(keys).getCertificate("authority"));
      try (var out = Files.newOutputStream(trust)) {
        store.store(out, PASSWORD.toCharArray());
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
