package gatehouse.authorize.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.authorize.policy.Attempt;
import gatehouse.config.Authorizer.RequestAuthorizer;
import gatehouse.config.FunctionUri;
import gatehouse.http.Caller;
import gatehouse.lambda.FunctionAnswer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerAnswerTest {

  static final String PETS = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/v0/GET/pets";
  private static final AuthorizerAnswer SIMPLE = answers("2.0", true);
  private static final AuthorizerAnswer POLICY_2 = answers("2.0", false);
  private static final AuthorizerAnswer POLICY_1 = answers("1.0", false);

  @Test
  void a_simple_answer_holds_for_every_route() {
    assertTrue(allows(SIMPLE, "{\"isAuthorized\": true}", PETS));
    assertTrue(allows(SIMPLE, "{\"isAuthorized\": true}", "arn:other"));
    assertFalse(allows(SIMPLE, "{\"isAuthorized\": false}", PETS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "true",
        "null",
        "\"true\"",
        "[]",
        "{}",
        "{\"isAuthorized\": \"true\"}",
        "{\"isAuthorized\": 1}",
        "{\"isAuthorized\": null}",
        "{\"isauthorized\": true}",
        "{\"isAuthorized\": true",
        "{\"isAuthorized\": true} {}",
        "{\"isAuthorized\": false, \"isAuthorized\": true}",
        "{\"isAuthorized\": true, \"context\": []}",
        "{\"isAuthorized\": true, \"context\": \"a\"}",
        "{\"isAuthorized\": true, \"context\": {\"a\": 1, \"a\": 2}}",
        "{\"policyDocument\": {\"Statement\": []}}"
      })
  void what_is_no_simple_answer_lets_nobody_through(String payload) {
    assertFalse(failure(SIMPLE, payload, null).isUnauthorized());
  }

  @Test
  void a_policy_is_asked_for_each_route() {
    String policy = policy("Allow", "arn:aws:execute-api:*:*:a1b2c3/v0/GET/pe*", "");

    assertTrue(allows(POLICY_2, policy, PETS));
    assertTrue(allows(POLICY_1, policy, PETS));
    assertFalse(allows(POLICY_2, policy, PETS.replace("GET", "PUT")));
    assertFalse(allows(POLICY_1, policy("Deny", "*", ""), PETS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"isAuthorized\": true}",
        "{\"policyDocument\": null}",
        "{\"policyDocument\": \"*\"}",
        "{\"policyDocument\": {}}",
        "{\"policyDocument\": {\"Statement\": [{\"Effect\": \"allow\"}]}}",
        "{\"policyDocument\": {\"Version\": \"1\", \"Statement\": []}}",
        "{\"principalId\": 7, \"policyDocument\": {\"Statement\": []}}"
      })
  void what_is_no_policy_lets_nobody_through(String payload) {
    assertFalse(failure(POLICY_2, payload, null).isUnauthorized());
    assertFalse(failure(POLICY_1, payload, null).isUnauthorized());
  }

  @Test
  void the_values_of_a_context_keep_their_types_for_events() {
    Caller.Authorized caller = told(SIMPLE, simple(ALL_TYPES));

    assertEquals("value", caller.context().get("text"));
    assertEquals(1, caller.context().get("number"));
    assertEquals(new BigDecimal("1.50"), caller.context().get("fraction"));
    assertEquals(true, caller.context().get("flag"));
    assertEquals(Arrays.asList("a", 2, null), caller.context().get("list"));
    assertEquals(Map.of("k", List.of(true)), caller.context().get("map"));
    assertNull(caller.context().get("nothing"));
    assertTrue(caller.context().containsKey("nothing"));
  }

  private static final String ALL_TYPES =
      "{\"text\": \"value\", \"number\": 1, \"fraction\": 1.50, \"flag\": true,"
          + " \"list\": [\"a\", 2, null], \"map\": {\"k\": [true]}, \"nothing\": null}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text|value",
        "number|1",
        "fraction|1.50",
        "flag|true",
        "list|'[\"a\",2,null]'",
        "map|'{\"k\":[true]}'"
      })
  void the_values_of_a_context_are_text_for_variables(String name, String text) {
    assertEquals(text, told(SIMPLE, simple(ALL_TYPES)).authorizerValue(name));
    assertEquals(text, told(POLICY_2, policy("Allow", "*", ALL_TYPES)).authorizerValue(name));
  }

  @Test
  void null_is_no_value_for_variables() {
    assertNull(told(SIMPLE, simple(ALL_TYPES)).authorizerValue("nothing"));
    assertNull(told(SIMPLE, simple(ALL_TYPES)).authorizerValue("map.k"));
  }

  @Test
  void a_policy_tells_the_principal_and_a_simple_answer_does_not() {
    assertEquals("alice", told(POLICY_1, policy("Allow", "*", "")).authorizerValue("principalId"));
    assertNull(
        told(SIMPLE, "{\"isAuthorized\": true, \"principalId\": \"alice\"}")
            .authorizerValue("principalId"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"claims\": \"x\"}", "{\"a\": [1]}", "{\"a\": {}}"})
  void format_1_has_neither_claims_nor_arrays_nor_objects_in_its_context(String context) {
    failure(POLICY_1, policy("Allow", "*", context), null);
    told(POLICY_2, policy("Allow", "*", context));
  }

  @Test
  void exactly_unauthorized_is_no_failure_of_the_function() {
    String payload = "{\"errorMessage\": \"Unauthorized\", \"errorType\": \"Error\"}";

    assertTrue(failure(SIMPLE, payload, "Unhandled").isUnauthorized());
    assertTrue(failure(POLICY_1, payload, null).isUnauthorized());
    assertFalse(
        failure(SIMPLE, "{\"errorMessage\": \"Unauthorized \"}", "Handled").isUnauthorized());
    assertFalse(failure(SIMPLE, "{\"errorMessage\": [\"Unauthorized\"]}", null).isUnauthorized());
  }

  @Test
  void a_function_that_has_failed_lets_nobody_through_whatever_it_says() {
    String payload = "{\"isAuthorized\": true, \"errorMessage\": \"down\"}";

    AuthorizerFailure failure = failure(SIMPLE, payload, "Unhandled");

    assertFalse(failure.isUnauthorized());
    assertEquals("the function has failed: down", failure.text());
    assertEquals("the function has failed", failure(SIMPLE, "oops", "Unhandled").text());
  }

  @Test
  void a_long_message_is_cut() {
    String payload = "{\"errorMessage\": \"" + "x".repeat(10_000) + "\"}";

    assertTrue(failure(SIMPLE, payload, "Unhandled").text().length() < 600);
  }

  @Test
  void answers_are_bounded() {
    String fits = simple("{\"a\": \"" + "x".repeat(AnswerJson.LARGEST - 100) + "\"}");
    String large = simple("{\"a\": \"" + "x".repeat(AnswerJson.LARGEST) + "\"}");

    assertTrue(allows(SIMPLE, fits, PETS));
    assertTrue(failure(SIMPLE, large, null).text().contains("larger than"));
    failure(SIMPLE, simple("{\"a\": " + "[".repeat(200) + "]".repeat(200) + "}"), null);
    failure(SIMPLE, simple("{\"a\": " + "9".repeat(200) + "}"), null);
  }

  @Test
  void an_answer_weighs_what_its_parts_weigh() {
    int one = SIMPLE.verdict(answer(simple("{\"a\": 1}"), null)).weight();
    int many = SIMPLE.verdict(answer(simple("{\"a\": [" + "1,".repeat(99) + "1]}"), null)).weight();

    assertTrue(many > one + 99 * 200, () -> one + " and " + many);
  }

  @Test
  void nothing_of_an_answer_is_told_by_accident() {
    Verdict verdict = SIMPLE.verdict(answer(simple("{\"secret\": \"s3cret\"}"), null));

    assertFalse((verdict + " " + verdict.caller()).contains("s3cret"));
  }

  /** Of a definition with this payload format. */
  static AuthorizerAnswer answers(String version, boolean simple) {
    return new AuthorizerAnswer(
        new RequestAuthorizer(
            "a",
            "a",
            List.of(),
            new FunctionUri("arn:aws:lambda:us-east-1:123456789012:function:guard"),
            version,
            simple,
            0,
            null));
  }

  private static String simple(String context) {
    return "{\"isAuthorized\": true, \"context\": " + context + "}";
  }

  private static String policy(String effect, String resource, String context) {
    return """
        {"principalId": "alice",
         "policyDocument": {"Version": "2012-10-17", "Statement": [
           {"Effect": "%s", "Action": "execute-api:Invoke", "Resource": "%s"}]}%s}
        """
        .formatted(effect, resource, context.isEmpty() ? "" : ", \"context\": " + context);
  }

  private static boolean allows(AuthorizerAnswer answers, String payload, String arn) {
    return answers.verdict(answer(payload, null)).rights().allow(Attempt.of(Attempt.INVOKE, arn));
  }

  private static Caller.Authorized told(AuthorizerAnswer answers, String payload) {
    return answers.verdict(answer(payload, null)).caller();
  }

  private static AuthorizerFailure failure(AuthorizerAnswer answers, String payload, String error) {
    return assertThrows(
        AuthorizerFailure.class, () -> answers.verdict(answer(payload, error)), payload);
  }

  private static FunctionAnswer answer(String payload, String error) {
    return new FunctionAnswer(200, payload.getBytes(UTF_8), error, null);
  }
}
