package gatehouse.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import gatehouse.http.ApiStage;
import gatehouse.http.Body;
import gatehouse.http.Caller;
import gatehouse.http.Cancellation;
import gatehouse.http.ClientCertificate;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Outcome;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.RouteMatch;
import gatehouse.testkit.Exchanges;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextVariablesTest {

  /** As AWS documents them. */
  private static final String TABLE =
      """
      accountId apiId authorizer.claims.property authorizer.error authorizer.principalId
      authorizer.property awsEndpointRequestId awsEndpointRequestId2 customDomain.basePathMatched
      dataProcessed domainName domainPrefix error.message error.messageString error.responseType
      extendedRequestId httpMethod identity.accountId identity.caller
      identity.cognitoAuthenticationProvider identity.cognitoAuthenticationType
      identity.cognitoIdentityId identity.cognitoIdentityPoolId identity.principalOrgId
      identity.clientCert.clientCertPem identity.clientCert.subjectDN
      identity.clientCert.issuerDN identity.clientCert.serialNumber
      identity.clientCert.validity.notBefore identity.clientCert.validity.notAfter
      identity.sourceIp identity.user identity.userAgent identity.userArn integration.error
      integration.integrationStatus integration.latency integration.requestId integration.status
      integrationErrorMessage integrationLatency integrationStatus path protocol requestId
      requestTime requestTimeEpoch responseLatency responseLength routeKey stage status
      """;

  private static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBZzCCAQ2gAwIBAgIIXMc4u8fIAcgwCgYIKoZIzj0EAwIwKDENMAsGA1UEChME
      UGV0czEXMBUGA1UEAxMOY2xpZW50LmV4YW1wbGUwHhcNMTkwNTI4MTIzMDAyWhcN
      MjEwODA1MTIzMDAyWjAoMQ0wCwYDVQQKEwRQZXRzMRcwFQYDVQQDEw5jbGllbnQu
      ZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJGpK3VJgWIqla9QrTWl
      yaI5s2F2ugml9wGQ7JiYwyryXCsM5XKFcDhoTctKZnA8DXM0lkeLURZZQqe6qwrV
      ny2jITAfMB0GA1UdDgQWBBSNdeq/iPNDj/5dAdWBTfPkSB0pGDAKBggqhkjOPQQD
      AgNIADBFAiEAl5bUBExSvfdgQbfXEI3kEAx3MDyBzCBYho+FZ95dEz8CIFFyiqfQ
      1DDjJURJaK2aHIpYer88QZcFhlSSGw8uZvMY
      -----END CERTIFICATE-----
      """;

  @Test
  void all_52_variables_of_aws_are_there_and_no_others() {
    Set<String> table = Set.of(TABLE.strip().split("\\s+"));

    assertEquals(52, table.size());
    assertEquals(new TreeSet<>(table), new TreeSet<>(ContextVariables.names()));
    table.forEach(name -> assertNotNull(ContextVariables.find(name), name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nope",
        "requestid",
        "identity",
        "identity.",
        "identity.apiKey",
        "authorizer",
        "authorizer.",
        "authorizer.a-b",
        "authorizer..a",
        "authorizer.a.",
        "authorizer.a b",
        "context.requestId",
        "error",
        "integration",
        " requestId",
        "authorizer.é"
      })
  void what_aws_does_not_have_is_null(String name) {
    assertNull(ContextVariables.find(name));
  }

  @ParameterizedTest
  @CsvSource({
    "accountId, 123456789012",
    "apiId, a1b2c3",
    "stage, prod",
    "customDomain.basePathMatched, v1/orders",
    "domainName, api.example.com:8443",
    "domainPrefix, api",
    "httpMethod, POST",
    "path, /prod/pets/7 a",
    "protocol, HTTP/1.1",
    "requestId, JCJpvgQCvHcEPjA=",
    "extendedRequestId, JCJpvgQCvHcEPjA=",
    "requestTime, 12/Mar/2020:19:03:58 +0000",
    "requestTimeEpoch, 1584039838390",
    "routeKey, POST /pets/{id}",
    "identity.sourceIp, 198.51.100.7",
    "identity.userAgent, curl/8",
    "authorizer.error, no such key",
    "error.message, Say \"no\"",
    "error.messageString, '\"Say \\\"no\\\"\"'",
    "error.responseType, DEFAULT_4XX",
    "awsEndpointRequestId, endpoint-id",
    "integration.requestId, endpoint-id",
    "awsEndpointRequestId2, endpoint-id-2",
    "integrationErrorMessage, TIMEOUT",
    "integration.error, TIMEOUT",
    "integrationStatus, 200",
    "integration.integrationStatus, 200",
    "integration.status, 418",
    "integrationLatency, 12",
    "integration.latency, 12",
    "responseLatency, 20",
    "responseLength, 0",
    "dataProcessed, 7",
    "status, 404"
  })
  void each_tells_of_its_request(String name, String value) {
    assertEquals(value, of(name, whole()));
  }

  @ParameterizedTest
  @CsvSource({
    "clientCertPem, ''",
    "subjectDN, 'CN=client.example,O=Pets'",
    "issuerDN, 'CN=client.example,O=Pets'",
    "validity.notBefore, May 28 12:30:02 2019 GMT",
    "validity.notAfter, Aug  5 12:30:02 2021 GMT",
    "serialNumber, 5c:c7:38:bb:c7:c8:01:c8"
  })
  void a_client_certificate_is_told(String name, String value) {
    String expected = name.equals("clientCertPem") ? PEM : value;

    assertEquals(expected, of("identity.clientCert." + name, whole()));
  }

  @Test
  void each_request_has_its_own_second() {
    for (int seconds : new int[] {0, 1, 1, 0, 60}) {
      Instant received = Exchanges.RECEIVED.plusSeconds(seconds);
      String minute = seconds < 2 ? "03:" + (58 + seconds) : "04:58";

      assertEquals("12/Mar/2020:19:" + minute + " +0000", of("requestTime", at(received)));
    }
  }

  private static Exchange at(Instant received) {
    Exchange one = Exchanges.get("/", null);
    return new Exchange(one.requestId(), received, one.request(), one.match(), one.outcome());
  }

  @Test
  void what_is_not_known_yet_has_no_value() {
    Exchange exchange = Exchanges.get("/", null);
    Set<String> always =
        Set.of(
            "accountId",
            "apiId",
            "stage",
            "httpMethod",
            "path",
            "protocol",
            "requestId",
            "extendedRequestId",
            "requestTime",
            "requestTimeEpoch",
            "identity.sourceIp");

    for (String name : ContextVariables.names()) {
      assertEquals(always.contains(name), of(name, exchange) != null, name);
    }
    assertNull(of("authorizer.claims", whole()), "the claims as a whole");
  }

  @ParameterizedTest
  @CsvSource({"HTTP/2.0, HTTP/1.1", "HTTP/1.0, HTTP/1.0", "HTTP/1.1, HTTP/1.1"})
  void http_2_is_told_as_http_1_1(String spoken, String told) {
    assertEquals(told, of("protocol", exchange("$default", spoken, Headers.EMPTY)));
  }

  @Test
  void the_default_stage_is_not_in_the_path() {
    assertEquals("/pets/7 a", of("path", exchange("$default", "HTTP/1.1", Headers.EMPTY)));
  }

  @ParameterizedTest
  @CsvSource({"localhost:8080, localhost", "[::1]:80, [::1]:80", "api, api"})
  void the_prefix_of_a_domain_is_its_first_label(String host, String prefix) {
    assertEquals(
        prefix, of("domainPrefix", exchange("$default", "HTTP/1.1", Headers.of("Host", host))));
  }

  private static String of(String name, Exchange exchange) {
    ContextVariable variable = ContextVariables.find(name);
    assertNotNull(variable, name);
    return variable.of(exchange);
  }

  private static Exchange whole() {
    Headers headers = Headers.of("Host", "api.example.com:8443", "User-Agent", "curl/8");
    Exchange exchange = exchange("prod", "HTTP/2.0", headers);
    Outcome outcome = exchange.outcome();
    outcome.refused("Say \"no\"", "DEFAULT_4XX");
    outcome.authorizerFailed("no such key");
    outcome.integrationFailed("TIMEOUT");
    outcome.integrationAnswered(
        new Response(
            200,
            Headers.of("x-amzn-RequestId", "endpoint-id", "X-Amz-Id-2", "endpoint-id-2"),
            Body.EMPTY));
    outcome.functionAnswered(418);
    outcome.integrationEnded(12_999_999);
    outcome.answered(404);
    outcome.ended(0, 7, 20_000_000);
    return exchange;
  }

  @ParameterizedTest
  @CsvSource({"authorizer.claims.sub, jane", "authorizer.sub,", "identity.user,"})
  void claims_of_a_token_have_names_of_their_own(String name, String value) {
    assertEquals(value, of(name, new Caller.TokenBearer(Map.of("sub", "jane"), null)));
  }

  @ParameterizedTest
  @CsvSource({
    "authorizer.principalId, me",
    "authorizer.key, value",
    "authorizer.claims.key,",
    "identity.user,"
  })
  void what_a_lambda_authorizer_tells_has_names_of_its_own(String name, String value) {
    assertEquals(
        value,
        of(name, new Caller.Authorized("me", Map.of("key", "value"), Map.of("key", "value"))));
  }

  @ParameterizedTest
  @CsvSource({
    "identity.accountId, 1",
    "identity.caller, AID",
    "identity.user, UID",
    "identity.userArn, arn:aws:iam::1:user/a",
    "identity.principalOrgId,",
    "identity.cognitoIdentityId,",
    "authorizer.accountId,"
  })
  void who_signed_a_request_is_its_identity(String name, String value) {
    assertEquals(
        value,
        of(name, new Caller.Signer("AKID", "1", "AID", "UID", "arn:aws:iam::1:user/a", null)));
  }

  private static String of(String name, Caller caller) {
    Exchange exchange = exchange("prod", "HTTP/1.1", Headers.EMPTY);
    exchange.outcome().authorized(caller);
    return of(name, exchange);
  }

  private static Exchange exchange(String stageName, String protocol, Headers headers) {
    RequestPath path = RequestPath.parse("/pets/7%20a");
    Request request =
        new Request(
            "POST",
            protocol,
            path,
            null,
            headers,
            Body.EMPTY,
            new Request.Connection(
                "https", "198.51.100.7", "192.0.2.1", new ClientCertificate(certificate())),
            new Cancellation());
    return new Exchange(
        "JCJpvgQCvHcEPjA=",
        Exchanges.RECEIVED,
        request,
        new RouteMatch(
            new ApiStage("123456789012", "a1b2c3", stageName, Map.of()),
            "v1/orders",
            path,
            new MatchedRoute("POST /pets/{id}", List.of("id"), (name, decoded) -> "7")),
        new Outcome());
  }

  private static X509Certificate certificate() {
    try {
      byte[] pem = PEM.getBytes(StandardCharsets.US_ASCII);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem));
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }
}
