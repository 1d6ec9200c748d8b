package gatehouse.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.TestCertificates.Identity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCertificatesTest {

  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void make() {
    certificates = TestCertificates.in(directory);
  }

  @Test
  void a_client_accepts_the_trusted_identity_alone() throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(certificates.client()).build();
    try (RawUpstream upstream = RawUpstream.startTls(certificates.server(Identity.TRUSTED))) {
      upstream.answer(Answers.ok("secret"));
      assertEquals("secret", get(client, upstream).body());
    }
    for (Identity bad : List.of(Identity.UNTRUSTED, Identity.WRONG_HOST, Identity.EXPIRED)) {
      try (RawUpstream upstream = RawUpstream.startTls(certificates.server(bad))) {
        assertThrows(SSLException.class, () -> get(client, upstream), bad::name);
        assertTrue(upstream.requests().isEmpty());
      }
    }
  }

  @Test
  void a_connection_cut_without_the_closing_message_is_told_from_a_closed_one() {
    try (RawUpstream upstream = RawUpstream.startTls(certificates.server(Identity.TRUSTED))) {
      upstream.answer(Answers.truncatedChunks());
      try (RawClient client = RawClient.connectTls(upstream.port(), certificates.client())) {
        RawAnswer answer = client.send("GET / HTTP/1.1\r\n\r\n").readAnswer();
        assertEquals("hello", answer.text());
        assertFalse(answer.complete());
      }
    }
  }

  @Test
  void notices_under_tls_that_the_client_left() {
    try (RawUpstream upstream = RawUpstream.startTls(certificates.server(Identity.TRUSTED))) {
      upstream.answer(Script.start().await(new Signal()));
      RawClient client = RawClient.connectTls(upstream.port(), certificates.client());
      client.send("GET / HTTP/1.1\r\n\r\n");
      RecordedRequest request = upstream.takeRequest();
      client.close();
      request.awaitClosedByPeer();
    }
  }

  private static HttpResponse<String> get(HttpClient client, RawUpstream upstream)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(upstream.url())).timeout(Duration.ofSeconds(20)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
