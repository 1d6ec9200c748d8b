package gatehouse.expression;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static final int DEEPEST = 100;
  private static final int LONGEST_NUMBER = 100;

  /** Keeps nothing, not even a thread's buffers, that would outlive the application. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(LARGEST_JSON)
                          .maxNameLength(LARGEST_JSON)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
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
    return found.isTextual() ? found.textValue() : written(found);
  }

  private JsonNode parsed() {
    try (JsonParser parser = MAPPER.createParser(bytes, 0, Math.min(bytes.length, LARGEST_JSON))) {
      JsonNode read = MAPPER.readTree(parser);
      return read == null || parser.nextToken() != null ? MissingNode.getInstance() : read;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static String written(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read as JSON cannot be written", e);
    }
  }

  /** Its size. */
  @Override
  public String toString() {
    return "body of " + bytes.length + " bytes";
  }
}
