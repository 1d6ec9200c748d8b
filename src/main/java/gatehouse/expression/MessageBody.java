package gatehouse.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import gatehouse.json.JsonFault;
import gatehouse.json.JsonReader;
import gatehouse.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A body that is wholly in memory, for expressions to look into. It is taken for JSON when one
 * does, and parsed once, within bounds. What is no JSON has no parts. For one thread at a time.
 *
 * <p>AWS: "request bodies are truncated to 100 KB before JSONPath is applied"; such a remnant is
 * hardly ever JSON.
 */
public final class MessageBody {

  /** How many bytes of a body JSONPath sees. */
  static final int LARGEST_JSON = 100 * 1024;

  private static final JsonReader READER =
      JsonReader.with()
          .deepest(100)
          .longestNumber(100)
          .longestString(LARGEST_JSON)
          .longestName(LARGEST_JSON)
          .lastOfNames()
          .exactNumbers()
          .forgetfulOfNames()
          .build();

  private final byte[] bytes;
  private @Nullable JsonNode json;

  /** A body of these bytes, which nobody changes any more. */
  public MessageBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** All of it, as it came. */
  byte[] bytes() {
    return bytes;
  }

  /** All of it, read as UTF-8; null when it is empty. */
  @Nullable String text() {
    return bytes.length == 0 ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** A part of it: strings bare, all else as JSON; null when there is none. */
  @Nullable String part(JsonPath path) {
    if (json == null) {
      json = parsed();
    }
    JsonNode found = path.find(json);
    if (found == null) {
      return null;
    }
    return found.isTextual() ? found.textValue() : JsonWriter.text(found);
  }

  private JsonNode parsed() {
    try {
      return READER.read(bytes, Math.min(bytes.length, LARGEST_JSON));
    } catch (JsonFault e) {
      return MissingNode.getInstance();
    }
  }

  /** Its size. */
  @Override
  public String toString() {
    return "body of " + bytes.length + " bytes";
  }
}
