package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * The first line is a token; or, when two lines follow, its header and its claims in JSON, and what
 * stands behind them.
 */
final class TokenFuzz implements FuzzTarget {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void check(Draws input) throws Exception {
    String first = input.line();
    String text =
        input.isEmpty()
            ? first
            : base64(first) + "." + base64(input.line()) + "." + input.rest().strip();
    try {
      Token token = Token.parse(text);
      String[] parts = text.split("\\.", -1);
      assertEquals(text, token.signed() + "." + token.signature());
      assertEquals(JSON.readTree(decoded(parts[0])).path("alg").textValue(), token.algorithm());
      assertEquals(JSON.readTree(decoded(parts[1])), JSON.readTree(token.claims().toString()));
      assertFalse(text.contains("="));
      assertFalse(JSON.readTree(decoded(parts[0])).has("crit"));
      Map<String, String> texts = ClaimTexts.of(token.claims());
      assertTrue(token.claims().size() >= texts.size());
      assertEquals("Token", token.toString());
    } catch (TokenFault fault) {
      Promise.isTold(fault, text);
    }
    try {
      assertFalse(SigningAlgorithm.parse(first).isEmpty());
    } catch (IllegalArgumentException fault) {
      assertFalse(String.valueOf(fault.getMessage()).isBlank());
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
