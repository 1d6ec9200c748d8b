package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.AnswerStream;
import gatehouse.testkit.Answers;
import gatehouse.testkit.Feed;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.TestTokens;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gatehouse is a tenant of a server that goes on when it leaves: nothing of it may stay behind, and
 * nobody may be left waiting.
 */
abstract class TenancyContract {

  /** Two at once, which takes less time than one after the other. */
  private static final String[] CONTEXTS = {"/gw", "/neighbour"};

  private static final int ROUNDS = 6;
  private static final int MOST_COLLECTIONS = 20;
  private static final Pattern THREAD =
      Pattern.compile("(?m)^\"((?:gatehouse|httpclient|sdk|aws|idle-connection)[^\"]*)\"");

  /** What Tomcat, and Gatehouse itself, say of what is left. */
  private static final Pattern LEAK =
      Pattern.compile("appears to have started a thread|ThreadLocal|memory leak|do(es)? not end");

  /**
   * One of Tomcat's own, which has told that an exchange is over and is on its way out of the
   * application, while Tomcat looks. What it held would keep a class loader, and these are counted.
   */
  private static final Pattern LEAVING =
      Pattern.compile("appears to have started a thread named \\[http-nio-");

  @TempDir private Path directory;

  abstract ServerBuilder server();

  /** The class whose instances are this server's web applications. */
  abstract String classLoader();

  @Test
  void nothing_is_left_of_what_was_undeployed() {
    try (RawUpstream upstream = RawUpstream.start().answer(TenancyContract::script);
        ServerProcess server =
            server()
                .jvm("-Daws.accessKeyId=AKIATEST", "-Daws.secretAccessKey=only-tests-know")
                .deploy(CONTEXTS[0], ServerBuilder.gatehouseWar(), api(upstream))
                .deploy(CONTEXTS[1], ServerBuilder.unpackedGatehouse(), api(upstream))
                .start()) {
      List<String> threads = List.of();
      for (int round = 0; round < ROUNDS; round++) {
        awaitQuick(server, upstream);
        threads = round == 0 ? threads(server) : threads;
        // Not each time: Tomcat waits two seconds for it before it goes on.
        if (round % 2 == 0) {
          redeployWithTrafficUnderWay(server, upstream);
        } else {
          server.redeploy(CONTEXTS);
        }
      }
      awaitQuick(server, upstream);
      assertEquals(threads, threads(server));
      assertEquals("2", classLoadersLeft(server), () -> server.jcmd("Thread.print"));
      assertEquals(
          List.of(),
          server
              .log()
              .lines()
              .filter(LEAK.asPredicate())
              .filter(LEAVING.asPredicate().negate())
              .toList());
    }
  }

  private static void awaitQuick(ServerProcess server, RawUpstream upstream) {
    for (String context : CONTEXTS) {
      Awaited.answer(server, context + "/quick", "200 quick");
      assertEquals(
          "200 quick",
          TenantRequests.authorized(server, context + "/jwt", TenantRequests.bearer(upstream)));
      assertEquals(
          "200 quick",
          TenantRequests.authorized(server, context + "/lambda", "Authorization: t\r\n"));
      assertEquals(
          "200 quick",
          TenantRequests.authorized(
              server, context + "/iam", TenantRequests.signed(context + "/iam")));
      Awaited.answer(server, context + "/function", "200 signed");
      assertTrue(Awaited.get(server, context + "/_gatehouse/metrics").startsWith("200 # HELP"));
      assertTrue(Awaited.get(server, context + "/_gatehouse/configuration").startsWith("200 {"));
      String admin = context + "/_gatehouse/aws/v2/";
      assertTrue(Awaited.get(server, admin + "apis").startsWith("200 {"));
      assertEquals(
          "201 {}",
          TenantRequests.tagged(server, admin + "tags/arn:aws:apigateway:us-east-1::/apis/local"));
    }
  }

  private Map<String, String> api(RawUpstream upstream) {
    // A name, for the threads that look names up.
    String base = "http://localhost:" + upstream.port();
    Api api =
        new Api()
            .stage("default", "$default")
            .route("all", "ANY /{proxy+}", base + "/{proxy}")
            .route("quick", "ANY /quick", base + "/quick")
            .file("routes/jwt.json", authorized("jwt", "JWT\",\"AuthorizerId\":\"users"))
            .file("routes/lambda.json", authorized("lambda", "CUSTOM\",\"AuthorizerId\":\"guard"))
            .file("routes/iam.json", authorized("iam", "AWS_IAM"))
            .file(
                "authorizers/users.json",
                """
                {"Name":"users","AuthorizerType":"JWT",
                 "IdentitySource":["$request.header.Authorization"],
                 "JwtConfiguration":{"Issuer":"%s","Audience":["pets"]}}
                """
                    .formatted(upstream.url()))
            .file(
                "authorizers/guard.json",
                """
                {"Name":"guard","AuthorizerType":"REQUEST","AuthorizerPayloadFormatVersion":"2.0",
                 "AuthorizerUri":"arn:aws:lambda:us-east-1:123456789012:function:guard",
                 "EnableSimpleResponses":true,"IdentitySource":["$request.header.Authorization"],
                 "AuthorizerResultTtlInSeconds":3600}
                """)
            .file("functions/guard.json", "{\"Endpoint\":\"" + base + "\"}")
            .file(
                "routes/function.json",
                "{\"RouteKey\": \"GET /function\", \"Target\": \"integrations/function\"}")
            .file(
                "integrations/function.json",
                """
                {"IntegrationType": "AWS_PROXY", "PayloadFormatVersion": "2.0",
                 "IntegrationUri": "arn:aws:lambda:us-east-1:123456789012:function:pets"}""");
    return Map.of(
        "gatehouse.config",
        new ConfigurationFolder(directory).write(api).toString(),
        "gatehouse.management",
        "loopback",
        "gatehouse.admin",
        "loopback",
        "gatehouse.accessLog",
        "file:" + directory.resolve("access.log"),
        "gatehouse.accessLog.format",
        "$context.requestId",
        "gatehouse.lambda.endpoint",
        base,
        "gatehouse.iam.credentialsFile",
        Path.of("src/test/resources/iam/credentials.json").toAbsolutePath().toString());
  }

