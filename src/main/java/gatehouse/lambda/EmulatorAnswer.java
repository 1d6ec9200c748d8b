package gatehouse.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What AWS's Runtime Interface Emulator answers where Lambda would tell a function's failure in a
 * field: 200, and the failure is to be recognized by the looks of the body.
 */
final class EmulatorAnswer {

  private static final String TIMED_OUT = "Task timed out after ";
  private static final int LONGEST_TIMEOUT_TEXT = 100;

  private EmulatorAnswer() {}

  /** What {@code X-Amz-Function-Error} would tell; null when the function has not failed. */
  static @Nullable String functionError(byte[] body) {
    if (body.length < LONGEST_TIMEOUT_TEXT
        && new String(body, StandardCharsets.UTF_8).startsWith(TIMED_OUT)) {
      return "Unhandled";
    }
    JsonNode node = JsonInput.read(body);
    boolean failed =
        node != null
            && node.has("errorMessage")
            && node.has("errorType")
            && !node.has("statusCode");
    return failed ? "Unhandled" : null;
  }
}
