package gatehouse.aws;

import gatehouse.http.BodyCollector;
import gatehouse.http.Refusal;
import gatehouse.upstream.UpstreamFailure;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/**
 * Why something of AWS could not be asked, or has not answered, and what the client of an
 * integration is told then: see docs/compatibility.md.
 */
public enum CallFault {
  /** No complete answer in time. */
  TIMEOUT(503),
  /** The endpoint, or what stands for it, cannot be reached or speaks no HTTP. */
  UNREACHABLE(503),
  /** TLS failed, though the connection held. */
  UNTRUSTED(500),
  /** There are no credentials, or they are not accepted, or do not permit this. */
  FORBIDDEN(500),
  /** There is no such function. */
  NOT_FOUND(500),
  /** Lambda has no place for it now. AWS's answer is unconfirmed. */
  THROTTLED(503),
  /** The event, or the call, is larger than what is taken. */
  REQUEST_TOO_LARGE(413),
  /** The answer is larger than what is read. */
  RESPONSE_TOO_LARGE(500),
  /** Another error, or what nobody expects. */
  FAILED(500),
  /** Nobody waits for the answer any more, or the gateway ends. */
  ABANDONED(503);

  /** The wording of AWS's own message of {@link #FORBIDDEN}, for the log. */
  public static final String NO_PERMISSION =
      "The IAM role configured on the integration or API Gateway doesn't have permissions to call"
          + " the integration. Check the permissions and try again.";

  private final int status;

  CallFault(int status) {
    this.status = status;
  }

  /**
   * What it is that a {@link SignedCall} was completed with.
   *
   * @param cause without what stages wrap it in
   */
  public static CallFault of(Throwable cause) {
    if (cause instanceof UpstreamFailure upstream) {
      return switch (upstream.kind()) {
        case TIMEOUT -> TIMEOUT;
        case UNREACHABLE, MALFORMED -> UNREACHABLE;
        case UNTRUSTED -> UNTRUSTED;
        case ABANDONED -> ABANDONED;
      };
    }
    if (cause instanceof NoCredentialsException) {
      return FORBIDDEN;
    }
    if (cause instanceof TimeoutException) {
      return TIMEOUT;
    }
    if (cause instanceof CancellationException) {
      return ABANDONED;
    }
    return BodyCollector.isTooLarge(cause) ? RESPONSE_TOO_LARGE : FAILED;
  }

  /**
   * What the log is told of it; never for a client.
   *
   * @param cause that {@link #of} was asked about
   */
  public String told(Throwable cause) {
    return switch (this) {
      case FORBIDDEN -> "no credentials: " + cause.getMessage();
      case RESPONSE_TOO_LARGE -> "the answer is too large";
      default -> String.valueOf(cause.getMessage());
    };
  }

  /** What the client of an integration gets. */
  public Refusal refusal() {
    return switch (status) {
      case 413 -> Refusal.requestEntityTooLarge();
      case 503 -> Refusal.serviceUnavailable();
      default -> Refusal.internalServerError();
    };
  }
}
