package gatehouse.control.aws.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON objects as trees, from bytes and to bytes. Keeps no buffers. Stateless. */
public final class JsonTree {

  private static final int DEEPEST = 100;

  /** An OpenAPI document travels as one string. */
  private static final int LONGEST_STRING = 16 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_STRING)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonTree() {}

  /** An object to fill. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The object in a text; null when it is none. */
  public static @Nullable ObjectNode parse(byte[] text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object ? object : null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * The object in a request: nothing is made of one that has more values than any request needs.
   *
   * @param mostValues that it may have
   * @return null when it is no object
   * @throws AwsException when it has more
   */
  public static @Nullable ObjectNode request(byte[] text, int mostValues) {
    int values = 0;
    try (JsonParser parser = MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if ((token.isScalarValue() || token.isStructStart()) && ++values > mostValues) {
          throw AwsException.badRequest(
              "Invalid request body: it must have at most %d values".formatted(mostValues));
        }
      }
    } catch (IOException e) {
      return null;
    }
    return parse(text);
  }

  /**
   * An object with a single member of the one in a request, if that is a text; nothing is made of
   * the others.
   *
   * @return null when there is no object in the request
   */
  public static @Nullable ObjectNode only(String member, byte[] text) {
    ObjectNode object = object();
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isWanted = parser.currentName().equals(member);
        if (isWanted) {
          object.remove(member);
        }
        if (parser.nextToken() == JsonToken.VALUE_STRING && isWanted) {
          object.put(member, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      return parser.nextToken() == null ? object : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** The bytes of a tree, as small as they get. */
  public static byte[] bytes(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory cannot be written", e);
    }
  }

  /** The bytes of a file, for people to read. */
  public static byte[] fileBytes(ObjectNode tree) {
    byte[] bytes = fileBytes(tree, Integer.MAX_VALUE);
    return Objects.requireNonNull(bytes);
  }

  /**
   * The bytes of a file, for people to read.
   *
   * @param most that it may have; no more memory is taken, however little the tree takes
   * @return null when it would have more
   */
  public static byte @Nullable [] fileBytes(ObjectNode tree, int most) {
    BoundedBytes bytes = new BoundedBytes(most);
    // A writer, since it has a replacement for half a surrogate pair.
    try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
      JsonGenerator generator = MAPPER.createGenerator(writer).useDefaultPrettyPrinter();
      MAPPER.writeTree(generator, tree);
      generator.flush();
      writer.write('\n');
    } catch (IOException e) {
      if (bytes.isFull()) {
        return null;
      }
      throw new IllegalStateException("a tree in memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /** A string member; null when it is absent or something else. */
  public static @Nullable String text(ObjectNode object, String member) {
    JsonNode value = object.get(member);
    return value != null && value.isTextual() ? value.textValue() : null;
  }

  /** Whether a member is true. */
  public static boolean isTrue(ObjectNode object, String member) {
    return object.path(member).isBoolean() && object.path(member).booleanValue();
  }

  /** An object member; empty when it is absent or something else. Not a view then. */
  public static ObjectNode objectOf(ObjectNode object, String member) {
    return object.get(member) instanceof ObjectNode inner ? inner : object();
  }
}
