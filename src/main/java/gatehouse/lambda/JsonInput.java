package gatehouse.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import gatehouse.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Reads what functions return, within bounds. */
final class JsonInput {

  private static final JsonReader READER =
      JsonReader.with()
          .deepest(500)
          .longestNumber(1_000)
          .longestString(FunctionLimits.LARGEST_ANSWER)
          .longestName(FunctionLimits.LARGEST_ANSWER)
          .lastOfNames()
          .forgetfulOfNames()
          .build();

  private JsonInput() {}

  /** The value; null when it is no JSON, or nothing at all. */
  static @Nullable JsonNode read(byte[] bytes) {
    return READER.valueOrNull(bytes);
  }
}
