package gatehouse.control.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.json.JsonReader;
import gatehouse.json.JsonWriter;
import gatehouse.json.TooLargeException;
import java.util.Objects;
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

  /**
   * The object in a request: nothing is made of one that has more values than any request needs.
   *
   * @param mostValues that it may have
   * @return null when it is no object
   * @throws AwsException when it has more
   */
  public static @Nullable ObjectNode request(byte[] text, int mostValues) {
    if (READER.beyond(mostValues, text) != null) {
      throw AwsException.badRequest(
          "Invalid request body: it must have at most %d values".formatted(mostValues));
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
    return READER.only(member, text);
  }

  /** The bytes of a tree, as small as they get. */
  public static byte[] bytes(JsonNode tree) {
    return JsonWriter.bytes(tree);
  }

  /** The bytes of a file, for people to read. */
  public static byte[] fileBytes(ObjectNode tree) {
    return Objects.requireNonNull(fileBytes(tree, Integer.MAX_VALUE));
  }

  /**
   * The bytes of a file, for people to read.
   *
   * @param most that it may have; no more memory is taken, however little the tree takes
   * @return null when it would have more
   */
  public static byte @Nullable [] fileBytes(ObjectNode tree, int most) {
    try {
      return JsonWriter.lines(most, tree);
    } catch (TooLargeException e) {
      return null;
    }
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
