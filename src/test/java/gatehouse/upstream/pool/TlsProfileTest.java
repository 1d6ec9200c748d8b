package gatehouse.upstream.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.ClientIdentity;
import gatehouse.config.Pem;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.TestCertificates;
import gatehouse.testkit.TestPools;
import gatehouse.testkit.TlsListener;
import gatehouse.testkit.TlsListener.Caller;
import gatehouse.upstream.DaemonThreads;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamFailure;
import gatehouse.upstream.UpstreamSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsProfileTest {

  private static final String NAME = "pets.example";

  @TempDir private static Path directory;
  private static TestCertificates certificates;
  private static SSLContext server;

  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("gatehouse-test-clock"));
  private final Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);
  private final Pools pools = TestPools.of(upstream, clock);

  @BeforeAll
  static void issue() {
    certificates = TestCertificates.in(directory);
    server = certificates.askingServerFor(NAME);
    certificates.issueClient("old");
    certificates.issueClient("new");
  }

  @AfterEach
  void stop() {
    pools.close();
    upstream.close();
    clock.shutdownNow();
  }

  @Test
  void the_server_is_told_its_name_and_verified_for_it_and_sees_our_certificate() throws Exception {
    try (TlsListener listener = new TlsListener(server)) {
      pools.keep(Map.of("p", settings(listener.port(), trusted(), "old")));

      assertEquals(200, get(pools.pool("p", NAME)).status());

      assertEquals(List.of(new Caller(NAME, "CN=old", "TLSv1.3")), listener.callers());
    }
  }

  @Test
  void a_certificate_of_another_name_is_not_trusted() throws Exception {
    try (TlsListener listener = new TlsListener(server)) {
      pools.keep(Map.of("p", settings(listener.port(), trusted(), "old")));

      assertEquals(UpstreamFailure.Kind.UNTRUSTED, failureOf(pools.pool("p", "dogs.example")));
      assertEquals(UpstreamFailure.Kind.UNTRUSTED, failureOf(pools.pool("p", null)));
    }
  }

  @Test
  void without_a_trust_store_of_ones_own_the_jvm_s_counts() throws Exception {
    try (TlsListener listener = new TlsListener(server)) {
      pools.keep(Map.of("p", settings(listener.port(), null, "old")));

      assertEquals(UpstreamFailure.Kind.UNTRUSTED, failureOf(pools.pool("p", NAME)));
    }
  }

  @Test
  void tls_1_2_is_spoken_as_well() throws Exception {
    try (TlsListener listener = new TlsListener(server, "TLSv1.2")) {
      pools.keep(Map.of("p", settings(listener.port(), trusted(), "old")));

      assertEquals(200, get(pools.pool("p", NAME)).status());
      assertEquals("TLSv1.2", listener.callers().get(0).protocol());
    }
  }

  @Test
  void a_renewed_certificate_is_shown_at_once_and_the_same_one_keeps_its_connection()
      throws Exception {
    try (TlsListener listener = new TlsListener(server)) {
      pools.keep(Map.of("p", settings(listener.port(), trusted(), "old")));
      Pool before = pools.pool("p", NAME);
      get(before);
      pools.keep(Map.of("p", settings(listener.port(), trusted(), "old")));
      get(pools.pool("p", NAME));
      assertEquals(List.of(new Caller(NAME, "CN=old", "TLSv1.3")), listener.callers());

      pools.keep(Map.of("p", settings(listener.port(), trusted(), "new")));
      get(pools.pool("p", NAME));
      get(before);

      assertEquals(
          List.of("CN=old", "CN=new"), listener.callers().stream().map(Caller::subject).toList());
    }
  }

  @Test
  void pools_never_share_connections_of_different_certificates() throws Exception {
    try (TlsListener listener = new TlsListener(server)) {
      pools.keep(
          Map.of(
              "a", settings(listener.port(), trusted(), "old"),
              "b", settings(listener.port(), trusted(), "new")));
      for (int i = 0; i < 3; i++) {
        get(pools.pool("a", NAME));
        get(pools.pool("b", NAME));
      }

      assertEquals(
          List.of("CN=old", "CN=new"), listener.callers().stream().map(Caller::subject).toList());
    }
  }

  private static List<X509Certificate> trusted() {
    return Pem.parse(bytes(certificates.authorityPem())).certificates();
  }

  private static PoolSettings settings(
      int port, @Nullable List<X509Certificate> trusted, String client) {
    ClientIdentity identity =
        new ClientIdentity(
            Pem.parse(bytes(certificates.certificatePem(client))).someCertificates(),
            Pem.parse(bytes(certificates.keyPem(client))).someKey());
    return new PoolSettings(
        List.of(new PoolSettings.Member("127.0.0.1", port, 1)),
        new PoolSettings.Security(
            trusted, new TlsProfile.Identity(identity.chain(), identity.key())),
        null,
        PoolSettings.Ejection.NONE,
        null,
        null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A response without a body is here before its connection is free for the next request. */
  private Response get(Pool pool) throws Exception {
    Response response =
        pool.exchange(
                new PoolRequest(
                    "GET", "/", host -> Headers.of("Host", host), Body.EMPTY, RawUpstream.PATIENCE),
                new Cancellation(),
                () -> {})
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    while (upstream.connections().leased() > 0) {
      Thread.onSpinWait();
    }
    return response;
  }

  private UpstreamFailure.Kind failureOf(Pool pool) {
    ExecutionException failure = assertThrows(ExecutionException.class, () -> get(pool));
    return assertInstanceOf(UpstreamFailure.class, failure.getCause()).kind();
  }
}
