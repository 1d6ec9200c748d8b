package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.testkit.TestTokens;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzDocuments;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Key sets, nearly right or any bytes: what makes no sense is left out, and weak keys are. */
final class KeySetFuzz implements FuzzTarget {

  private final JsonEdits edits =
      new JsonEdits(
          List.of(
              keys(),
              FuzzDocuments.json(
                  "{'keys':[{'kty':'EC','kid':'e','crv':'P-256','x':'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU','y':'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0','use':'sig'},{'kty':'OKP','kid':'o','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo','alg':'EdDSA'},{'kty':'RSA','kid':'weak','n':'AQAB','e':'AQAB','key_ops':['verify']}]}")));

  @Override
  public int briefRuns() {
    return 200;
  }

  @Override
  public void check(Draws input) {
    boolean any = input.maybe();
    JsonNode document = any ? FuzzDocuments.json("{}") : edits.next(input);
    byte[] bytes = any ? input.bytes() : document.toString().getBytes(StandardCharsets.UTF_8);
    KeySet keys = KeySet.parse(bytes);
    for (JsonNode key : document.path("keys")) {
      String id = key.path("kid").asText();
      if (keys != null) {
        List<KeySet.Key> ofId = keys.of(id);
        assertTrue(ofId.size() <= 8);
        for (KeySet.Key each : ofId) {
          assertTrue(
              document.path("keys").findValuesAsText("kty").contains(each.type()), each.type());
          assertFalse(each.key().getEncoded().length < 32);
          for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            assertTrue(!each.isFor(algorithm) || each.type().equals(algorithm.keyType()));
          }
        }
      }
    }
  }

  private static ObjectNode keys() {
    try {
      return (ObjectNode) new ObjectMapper().readTree(TestTokens.KEYS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
