package gatehouse.control.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.LogCapture;
import gatehouse.testkit.admin.AdminScript.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes of an issuer that cannot be reached, and the switch for OpenAPI 3.1. */
class IssuerCheckTest {

  private static final String AUTHORIZERS = "/v2/apis/x/authorizers";
  private static final String AUTHORIZER =
      "{\"name\":\"jwt\",\"authorizerType\":\"JWT\",\"identitySource\":[\"$request.header.Authorization\"],\"jwtConfiguration\":{\"issuer\":\"https://issuer.test/\",\"audience\":[\"a\"]}}";
  private static final String REFUSAL =
      "{\"message\":\"Caught exception when connecting to https://issuer.test/.well-known/openid-configuration for issuer https://issuer.test/. Please try again later. Error: Invalid issuer: https://issuer.test/. Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'\"}";

  private final MemoryAdmin admin = new MemoryAdmin().file("apis/x/api.json", "{}");

  @Test
  void it_refuses_the_authorizer_where_it_must_answer() {
    admin.issuerCheck = IssuerCheck.Mode.ON;
    admin.issuerHasKeys = false;

    Answer answer = admin.call("POST", AUTHORIZERS, AUTHORIZER);

    assertEquals(400, answer.status());
    assertEquals("BadRequestException", answer.errorType());
    assertEquals(REFUSAL, answer.body());
    assertEquals(1, admin.files.size());

    admin.issuerHasKeys = true;
    String id = id(admin.call("POST", AUTHORIZERS, AUTHORIZER));
    admin.issuerHasKeys = false;
    assertEquals(400, admin.call("PATCH", AUTHORIZERS + "/" + id, AUTHORIZER).status());
    assertEquals(200, admin.call("PATCH", AUTHORIZERS + "/" + id, "{\"name\":\"other\"}").status());
  }

  private static String id(Answer answer) {
    return answer.body().replaceAll(".*\"authorizerId\":\"([a-z0-9]+)\".*", "$1");
  }

  @Test
  void it_is_told_in_the_log_where_it_need_not_answer() {
    admin.issuerCheck = IssuerCheck.Mode.WARN;
    admin.issuerHasKeys = false;
    try (LogCapture log = new LogCapture()) {
      assertEquals(404, admin.call("POST", "/v2/apis/no/authorizers", AUTHORIZER).status());
      assertEquals(List.of(), log.messages());
      String id = id(admin.call("POST", AUTHORIZERS, AUTHORIZER));
      assertEquals(200, admin.call("PATCH", AUTHORIZERS + "/" + id, AUTHORIZER).status());
      String told =
          "WARNING the issuer https://issuer.test/ of authorizer %s of API x has no keys at present: until it has, the authorizer's routes let nobody through"
              .formatted(id);
      assertEquals(List.of(told, told), log.messages());
    }
  }

  @Test
  void a_document_of_3_1_is_read_where_that_is_allowed() {
    admin.allow31 = true;

    Answer answer =
        admin.call(
            "PUT",
            "/v2/apis",
            "{\"body\":\"{\\\"openapi\\\":\\\"3.1.0\\\",\\\"info\\\":{\\\"title\\\":\\\"x\\\",\\\"version\\\":\\\"1\\\"},\\\"paths\\\":{}}\"}");

    assertEquals(201, answer.status(), answer.body());
    assertTrue(
        answer.body().contains("\"warnings\":[\"OpenAPI 3.1.0 is read as if it were 3.0\"]"),
        answer.body());
  }
}
