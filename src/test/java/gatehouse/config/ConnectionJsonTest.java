package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.testkit.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionJsonTest {

  private static final String TARGETS = "\"Targets\": [{\"Host\": \"h\", \"Port\": 80}]";

  @TempDir private static Path directory;
  private static TestCertificates certificates;

  private final Map<String, String> files = new HashMap<>();

  @BeforeAll
  static void issue() {
    certificates = TestCertificates.in(directory);
    certificates.issueClient("client");
    certificates.issueClient("other");
  }

  @Test
  void a_vpc_link_of_the_api_of_aws_has_no_targets_yet() {
    assertEquals(
        List.of(), connection("{\"Name\": \"link\", \"SubnetIds\": [\"subnet-1\"]}").targets());
  }

  @Test
  void a_whole_connection_is_read() {
    files.put("certs/ca.pem", "My own:\n" + certificates.authorityPem());
    files.put("certs/client.pem", certificates.certificatePem("client"));
    files.put("certs/client.key", certificates.keyPem("client"));
    Connection read =
        connection(
            """
            {"Targets": [{"Host": "Pets.Example", "Port": 8080, "Weight": 3},
                         {"Host": "[2001:db8::1]", "Port": 1, "Weight": 0},
                         {"Host": "::1", "Port": 65535}],
             "HealthCheck": {"Path": "/health?a=b", "IntervalMillis": 1000, "TimeoutMillis": 500,
                             "HealthyThreshold": 4, "UnhealthyThreshold": 5,
                             "ExpectedStatus": "204"},
             "PassiveHealth": {"MaxFailures": 0, "EjectionMillis": 200},
             "Tls": {"TrustStore": "certs/ca.pem", "ClientCertificate": "certs/client.pem",
                     "ClientKey": "certs/client.key"},
             "MaxConnections": 7, "Retries": 3}
            """);

    assertEquals(
        List.of(
            new Connection.Target("pets.example", 8080, 3),
            new Connection.Target("2001:db8::1", 1, 0),
            new Connection.Target("::1", 65535, 1)),
        read.targets());
    assertEquals(
        new Connection.HealthCheck(
            "/health?a=b", 1000, 500, 4, 5, new Connection.StatusRange(204, 204)),
        read.healthCheck());
    assertEquals(new Connection.PassiveHealth(0, 200), read.passiveHealth());
    assertEquals(new Connection.Limits(7, 3), read.limits());
    assertEquals(
        "CN=Test Authority", read.tls().trusted().get(0).getSubjectX500Principal().toString());
    assertEquals("ClientIdentity[CN=client]", read.tls().client().toString());
    String secret = certificates.keyPem("client").lines().skip(1).findFirst().orElseThrow();
    assertFalse(read.toString().contains(secret.substring(0, 20)));
  }

  @Test
  void equal_files_are_equal_connections() {
    files.put("certs/ca.pem", certificates.authorityPem());
    files.put("certs/client.pem", certificates.certificatePem("client"));
    files.put("certs/client.key", certificates.keyPem("client"));
    String json =
        "{"
            + TARGETS
            + ", \"Tls\": {\"TrustStore\": \"certs/ca.pem\", \"ClientCertificate\":"
            + " \"certs/client.pem\", \"ClientKey\": \"certs/client.key\"}}";

    assertEquals(connection(json), connection(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{} | Targets: is missing: add it, for instance `\"Targets\": [{\"Host\": \"10.0.0.1\","
            + " \"Port\": 8080}]`",
        "{\"Targets\": []} | Targets: is empty or wrong: add at least one target",
        "{\"Targets\": {}} | Targets: is an object, but must be a list of objects",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 0}]} | Targets[0].Port: is 0, but must be 1 to"
            + " 65535: write a number in this range",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80, \"Weight\": 0}]} | Targets: has no weight"
            + " above 0: raise that of one target",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80, \"Weight\": -1}]} | Targets[0].Weight: is"
            + " -1, but must be 0 to 1000: write a number in this range",
        "{\"Targets\": [{\"Host\": \"h:81\", \"Port\": 80}]} | Targets[0].Host: is `h:81`: write"
            + " the port as `Port`, and the host alone here",
        "{\"Targets\": [{\"Host\": \"10.0.0.256\", \"Port\": 80}]} | Targets[0].Host: is"
            + " `10.0.0.256`, which is no host: write a name such as `pets.example`, or an address",
        "{\"Targets\": [{\"Host\": \"http://h\", \"Port\": 80}]} | Targets[0].Host: is `http://h`:"
            + " write the port as `Port`, and the host alone here",
        "{\"Targets\": [{\"Host\": \":::\", \"Port\": 80}]} | Targets[0].Host: is `:::`, which is"
            + " no host: write a name such as `pets.example`, or an address",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}, {\"Host\": \"H\", \"Port\": 80}]} |"
            + " Targets[1].Host: is there with the same port once more: remove one of them",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"Protocol\": \"TCP\"} | Protocol: is"
            + " `TCP`: write `HTTP` or `HTTPS`",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"Protocol\": \"HTTP\", \"Tls\": {}} |"
            + " Protocol: is `HTTP`, which has no use for `Tls`: remove one of them",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"HealthCheck\": {\"Path\": \"x\"}} |"
            + " HealthCheck.Path: is `x`: write a path with a slash at its beginning",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"HealthCheck\": {\"Path\": \"/\","
            + " \"ExpectedStatus\": \"299-200\"}} | HealthCheck.ExpectedStatus: is `299-200`: write"
            + " a status such as `200`, or a range such as `200-299`",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"HealthCheck\": {\"Path\": \"/\","
            + " \"Intervalmillis\": 1}} | HealthCheck.Intervalmillis: is unknown: did you mean"
            + " `IntervalMillis`?",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"Retries\": 4} | Retries: is 4, but must"
            + " be 0 to 3: write a number in this range",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"Tls\": {\"TrustStore\":"
            + " \"/etc/ca.pem\"}} | Tls.TrustStore: is `/etc/ca.pem`: put the file into the"
            + " directory `certs/` of the configuration, and write `certs/NAME`",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"Tls\": {\"TrustStore\":"
            + " \"certs/none.pem\"}} | Tls.TrustStore: is `certs/none.pem`, but there is no such"
            + " file: add it, or correct the path",
        "{\"Targets\": [{\"Host\": \"h\", \"Port\": 80}], \"Tls\": {\"TrustStore\":"
            + " \"certs/rubbish.pem\"}} | Tls.TrustStore: is `certs/rubbish.pem`, which holds no"
            + " certificate: write it in PEM, with `-----BEGIN CERTIFICATE-----`",
      })
  void what_is_wrong_is_told_with_its_place_and_remedy(String json, String problem) {
    files.put("certs/rubbish.pem", "rubbish");

    assertEquals(List.of("connections/c.json: " + problem), problemsOf(json));
  }

  @Test
  void keys_must_be_readable_and_the_certificate_s_own_and_are_never_told() {
    files.put("certs/client.pem", certificates.certificatePem("client"));
    files.put("certs/other.key", certificates.keyPem("other"));
    files.put(
        "certs/rsa.key",
        "-----BEGIN RSA PRIVATE KEY-----\nU0VDUkVU\n-----END RSA PRIVATE KEY-----\n");
    files.put(
        "certs/broken.key", "-----BEGIN PRIVATE KEY-----\nU0VDUkVU\n-----END PRIVATE KEY-----\n");
    files.put(
        "certs/encrypted.key",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nU0VDUkVU\n-----END ENCRYPTED PRIVATE KEY-----\n");

    assertEquals(
        "is not the key of the client certificate, which stands first in its file: take the key"
            + " that the certificate was made for",
        keyProblem("certs/other.key"));
    assertEquals(
        "is `certs/rsa.key`, which holds a key of the form `RSA PRIVATE KEY`, not `PRIVATE KEY`:"
            + " convert it with `openssl pkcs8 -topk8 -nodes -in KEY`",
        keyProblem("certs/rsa.key"));
    assertEquals(
        "is `certs/broken.key`, which holds a broken private key, or one that is neither RSA nor"
            + " EC nor EdDSA: make it anew",
        keyProblem("certs/broken.key"));
    assertEquals(
        "is `certs/encrypted.key`, which holds an encrypted key, for which there is no password:"
            + " convert it with `openssl pkcs8 -topk8 -nodes -in KEY`",
        keyProblem("certs/encrypted.key"));
  }

  @Test
  void a_certificate_without_its_key_is_a_problem() {
    files.put("certs/client.pem", certificates.certificatePem("client"));

    assertEquals(
        List.of(
            "connections/c.json: Tls.ClientKey: is missing: certificate and key belong together"),
        problemsOf("{" + TARGETS + ", \"Tls\": {\"ClientCertificate\": \"certs/client.pem\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"ConnectionId\": \"d\" | ConnectionId: is `d`, but there is no file `connections/d.json`:"
            + " did you mean `c`?",
        "\"ConnectionId\": \"${stageVariables.c}\" | ConnectionId: is `${stageVariables.c}`: HTTP"
            + " APIs have no variables here, write the id of a connection",
        "\"ConnectionId\": \"c\", \"IntegrationUri\": \"arn:aws:s3:::x\" | IntegrationUri: is"
            + " `arn:aws:s3:::x`, which is no ARN of a listener or a Cloud Map service: correct it,"
            + " or remove it",
        "\"ConnectionId\": \"c\", \"IntegrationUri\": \"http://h/\" | IntegrationUri: is a URL, but"
            + " a private integration goes to the targets of its connection: write the host as a"
            + " target in the connection's file and remove this, or write `\"ConnectionType\":"
            + " \"INTERNET\"`",
        "\"ConnectionId\": \"c\", \"TlsConfig\": {\"ServerNameToVerify\": \"a b\"} |"
            + " TlsConfig.ServerNameToVerify: is `a b`, which is no name of a server: write 1 to"
            + " 512 letters, digits, `-`, `_` and `.`",
      })
  void what_is_wrong_with_a_private_integration_is_told(String properties, String problem) {
    files.put(
        "integrations/i.json",
        "{\"IntegrationType\": \"HTTP_PROXY\", \"ConnectionType\": \"VPC_LINK\", "
            + properties
            + "}");

    assertEquals(List.of("integrations/i.json: " + problem), problemsOf("{" + TARGETS + "}"));
  }

  @Test
  void a_check_by_http_where_requests_go_by_https_is_a_problem() {
    files.put(
        "integrations/i.json",
        "{\"IntegrationType\": \"HTTP_PROXY\", \"ConnectionType\": \"VPC_LINK\", \"ConnectionId\":"
            + " \"c\", \"TlsConfig\": {\"ServerNameToVerify\": \"h\"}}");

    assertEquals(
        List.of(
            "connections/c.json: HealthCheck: asks by HTTP what `integrations/i.json` calls by"
                + " HTTPS: add `\"Protocol\": \"HTTPS\"`"),
        problemsOf("{" + TARGETS + ", \"HealthCheck\": {\"Path\": \"/\"}}"));
  }

  @Test
  void such_a_check_is_a_problem_of_a_deployment_too_and_told_once() {
    String integrations =
        "\"Integrations\": {\"i\": {\"IntegrationType\": \"HTTP_PROXY\", \"ConnectionType\":"
            + " \"VPC_LINK\", \"ConnectionId\": \"c\", \"TlsConfig\": {\"ServerNameToVerify\":"
            + " \"h\"}}}";
    files.put("apis/a/deployments/d1.json", "{\"Routes\": {}, " + integrations + "}");
    files.put("apis/a/deployments/d2.json", "{\"Routes\": {}, " + integrations + "}");

    assertEquals(
        List.of(
            "connections/c.json: HealthCheck: asks by HTTP what `Integrations.i` in"
                + " `apis/a/deployments/d1.json` calls by HTTPS: add `\"Protocol\": \"HTTPS\"`"),
        problemsOf("{" + TARGETS + ", \"HealthCheck\": {\"Path\": \"/\"}}"));
  }

  @Test
  void a_chain_of_certificates_must_lead_from_one_to_the_next() {
    String client = certificates.certificatePem("client");
    String other = certificates.certificatePem("other");
    String authority = certificates.authorityPem();
    files.put("certs/client.key", certificates.keyPem("client"));
    String json =
        "{"
            + TARGETS
            + ", \"Tls\": {\"ClientCertificate\": \"certs/client.pem\","
            + " \"ClientKey\": \"certs/client.key\"}}";
    String problem = "connections/c.json: Tls.ClientCertificate: is `certs/client.pem`, which ";

    files.put("certs/client.pem", client + authority);
    assertEquals(2, connection(json).tls().client().chain().size());
    files.put("certs/client.pem", client + other + authority);
    assertEquals(
        List.of(
            problem
                + "holds a certificate, number 1, that was not issued by the next: write the"
                + " client's certificate first, then each one's issuer, and nothing else"),
        problemsOf(json));
    files.put("certs/client.pem", client + authority + authority);
    assertEquals(
        List.of(problem + "holds a certificate twice: remove one of them"), problemsOf(json));
  }

  private String keyProblem(String key) {
    List<String> problems =
        problemsOf(
            "{"
                + TARGETS
                + ", \"Tls\": {\"ClientCertificate\": \"certs/client.pem\", \"ClientKey\": \""
                + key
                + "\"}}");
    assertEquals(1, problems.size());
    return problems.get(0).substring("connections/c.json: Tls.ClientKey: ".length());
  }

  private Connection connection(String json) {
    return read(json).connections().get("c");
  }

  private List<String> problemsOf(String json) {
    return assertThrows(ConfigurationException.class, () -> read(json)).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  private Configuration read(String json) {
    files.put("connections/c.json", json);
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new ConfigurationJson().read(new ConfigurationFiles(contents, List.of()));
  }
}
