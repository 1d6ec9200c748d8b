package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.ClientCertificate;
import gatehouse.testkit.Answers;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.TestCertificates;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code $context} tells of the certificate that a client has presented to the server. */
abstract class MutualTlsContract {

  private static final String NAME = "CN=client,O=Example";
  private static final String HTTPS = "GET /pets HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir private static Path keys;
  private static TestCertificates certificates;

  @TempDir private Path directory;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.in(keys);
  }

  abstract ServerBuilder server();

  @Test
  void the_certificate_is_told_where_the_server_demands_one() {
    try (RawUpstream upstream = RawUpstream.start().answer(r -> Answers.ok("pets"));
        ServerProcess server = start(upstream, true)) {
      SSLContext client = certificates.client(NAME);
      assertEquals("200 pets", over(client, server));
      ClientCertificate expected = new ClientCertificate(certificates.certificate(NAME));
      assertEquals(
          List.of(
              String.join(
                  "|",
                  expected.subjectDn(),
                  expected.issuerDn(),
                  expected.serialNumber(),
                  expected.notBefore(),
                  expected.notAfter())),
          logged(server, 1));
      assertEquals(NAME, expected.subjectDn());
      assertTrue(expected.serialNumber().matches("[0-9a-f]{2}(:[0-9a-f]{2})*"));

      RecordedRequest mapped = upstream.takeRequest();
      assertEquals(expected.subjectDn(), mapped.head().header("x-client").orElseThrow());
      assertEquals(expected.serialNumber(), mapped.head().header("x-serial").orElseThrow());
      assertEquals(expected.notBefore(), mapped.head().header("x-since").orElseThrow());

      String guarded = HTTPS.replace("/pets", "/guarded");
      assertEquals("500 {\"message\":\"Internal Server Error\"}", over(client, server, guarded));
      String event = upstream.takeRequest().text();
      assertTrue(
          event.contains(
              "\"authentication\":{\"clientCert\":{\"clientCertPem\":\"-----BEGIN CERTIFICATE-----"),
          event);
      assertTrue(event.contains("\"subjectDN\":\"" + expected.subjectDn() + "\""), event);
      assertTrue(event.contains("\"serialNumber\":\"" + expected.serialNumber() + "\""), event);

      assertFalse(answers(certificates.client(), server));

      assertEquals("200 pets", Awaited.get(server, "/pets"));
      assertEquals("-|-|-|-|-", logged(server, 3).get(2));
      assertTrue(upstream.takeRequest().head().header("x-client").isEmpty());
    }
  }

  @Test
  void a_client_without_one_is_nobody_where_the_server_only_asks() {
    try (RawUpstream upstream = RawUpstream.start().answer(r -> Answers.ok("pets"));
        ServerProcess server = start(upstream, false)) {
      assertEquals("200 pets", over(certificates.client(), server));
      assertEquals(List.of("-|-|-|-|-"), logged(server, 1));
    }
  }

  private ServerProcess start(RawUpstream upstream, boolean demanded) {
    String format =
        List.of("subjectDN", "issuerDN", "serialNumber", "validity.notBefore", "validity.notAfter")
            .stream()
            .map(name -> "$context.identity.clientCert." + name)
            .reduce((a, b) -> a + "|" + b)
            .orElseThrow();
    Api api =
        new Api()
            .file(
                "stages/default.json",
                "{\"Name\":\"$default\",\"AccessLogSettings\":{\"DestinationArn\":\"file:tls.log\","
                    + "\"Format\":\""
                    + format
                    + " $context.requestId\"}}")
            .file("routes/pets.json", "{\"RouteKey\":\"GET /pets\",\"Target\":\"integrations/p\"}")
            .file(
                "routes/guarded.json",
                "{\"RouteKey\":\"GET /guarded\",\"Target\":\"integrations/p\","
                    + "\"AuthorizationType\":\"CUSTOM\",\"AuthorizerId\":\"guard\"}")
            .file(
                "authorizers/guard.json",
                "{\"Name\":\"guard\",\"AuthorizerType\":\"REQUEST\","
                    + "\"AuthorizerPayloadFormatVersion\":\"2.0\",\"AuthorizerUri\":"
                    + "\"arn:aws:lambda:us-east-1:123456789012:function:guard\"}")
            .file("functions/guard.json", "{\"Endpoint\":\"" + upstream.url() + "\"}")
            .file(
                "integrations/p.json",
                "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\""
                    + upstream.url()
                    + "\",\"RequestParameters\":{"
                    + "\"append:header.x-client\":\"$context.identity.clientCert.subjectDN\","
                    + "\"append:header.x-serial\":\"$context.identity.clientCert.serialNumber\","
                    + "\"append:header.x-since\":"
                    + "\"$context.identity.clientCert.validity.notBefore\"}}");
    return server()
        .tls(certificates, demanded)
        .deploy(
            "/",
            ServerBuilder.gatehouseWar(),
            Map.of(
                "gatehouse.config",
                new ConfigurationFolder(directory.resolve("api")).write(api).toString(),
                "gatehouse.accessLog.directory",
                directory.toString()))
        .start();
  }

  private static String over(SSLContext client, ServerProcess server) {
    return over(client, server, HTTPS);
  }

  private static String over(SSLContext client, ServerProcess server, String request) {
    try (RawClient connection = RawClient.connectTls(server.tlsPort(), client)) {
      return Awaited.text(connection.send(request).readAnswer());
    }
  }

  private static boolean answers(SSLContext client, ServerProcess server) {
    try (RawClient connection = RawClient.connectTls(server.tlsPort(), client)) {
      return connection.send(HTTPS).readAnswerIfAny().isPresent();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** As many lines, without the ids of requests. */
  private List<String> logged(ServerProcess server, int count) {
    Awaited.until(Integer.toString(count), () -> Integer.toString(lines().size()), server);
    return lines().stream().map(line -> line.substring(0, line.lastIndexOf(' '))).toList();
  }

  private List<String> lines() {
    Path log = directory.resolve("tls.log");
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