  private static String authorized(String name, String type) {
    return "{\"RouteKey\":\"GET /%s\",\"Target\":\"integrations/quick\",\"AuthorizationType\":\"%s\"}"
        .formatted(name, type);
  }

  private static Script script(RecordedRequest request) {
    return switch (request.target()) {
      case "/quick" -> Answers.ok("quick");
      case "/.well-known/openid-configuration" ->
          Answers.json(
              "{\"jwks_uri\":\"http://%s/keys\"}".formatted(request.header("host").orElseThrow()));
      case "/keys" -> Answers.json(TestTokens.KEYS);
      case "/2015-03-31/functions/guard/invocations" -> Answers.json("{\"isAuthorized\":true}");
      case "/echo" -> Answers.echoWhileReading();
      case "/events" -> Answers.serverSentEvents(new Feed().event("one"));
      default ->
          request.target().contains("/functions/") ? function(request) : Script.start().stall();
    };
  }

  /** Lambda, as far as it looks at signatures. */
  private static Script function(RecordedRequest request) {
    boolean signed =
        request
            .header("Authorization")
            .filter(
                field ->
                    field.matches(
                        "AWS4-HMAC-SHA256 Credential=AKIATEST/\\d{8}/us-east-1/lambda/aws4_request,.*"))
            .isPresent();
    return Answers.ok("{\"statusCode\":200,\"body\":\"%s\"}".formatted(signed ? "signed" : "not"));
  }

  /** One request waits for its answer, one is being sent, one is echoed, one is being answered. */
  private static void redeployWithTrafficUnderWay(ServerProcess server, RawUpstream upstream) {
    upstream.forget();
    try (RawClient parked = sent(server, "GET /gw/parked", "");
        RawClient sending = sent(server, "POST /gw/sending", "Transfer-Encoding: chunked\r\n");
        RawClient echoed = sent(server, "POST /gw/echo", "Transfer-Encoding: chunked\r\n");
        RawClient answered = sent(server, "GET /gw/events", "")) {
      sending.sendChunk("hello");
      echoed.sendChunk("hello");
      AnswerStream echo = echoed.openAnswer();
      assertEquals("hello", echo.read(5));
      AnswerStream events = answered.openAnswer();
      assertEquals("one", events.nextEvent());
      List<RecordedRequest> underWay =
          List.of(
              upstream.takeRequest(),
              upstream.takeRequest(),
              upstream.takeRequest(),
              upstream.takeRequest());
      server.redeploy(CONTEXTS);
      assertEnds(parked);
      assertEnds(sending);
      assertFalse(echo.readAll().complete());
      assertFalse(events.readAll().complete());
      underWay.forEach(RecordedRequest::awaitClosedByPeer);
    }
  }

  private static RawClient sent(ServerProcess server, String line, String more) {
    return RawClient.connect(server.port())
        .send(line + " HTTP/1.1\r\nHost: gatehouse.test\r\n" + more + "\r\n");
  }

  /** With an answer that tells of the failure, or without one. */
  private static void assertEnds(RawClient client) {
    client
        .readAnswerIfAny()
        .ifPresent(answer -> assertTrue(answer.status() >= 500, answer::toString));
  }

  private static List<String> threads(ServerProcess server) {
    return THREAD
        .matcher(server.jcmd("Thread.print"))
        .results()
        .map(m -> m.group(1))
        .sorted()
        .toList();
  }

  /**
   * Each histogram collects all garbage first; what finalizers and soft references hold is late.
   */
  private String classLoadersLeft(ServerProcess server) {
    Pattern line =
        Pattern.compile("\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(classLoader()) + "[ \n]");
    String count = "none";
    for (int i = 0; i < MOST_COLLECTIONS && !count.equals("2"); i++) {
      Matcher matcher = line.matcher(server.jcmd("GC.class_histogram"));
      count = matcher.find() ? matcher.group(1) : "none";
    }
    return count;
  }
}
