package gatehouse.lambda;

import gatehouse.http.Cancellation;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A function that can be invoked. Safe for use by several threads; never blocks.
 *
 * <p>AWS: {@code Invoke} of the Lambda API, with the invocation type {@code RequestResponse}.
 */
public interface Function {

  /**
   * Invokes it and waits for its answer.
   *
   * @param payload JSON; nobody changes it any more
   * @param timeout until the answer is complete
   * @param cancellation ends the waiting when nobody wants the answer any more
   * @return what it has answered, well or not; completed exceptionally with a {@link
   *     FunctionFailure} when it could not be asked or has not answered
   */
  CompletionStage<FunctionAnswer> invoke(
      byte[] payload, Duration timeout, Cancellation cancellation);

  /** Where it is asked. When its name leads elsewhere from now on, this is another one. */
  default String place() {
    return toString();
  }
}
