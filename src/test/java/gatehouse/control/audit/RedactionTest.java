package gatehouse.control.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "X-Amz-Signature, x"
  })
  void what_may_be_secret_is_hidden(String name, String value) throws IOException {
    assertEquals("{\"%s\":\"%s\"}".formatted(name, Redaction.HIDDEN), redacted(name, value));
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
    "IntegrationUri, https://a.test/x?y=z@w",
    "TokenBucket, 5"
  })
  void what_is_open_stays(String name, String value) throws IOException {
    assertEquals("{\"%s\":\"%s\"}".formatted(name, value), redacted(name, value));
  }

  @Test
  void users_in_URLs_and_what_is_further_down_are_hidden() throws IOException {
    assertEquals(
        "{\"a\":[{\"secret\":[\"H\"]},\"see https://H@a.test/\",1,null,true]}"
            .replace("H", Redaction.HIDDEN),
        Redaction.of(
                MAPPER.readTree(
                    "{\"a\":[{\"secret\":[\"x\"]},\"see https://u:p@a.test/\",1,null,true]}"))
            .toString());
  }

  private static String redacted(String name, String value) {
    return Redaction.of(MAPPER.createObjectNode().put(name, value)).toString();
  }
}
