package gatehouse.lambda;

import org.jspecify.annotations.Nullable;

/**
 * What came back of an invocation that Lambda has carried out.
 *
 * @param status of the invocation: 200
 * @param payload what the function has returned, or its error; nobody changes it any more
 * @param functionError {@code Handled} or {@code Unhandled} when the function has failed, else null
 * @param requestId Lambda's id of the invocation; null when it has told none
 */
// Compared by nobody; a copy of up to 6 MB at each look would be.
@SuppressWarnings("ArrayRecordComponent")
public record FunctionAnswer(
    int status, byte[] payload, @Nullable String functionError, @Nullable String requestId) {

  /** Nothing of what the function has said. */
  @Override
  public String toString() {
    return "FunctionAnswer[status=%d, functionError=%s, %d bytes]"
        .formatted(status, functionError, payload.length);
  }
}
