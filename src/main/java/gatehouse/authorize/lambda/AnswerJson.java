package gatehouse.authorize.lambda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads what authorizer functions answer, within bounds; a name that comes twice is a fault. */
final class AnswerJson {

  /** In bytes. AWS tells no limit for authorizers; what they say travels with every request. */
  static final int LARGEST = 256 * 1024;

  private static final int DEEPEST = 100;
  private static final int LONGEST_NUMBER = 100;

  /** About what an object with its parts takes beside its text. */
  private static final int NODE_BYTES = 256;

  /** Keeps nothing, not even a thread's buffers, that would outlive the application. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(LARGEST)
                          .maxNameLength(LARGEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private AnswerJson() {}

  /** The object that these bytes are; null when they are none. */
  static @Nullable ObjectNode object(byte[] bytes) {
    if (bytes.length > LARGEST) {
      return null;
    }
    try {
      return MAPPER.readTree(bytes) instanceof ObjectNode object ? object : null;
    } catch (JacksonException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** A value as JSON. */
  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JacksonException e) {
      throw new IllegalStateException("what was read as JSON cannot be written", e);
    }
  }

  /** About how many bytes of memory an answer takes when it is kept. */
  static int weight(byte[] bytes, JsonNode read) {
    return 2 * bytes.length + NODE_BYTES * nodes(read);
  }

  private static int nodes(JsonNode node) {
    int nodes = 1;
    for (JsonNode child : node) {
      nodes += nodes(child);
    }
    return nodes;
  }
}
