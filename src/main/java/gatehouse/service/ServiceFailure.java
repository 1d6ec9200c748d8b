package gatehouse.service;

import gatehouse.aws.CallFault;
import gatehouse.http.Causes;
import gatehouse.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A service could not be asked, has not answered, or does not know us. The message is for the log,
 * never for a client.
 */
public final class ServiceFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final CallFault fault;
  private final int serviceStatus;
  private final @Nullable String requestId;

  /**
   * A failure.
   *
   * @param serviceStatus what the service has answered; 0 when it has not
   * @param requestId the service's; null when it has told none
   */
  ServiceFailure(
      CallFault fault,
      String message,
      int serviceStatus,
      @Nullable String requestId,
      @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.fault = fault;
    this.serviceStatus = serviceStatus;
    this.requestId = requestId;
  }

  /** What an error of a call means. */
  static ServiceFailure of(Throwable thrown) {
    Throwable cause = Causes.of(thrown);
    if (cause instanceof ServiceFailure known) {
      return known;
    }
    CallFault fault = CallFault.of(cause);
    return new ServiceFailure(
        fault, fault.told(cause), 0, null, fault == CallFault.FAILED ? cause : null);
  }

  /** What went wrong. */
  public CallFault fault() {
    return fault;
  }

  /** Whether whoever has asked is gone, or the gateway ends. */
  public boolean isAbandoned() {
    return fault == CallFault.ABANDONED;
  }

  /** What the service has answered; 0 when it has not. */
  public int serviceStatus() {
    return serviceStatus;
  }

  /** The service's id of the request; null when it has told none. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** What the client of an integration gets. */
  public Refusal refusal() {
    return fault.refusal();
  }
}
