package gatehouse.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.aws.CallFault;
import gatehouse.json.JsonReader;
import gatehouse.json.JsonWriter;
import gatehouse.json.TooLargeException;
import org.jspecify.annotations.Nullable;

/** JSON of requests to services, within bounds. */
final class Json {

  /** In bytes. No service takes more than a record of Kinesis of 10 MiB, which goes in Base64. */
  private static final int LARGEST = 14 << 20;

  private static final int USUAL_BYTES = 1_024;

  private static final JsonReader READER =
      JsonReader.with().deepest(20).longestNumber(100).forgetfulOfNames().build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The value; null when it is no JSON. */
  static @Nullable JsonNode read(String text) {
    return READER.valueOrNull(text);
  }

  /**
   * In UTF-8.
   *
   * @throws ServiceFailure when it is too large
   */
  static byte[] bytes(ObjectNode object) throws ServiceFailure {
    try {
      return JsonWriter.bytes(USUAL_BYTES, LARGEST, object);
    } catch (TooLargeException e) {
      throw new ServiceFailure(CallFault.REQUEST_TOO_LARGE, "the call is too large", 0, null, null);
    }
  }
}
