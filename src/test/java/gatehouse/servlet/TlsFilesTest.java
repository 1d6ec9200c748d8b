package gatehouse.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.TestCertificates;
import gatehouse.testkit.TlsListener;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsFilesTest {

  @TempDir private static Path directory;
  private static TestCertificates certificates;
  private static SSLContext server;

  private final Map<String, String> properties = new HashMap<>();
  private final SettingSource source = new SettingSource(name -> null, properties::get, Map.of());

  @BeforeAll
  static void issue() throws IOException {
    certificates = TestCertificates.in(directory);
    server = certificates.askingServerFor("localhost");
    certificates.issueClient("gateway");
    Files.writeString(directory.resolve("ca.pem"), certificates.authorityPem());
    Files.writeString(directory.resolve("client.pem"), certificates.certificatePem("gateway"));
    Files.writeString(directory.resolve("client.key"), certificates.keyPem("gateway"));
  }

  @Test
  void nothing_set_is_what_the_jvm_says() {
    assertNull(new TlsFiles(source).profile());
  }

  @Test
  void a_trust_store_in_pem_and_a_client_certificate_are_used() throws Exception {
    properties.put("gatehouse.trustStore", directory.resolve("ca.pem").toString());
    setClient();

    assertEquals("CN=gateway", subjectThatAServerSees());
  }

  @Test
  void a_trust_store_in_pkcs12_is_used() throws Exception {
    properties.put("gatehouse.trustStore", certificates.trustStore().toString());
    properties.put("gatehouse.trustStorePassword", TestCertificates.PASSWORD);
    setClient();

    assertEquals("CN=gateway", subjectThatAServerSees());
  }

  @Test
  void what_cannot_be_used_is_told_with_setting_and_remedy() throws IOException {
    Path rubbish = Files.writeString(directory.resolve("rubbish"), "rubbish");
    properties.put("gatehouse.trustStore", rubbish.toString());
    assertEquals(
        "setting gatehouse.trustStore: `"
            + rubbish
            + "` is neither PEM nor PKCS12 of the password in gatehouse.trustStorePassword:"
            + " correct one of them",
        problem());

    properties.put("gatehouse.trustStore", "/none");
    assertEquals(
        "setting gatehouse.trustStore: `/none` cannot be read: correct the path, or permit it to"
            + " the server's user",
        problem());

    properties.remove("gatehouse.trustStore");
    properties.put("gatehouse.clientKey", directory.resolve("client.key").toString());
    assertEquals(
        "settings gatehouse.clientCertificate and gatehouse.clientKey belong together: set both,"
            + " or none",
        problem());
  }

  @Test
  void a_chain_in_the_wrong_order_is_told_with_the_setting() throws IOException {
    certificates.issueClient("other");
    Path chain =
        Files.writeString(
            directory.resolve("chain.pem"),
            certificates.certificatePem("gateway")
                + certificates.certificatePem("other")
                + certificates.authorityPem());
    setClient();
    properties.put("gatehouse.clientCertificate", chain.toString());
    assertEquals(
        "setting gatehouse.clientCertificate: `"
            + chain
            + "` holds a certificate, number 1, that was not issued by the next: write the"
            + " client's certificate first, then each one's issuer, and nothing else",
        problem());
  }

  private void setClient() {
    properties.put("gatehouse.clientCertificate", directory.resolve("client.pem").toString());
    properties.put("gatehouse.clientKey", directory.resolve("client.key").toString());
  }

  private String problem() {
    TlsFiles files = new TlsFiles(source);
    return assertThrows(IllegalArgumentException.class, files::profile).getMessage();
  }

  private String subjectThatAServerSees() throws Exception {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(1, new DaemonThreads("gatehouse-test-clock"));
    Settings settings = new Settings(source);
    assertNotNull(settings.upstream().tls());
    try (TlsListener listener = new TlsListener(server);
        Upstream upstream = new Upstream(settings.upstream(), clock)) {
      Destination to = Destination.of(new Origin("https", "localhost", listener.port()));
      upstream
          .exchange(
              new UpstreamRequest(
                  to,
                  "GET",
                  "/",
                  Headers.of("Host", "localhost"),
                  Body.EMPTY,
                  RawUpstream.PATIENCE),
              new Cancellation())
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
      return listener.callers().get(0).subject();
    } finally {
      clock.shutdownNow();
    }
  }
}
