package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Short hashes of values, so that a stack's file can tell that something has changed without
 * telling what it is. Stateless.
 */
final class Digest {

  private static final int BYTES = 8;

  private Digest() {}

  /** The hash of a value; the order of members is all the same. */
  static String of(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return of(text.toString());
  }

  /** The hash of a text. */
  static String of(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hashes of those members of an object that another one has, by name. */
  static ObjectNode ofMembers(ObjectNode whole, ObjectNode like) {
    ObjectNode digests = JsonTree.object();
    for (var entry : like.properties()) {
      digests.put(entry.getKey(), of(whole.path(entry.getKey())));
    }
    return digests;
  }

  private static void write(JsonNode value, StringBuilder text) {
    if (value.isObject()) {
      TreeMap<String, JsonNode> members = new TreeMap<>();
      value.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
      text.append('{');
      members.forEach(
          (name, member) -> {
            text.append(name.length()).append(':').append(name);
            write(member, text);
          });
      text.append('}');
    } else if (value.isArray()) {
      text.append('[');
      value.forEach(item -> write(item, text));
      text.append(']');
    } else {
      text.append(value.isNumber() ? value.decimalValue().stripTrailingZeros() : value).append(';');
    }
  }
}
