package gatehouse.authorize.policy;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.json.JsonFault;
import gatehouse.json.JsonReader;

/** Reads JSON strictly, and tells nothing of it but places: it may hold secrets. */
public final class JsonTree {

  private static final JsonReader READER = JsonReader.with().build();

  private static final int LONGEST_NAME = 100;

  private JsonTree() {}

  /** A member's name for a message: short, and with nothing in it that could forge another line. */
  public static String shown(String name) {
    String start = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
  }

  /**
   * The value that these bytes are.
   *
   * @throws IllegalArgumentException when they are not valid JSON, with the place; without a cause,
   *     which would quote them
   */
  public static JsonNode parse(byte[] bytes) {
    try {
      return READER.read(bytes);
    } catch (JsonFault e) {
      throw new IllegalArgumentException(
          e.place() == null
              ? "is not valid JSON: correct it"
              : "is not valid JSON, at %s: correct it".formatted(e.place()));
    }
  }
}
