package gatehouse.control.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.http.Body;
import gatehouse.http.Request;
import gatehouse.testkit.LogCapture;
import gatehouse.testkit.admin.AdminScript.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Every attempt to change something is recorded. */
class AuditTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String NEW_API =
      "{\"name\":\"x\",\"protocolType\":\"HTTP\",\"tags\":{\"_custom_id_\":\"mine\"}}";

  private final MemoryAdmin admin = new MemoryAdmin();

  @Test
  void a_change_is_told_with_before_and_after() throws IOException {
    admin.call("POST", "/v2/apis", NEW_API);
    admin.call("PATCH", "/v2/apis/mine", "{\"name\":\"y\"}");
    admin.call("DELETE", "/v2/apis/mine", null);

    JsonNode created = line(0);
    assertEquals("2026-01-02T03:04:05.678Z", created.path("eventTime").asText());
    assertEquals("apigateway.amazonaws.com", created.path("eventSource").asText());
    assertEquals("CreateApi", created.path("eventName").asText());
    assertEquals("us-east-1", created.path("awsRegion").asText());
    assertEquals("127.0.0.1", created.path("sourceIPAddress").asText());
    assertEquals("{\"type\":\"Loopback\"}", created.path("userIdentity").toString());
    assertEquals(
        "[{\"ARN\":\"arn:aws:apigateway:us-east-1::/apis\"}]",
        created.path("resources").toString());
    assertFalse(created.has("errorCode"));
    JsonNode change = created.path("changes").path(0);
    assertEquals("apis/mine/api.json", change.path("file").asText());
    assertTrue(change.path("before").isNull());
    assertEquals("x", change.path("after").path("Name").asText());
    change = line(1).path("changes").path(0);
    assertEquals("x", change.path("before").path("Name").asText());
    assertEquals("y", change.path("after").path("Name").asText());
    assertEquals("DeleteApi", line(2).path("eventName").asText());
    assertTrue(line(2).path("changes").path(0).path("after").isNull());
    assertEquals(3, admin.audit.size());
  }

  @Test
  void a_record_has_the_id_that_the_client_got() throws IOException {
    String id =
        admin
            .response("POST", "/_gatehouse/aws/v2/apis", NEW_API, "Host", "localhost")
            .headers()
            .first("x-amzn-RequestId");

    assertEquals(id, line(0).path("requestID").asText());
  }

  @Test
  void refused_attempts_are_told_and_reads_are_not() throws IOException {
    admin.call("GET", "/v2/apis", null);
    admin.call("GET", "/v2/apis/nosuch", null);
    admin.call("POST", "/v2/apis", "{}");
    admin.call("DELETE", "/v2/apis/nosuch", null);
    admin.response("POST", "/_gatehouse/aws/v2/apis", NEW_API, "Host", "evil.example");

    assertEquals(3, admin.audit.size());
    assertEquals("BadRequestException", line(0).path("errorCode").asText());
    assertEquals("Invalid API name specified", line(0).path("errorMessage").asText());
    assertEquals("NotFoundException", line(1).path("errorCode").asText());
    assertEquals("AccessDeniedException", line(2).path("errorCode").asText());
    assertEquals("Unknown", line(2).path("userIdentity").path("type").asText());
    assertFalse(line(2).has("changes"));
  }

  @Test
  void a_body_that_breaks_off_is_refused_without_noise() throws IOException {
    try (LogCapture log = new LogCapture()) {
      Request request =
          MemoryAdmin.request("POST", "/_gatehouse/aws/v2/apis", NEW_API, "Host", "localhost");
      Body broken =
          Body.streaming(
              Body.UNKNOWN_LENGTH,
              subscriber -> {
                subscriber.onSubscribe(NOTHING);
                subscriber.onError(new IOException("reset"));
              });
      assertEquals(400, admin.response(request.with(broken)).status());
      assertEquals(List.of(), log.messages());
    }
    assertEquals("Bad Request", line(0).path("errorMessage").asText());
  }

  private static final Flow.Subscription NOTHING =
      new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
      };

  @Test
  void what_only_resets_is_told() throws IOException {
    admin.file("apis/x/stages/s.json", "{}");

    admin.call("DELETE", "/v2/apis/x/stages/s/cache/authorizers", null);

    assertEquals("ResetAuthorizersCache", line(0).path("eventName").asText());
    assertEquals("[]", line(0).path("changes").toString());
  }

  @Test
  void secrets_are_not_told_and_snapshots_by_their_hash() throws IOException {
    admin.call("POST", "/v2/apis", NEW_API);
    admin.call(
        "POST",
        "/v2/apis/mine/integrations",
        "{\"integrationType\":\"HTTP_PROXY\",\"integrationMethod\":\"GET\",\"integrationUri\":\"http://a.test/?code=hushhush\",\"requestParameters\":{\"overwrite:header.x-auth-token\":\"Bearer hushhush\",\"overwrite:header.x-api-key\":\"hushhush\",\"append:header.cookie\":\"$request.header.cookie\",\"append:header.b\":\"hushhush\"}}");
    admin.call("POST", "/v2/apis/mine/routes", "{\"routeKey\":\"GET /a\"}");
    admin.call(
        "POST",
        "/v2/apis/mine/stages",
        "{\"stageName\":\"s\",\"autoDeploy\":true,\"stageVariables\":{\"dbPassword\":\"hushhush\",\"host\":\"hushhush.test\"}}");

    String all = admin.audit.toString();
    assertFalse(all.contains("hushhush"), all);
    assertTrue(all.contains("\"dbPassword\":\"HIDDEN_DUE_TO_SECURITY_REASONS ("), all);
    assertTrue(all.contains("\"append:header.cookie\":\"$request.header.cookie\""), all);
    assertTrue(all.contains("http://a.test/?HIDDEN_DUE_TO_SECURITY_REASONS\""), all);
    JsonNode snapshot = null;
    for (JsonNode change : line(3).path("changes")) {
      if (change.path("file").asText().contains("/deployments/")) {
        snapshot = change.path("after");
      }
    }
    assertTrue(snapshot != null && snapshot.path("sha256").asText().length() == 64, all);
  }

  @Test
  void a_change_that_is_made_is_told_with_all_that_goes_wrong_behind_it() throws IOException {
    try (LogCapture log = new LogCapture()) {
      admin.failureBehind = new OutOfMemoryError("Java heap space");

      assertEquals(500, admin.call("POST", "/v2/apis", NEW_API).status());
      assertEquals(1, log.messages().size());
    }
    assertTrue(admin.files.containsKey("apis/mine/api.json"));
    assertEquals(1, admin.audit.size());
    assertEquals("InternalServerErrorException", line(0).path("errorCode").asText());
    assertEquals("apis/mine/api.json", line(0).at("/changes/0/file").asText());
    assertEquals("Loopback", line(0).at("/userIdentity/type").asText());
  }

  @Test
  void a_large_change_is_told_by_hashes_so_that_its_line_has_an_end() throws IOException {
    StringBuilder paths = new StringBuilder();
    for (int i = 0; i < 800; i++) {
      paths
          .append(i == 0 ? "" : ",")
          .append(
              "\\\"/p%d\\\":{\\\"get\\\":{\\\"operationId\\\":\\\"%s\\\",\\\"responses\\\":{},\\\"x-amazon-apigateway-integration\\\":{\\\"type\\\":\\\"http_proxy\\\",\\\"httpMethod\\\":\\\"GET\\\",\\\"uri\\\":\\\"http://a.test/%s%d\\\",\\\"payloadFormatVersion\\\":\\\"1.0\\\"}}}"
                  .formatted(i, "o" + i, "x".repeat(1_900), i));
    }
    Answer answer =
        admin.call(
            "PUT",
            "/v2/apis",
            "{\"body\":\"{\\\"openapi\\\":\\\"3.0.1\\\",\\\"info\\\":{\\\"title\\\":\\\"x\\\",\\\"version\\\":\\\"1\\\"},\\\"paths\\\":{%s}}\"}"
                .formatted(paths));
    assertEquals(201, answer.status(), answer.body());
    assertTrue(admin.audit.get(0).length() < 1 << 21);
    assertEquals(admin.files.size(), line(0).path("changes").size());
    assertTrue(admin.audit.get(0).contains("sha256"));
  }

  @Test
  void what_nobody_has_the_room_or_the_time_for_is_told_or_counted() throws IOException {
    admin.largestBodies = 10;
    assertEquals(429, admin.call("POST", "/v2/apis", NEW_API).status());
    assertEquals("TooManyRequestsException", line(0).path("errorCode").asText());

    admin.threads =
        task -> {
          throw new RejectedExecutionException();
        };
    assertEquals(429, admin.call("DELETE", "/v2/apis/x", null).status());
    assertEquals(
        403,
        admin
            .response("DELETE", "/_gatehouse/aws/v2/apis/x", null, "Host", "evil.example")
            .status());
    assertEquals(429, admin.call("GET", "/v2/apis", null).status());
    admin.threads = Runnable::run;
    assertEquals(404, admin.call("DELETE", "/v2/apis/x", null).status());
    assertEquals(2, admin.audit.size());
    assertEquals(2, line(1).path("suppressedBefore").asInt());
  }

  @Test
  void while_nothing_can_be_recorded_nothing_is_changed() throws IOException {
    try (LogCapture log = new LogCapture()) {
      admin.auditFailure = new IOException("the disk is full");
      Answer first = admin.call("POST", "/v2/apis", NEW_API);
      assertEquals(201, first.status());
      assertTrue(
          log.messages().stream()
              .anyMatch(line -> line.contains("the disk is full") && line.contains("CreateApi")),
          log.messages().toString());

      Answer second = admin.call("DELETE", "/v2/apis/mine", null);
      assertEquals(500, second.status());
      assertEquals(
          "{\"message\":\"The audit log cannot be written, so nothing is changed\"}",
          second.body());
      assertEquals(200, admin.call("GET", "/v2/apis/mine", null).status());

      admin.auditFailure = null;
      assertEquals(204, admin.call("DELETE", "/v2/apis/mine", null).status());
    }
    assertEquals(
        List.of("CreateApi", "DeleteApi", "DeleteApi"),
        List.of(
            line(0).path("eventName").asText(),
            line(1).path("eventName").asText(),
            line(2).path("eventName").asText()));
    assertEquals("InternalServerErrorException", line(1).path("errorCode").asText());
    assertFalse(line(2).has("errorCode"));
  }

  @Test
  void strangers_cannot_fill_the_log() throws IOException {
    try (LogCapture log = new LogCapture()) {
      for (int i = 0; i < 100; i++) {
        admin.response("POST", "/_gatehouse/aws/v2/apis", NEW_API, "Host", "evil.example");
      }
      assertEquals(60, admin.audit.size());
      assertEquals(1, log.messages().size());
    }
    admin.call("POST", "/v2/apis", NEW_API);
    assertEquals(40, line(60).path("suppressedBefore").asInt());
    admin.pass(Duration.ofMinutes(1));
    admin.response("POST", "/_gatehouse/aws/v2/apis", NEW_API, "Host", "evil.example");
    assertEquals(62, admin.audit.size());
    assertFalse(line(61).has("suppressedBefore"));
  }

  private JsonNode line(int i) throws JsonProcessingException {
    assertFalse(admin.audit.get(i).contains("\n"));
    return MAPPER.readTree(admin.audit.get(i));
  }
}
