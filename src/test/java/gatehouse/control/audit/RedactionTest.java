package gatehouse.control.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "dbPassword, x",
    "overwrite:header.Authorization, Bearer x",
    "append:header.x-api-key, x",
    "apiKey, x",
    "overwrite:querystring.api_key, x",
    "append:header.Set-Cookie, a=b",
    "clientSecret, $ecret",
    "refresh_token, x",
    "accessToken, prefix-$request.header.a",
    "privateKey, x",
    "X-Amz-Signature, x",
    "overwrite:header.x-functions-key, x",
    "Ocp-Apim-Subscription-Key, x",
    "x-access-key, x",
    "x-auth, x",
    "x-token-v2, x",
    "Authorization, ${stageVariables.a}hushhush",
    "Authorization, $request.header.a?k=hushhush"
  })
  void what_may_be_secret_is_hidden(String name, String value) throws IOException {
    assertTrue(
        redacted(name, value)
            .matches(
                Pattern.quote("{\"%s\":\"%s (".formatted(name, Redaction.HIDDEN))
                    + "[0-9a-f]{16}\\)\"}"),
        redacted(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "overwrite:header.Authorization, $request.header.authorization",
    "append:header.cookie, ${stageVariables.cookie}",
    "CredentialsArn, arn:aws:iam::123456789012:role/r",
    "AuthorizerCredentialsArn, arn:aws:iam::123456789012:role/r",
    "AuthorizationType, JWT",
    "AuthorizerId, abc",
    "ApiKeySelectionExpression, $request.header.x-api-key",
    "IntegrationUri, https://a.test/x",
    "TokenBucket, 5"
  })
  void what_is_open_stays(String name, String value) throws IOException {
    assertEquals("{\"%s\":\"%s\"}".formatted(name, value), redacted(name, value));
  }

  @Test
  void users_in_URLs_and_what_is_further_down_are_hidden() throws IOException {
    assertEquals(
        "{\"a\":[{\"secret\":[\"H (#)\"]},\"see https://H@a.test/\",1,null,true]}"
            .replace("H", Redaction.HIDDEN),
        Redaction.of(
                MAPPER.readTree(
                    "{\"a\":[{\"secret\":[\"x\"]},\"see https://u:p@a.test/\",1,null,true]}"))
            .toString()
            .replaceAll("\\([0-9a-f]{16}\\)", "(#)"));
  }

  @ParameterizedTest
  @CsvSource({
    "IntegrationUri, https://a.test/x?api_key=hush, https://a.test/x?H",
    "IntegrationUri, ${stageVariables.base}/x?api_key=hush, ${stageVariables.base}/x?H",
    "AuthorizerUri, https://u:hush@a.test/x#hush, https://H@a.test/x?H",
    "Description, see https://a.test/x?k=hush for more, see https://a.test/x?H for more"
  })
  void queries_of_URLs_are_cut(String name, String value, String told) throws IOException {
    assertEquals(
        "{\"%s\":\"%s\"}".formatted(name, told.replace("H", Redaction.HIDDEN)),
        redacted(name, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'RequestParameters':{'overwrite:header.x':'hush','a':'$request.header.a'}}",
        "{'ResponseParameters':{'200':{'append:header.x':'hush','a':'${context.requestId}'}}}",
        "{'StageVariables':{'x':'hush','a':'$context.a'}}",
        "{'Parameters':[{'ParameterKey':'$context.x','ParameterValue':'hush'}]}",
        "{'Parameters':[{'ParameterKey':'$context.x','ParameterValue':4711}]}"
      })
  void what_mappings_variables_and_parameters_hold_is_hidden_under_any_name(String json)
      throws IOException {
    String told = Redaction.of(MAPPER.readTree(json.replace('\'', '"'))).toString();

    assertFalse(told.contains("hush") || told.contains("4711"), told);
    assertTrue(told.contains(Redaction.HIDDEN) && told.contains("$"), told);
  }

  @Test
  void equal_values_are_told_alike_and_others_not() throws IOException {
    assertEquals(redacted("secret", "a"), redacted("secret", "a"));
    assertNotEquals(redacted("secret", "a"), redacted("secret", "b"));
  }

  private static String redacted(String name, String value) {
    return Redaction.of(MAPPER.createObjectNode().put(name, value)).toString();
  }
}
