package gatehouse.authorize.iam;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import gatehouse.testkit.fuzz.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of access keys, nearly right: what is refused tells places, and no secret. */
final class AccessKeysFuzz implements FuzzTarget {

  private final JsonNode whole = credentials();
  private final JsonEdits edits = new JsonEdits(List.of(whole));
  private final List<String> secrets = whole.findValuesAsText("SecretAccessKey");

  @Override
  public void check(Draws input) {
    JsonNode document = edits.next(input);
    try {
      AccessKeysJson.read(document.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException fault) {
      Promise.isTold(fault, "");
      for (String secret : secrets) {
        assertFalse(String.valueOf(fault.getMessage()).contains(secret));
      }
      return;
    }
    assertTrue(document.isArray());
  }

  private static JsonNode credentials() {
    try {
      return new ObjectMapper()
          .readTree(Files.readString(Path.of("src/test/resources/iam/credentials.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
