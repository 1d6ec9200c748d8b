package gatehouse.clients;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.TestTokens;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A gateway whose management API is open, below a context path, and an upstream behind it that also
 * issues tokens. It is shared by all clients of a server.
 */
final class Surroundings implements AutoCloseable {

  /** What the gateway answers to what no route takes. */
  static final String NOT_FOUND = "404 {\"message\":\"Not Found\"}";

  /** The access key of an administrator. */
  static final String KEY = "AKIAADMIN00000000001";

  /** The secret of {@link #KEY}. */
  static final String SECRET = "made/up/for/tests+of/clients";

  private static final String CONTEXT = "/gw";

  private static final String ADMINISTRATORS =
      """
      [{"AccessKeyId": "%s", "SecretAccessKey": "%s", "AccountId": "123456789012",
        "UserArn": "arn:aws:iam::123456789012:user/admin", "UserId": "AIDAADMIN",
        "Policy": {"Statement": [
          {"Effect": "Allow", "Action": "apigateway:*",
           "Resource": "arn:aws:apigateway:us-east-1::/*"}]}}]
      """
          .formatted(KEY, SECRET);

  private final RawUpstream upstream;
  private final ServerProcess server;

  private Surroundings(RawUpstream upstream, ServerProcess server) {
    this.upstream = upstream;
    this.server = server;
  }

  /**
   * Starts them.
   *
   * @param directory for the configuration and the administrator's key
   * @param admin who may use the management API: a value of {@code gatehouse.admin}
   */
  static Surroundings start(ServerBuilder builder, Path directory, String admin)
      throws IOException {
    Path configuration = Files.createDirectories(directory.resolve("configuration"));
    Map<String, String> settings = new HashMap<>();
    settings.put("gatehouse.config", configuration.toString());
    settings.put("gatehouse.admin", admin);
    if (admin.equals("iam")) {
      Path keys = directory.resolve("administrators.json");
      Files.writeString(keys, ADMINISTRATORS);
      settings.put("gatehouse.admin.credentialsFile", keys.toString());
    }
    RawUpstream upstream = RawUpstream.start();
    upstream.answer(request -> answer(upstream, request));
    return new Surroundings(
        upstream, builder.deploy(CONTEXT, ServerBuilder.gatehouseWar(), settings).start());
  }

  /** Method, target and the field {@code x-caller}, if any; or what an issuer of tokens tells. */
  private static Script answer(RawUpstream upstream, RecordedRequest request) {
    String issuer = upstream.url() + "/issuer";
    return switch (request.target()) {
      case "/issuer/.well-known/openid-configuration" ->
          Answers.json("{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer, issuer));
      case "/issuer/keys" -> Answers.json(TestTokens.KEYS);
      default ->
          Answers.ok(
              (request.method()
                      + " "
                      + request.target()
                      + " "
                      + request.header("x-caller").orElse(""))
                  .strip());
    };
  }

  /** What the clients take as their endpoint. */
  String endpoint() {
    return base() + "/_gatehouse/aws";
  }

  /** Where the gateway is; endpoints of APIs begin with it. */
  String base() {
    return "http://127.0.0.1:" + server.port() + CONTEXT;
  }

  /** Where the upstream is. */
  String upstream() {
    return upstream.url();
  }

  /** The {@code iss} of {@link #token}. */
  String issuer() {
    return upstream.url() + "/issuer";
  }

  /** A token of alice for {@code pets}. */
  String token(String scope) {
    return TestTokens.of(
        "{\"iss\":\"%s\",\"aud\":\"pets\",\"sub\":\"alice\",\"scope\":\"%s\",\"exp\":99999999999}"
            .formatted(issuer(), scope));
  }

  /**
   * Sends a GET to an API.
   *
   * @param url absolute, as the management API tells it
   * @param fields whole lines without their ends
   * @return status and text
   */
  String get(String url, String... fields) {
    RawAnswer answer = send("GET", url, fields);
    return (answer.status() + " " + answer.text()).stripTrailing();
  }

  /** Sends a GET again and again until this is the answer: keys of tokens are fetched aside. */
  void await(String expected, String url, String... fields) {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    String last = get(url, fields);
    while (!last.equals(expected)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + expected + ", still " + last);
      }
      Thread.onSpinWait();
      last = get(url, fields);
    }
  }

  /** Sends a request without a body to an API. */
  RawAnswer send(String method, String url, String... fields) {
    String origin = "http://127.0.0.1:" + server.port();
    if (!url.startsWith(origin)) {
      throw new AssertionError(url + " is not at " + origin);
    }
    String host = "Host: 127.0.0.1:" + server.port();
    StringBuilder lines = new StringBuilder();
    for (String field : fields) {
      if (field.startsWith("Host: ")) {
        host = field;
      } else {
        lines.append(field).append("\r\n");
      }
    }
    return RawClient.exchange(
        server.port(),
        "%s %s HTTP/1.1\r\n%s\r\n%s\r\n"
            .formatted(method, url.substring(origin.length()), host, lines));
  }

  @Override
  public void close() {
    server.close();
    upstream.close();
  }
}
