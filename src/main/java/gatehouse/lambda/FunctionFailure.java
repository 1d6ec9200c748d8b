package gatehouse.lambda;

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

  /** What went wrong, and what a client of an integration is told: see docs/compatibility.md. */
  public enum Kind {
    /** No complete answer in time. */
    TIMEOUT(503),
    /** Lambda's endpoint, or what stands for it, cannot be reached or speaks no HTTP. */
    UNREACHABLE(503),
    /** TLS failed, though the connection held. */
    UNTRUSTED(500),
    /** There are no credentials, or they do not permit the invocation. */
    FORBIDDEN(500),
    /** There is no such function. */
    NOT_FOUND(500),
    /** Lambda has no place for it now. AWS's answer is unconfirmed. */
    THROTTLED(503),
    /** The event is larger than 6 MB. */
    REQUEST_TOO_LARGE(413),
    /** The answer is larger than 6 MB. */
    RESPONSE_TOO_LARGE(500),
    /** Lambda has answered with another error. */
    FAILED(500),
    /** Nobody waits for the answer any more, or the gateway ends. */
    ABANDONED(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }
  }

  private final Kind kind;
  private final int invocationStatus;

  /**
   * A failure.
   *
   * @param invocationStatus what the Invoke API has answered; 0 when it has not
   */
  public FunctionFailure(
      Kind kind, String message, int invocationStatus, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
    this.invocationStatus = invocationStatus;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** What the Invoke API has answered; 0 when it has not. */
  public int invocationStatus() {
    return invocationStatus;
  }

  /** What the client of an integration gets. */
  public Refusal refusal() {
    return switch (kind.status) {
      case 413 -> Refusal.requestEntityTooLarge();
      case 503 -> Refusal.serviceUnavailable();
      default -> Refusal.internalServerError();
    };
  }
}
