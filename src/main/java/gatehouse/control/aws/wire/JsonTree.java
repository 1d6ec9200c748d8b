package gatehouse.control.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.json.JsonReader;
import gatehouse.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON objects as trees, from bytes and to bytes. Keeps no buffers. Stateless. */
public final class JsonTree {

  private static final int DEEPEST = 100;

  /** An OpenAPI document travels as one string. */
  private static final int LONGEST_STRING = 16 << 20;

  private static final JsonReader READER =
      JsonReader.with().deepest(DEEPEST).longestString(LONGEST_STRING).lastOfNames().build();

  private JsonTree() {}

  /** An object to fill. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The object in a text; null when it is none. */
  public static @Nullable ObjectNode parse(byte[] text) {
    return READER.objectOrNull(text);
  }

  /** The bytes of a tree, as small as they get. */
  public static byte[] bytes(JsonNode tree) {
    return JsonWriter.bytes(tree);
  }

  /** The bytes of a file, for people to read. */
  public static byte[] fileBytes(ObjectNode tree) {
    return (tree.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
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
