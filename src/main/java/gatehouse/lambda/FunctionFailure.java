package gatehouse.lambda;

import gatehouse.aws.CallFault;
import gatehouse.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A function could not be asked, or has not answered. The message is for the log, never for a
 * client.
 *
 * <p>AWS: the errors of {@code Invoke} of the Lambda API.
 */
public final class FunctionFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final CallFault fault;
  private final int invocationStatus;

  /**
   * A failure.
   *
   * @param invocationStatus what the Invoke API has answered; 0 when it has not
   */
  public FunctionFailure(
      CallFault fault, String message, int invocationStatus, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.fault = fault;
    this.invocationStatus = invocationStatus;
  }

  /** What went wrong. */
  public CallFault fault() {
    return fault;
  }

  /** Whether whoever has asked is gone, or the gateway ends. */
  public boolean isAbandoned() {
    return fault == CallFault.ABANDONED;
  }

  /** What the Invoke API has answered; 0 when it has not. */
  public int invocationStatus() {
    return invocationStatus;
  }

  /** What the client of an integration gets. */
  public Refusal refusal() {
    return fault.refusal();
  }
}
