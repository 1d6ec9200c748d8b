package gatehouse.service;

import gatehouse.aws.NoCredentialsException;
import gatehouse.http.BodyCollector;
import gatehouse.http.Refusal;
import gatehouse.upstream.UpstreamFailure;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A service could not be asked, has not answered, or does not know us. The message is for the log,
 * never for a client.
 */
public final class ServiceFailure extends Exception {

  private static final long serialVersionUID = 1;

  /** What went wrong, and what a client is told: see docs/compatibility.md. */
  public enum Kind {
    /** No complete answer in time. */
    TIMEOUT(503),
    /** The service's endpoint cannot be reached or speaks no HTTP. */
    UNREACHABLE(503),
    /** TLS failed, though the connection held. */
    UNTRUSTED(500),
    /** There are no credentials, or the service does not accept them or what they are used for. */
    FORBIDDEN(500),
    /** The call is larger than any service takes. */
    REQUEST_TOO_LARGE(413),
    /** The answer is larger than the gateway reads. */
    RESPONSE_TOO_LARGE(500),
    /** What nobody expects. */
    FAILED(500),
    /** Nobody waits for the answer any more, or the gateway ends. */
    ABANDONED(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }
  }

  private final Kind kind;
  private final int serviceStatus;
  private final @Nullable String requestId;

  /**
   * A failure.
   *
   * @param serviceStatus what the service has answered; 0 when it has not
   * @param requestId the service's; null when it has told none
   */
  ServiceFailure(
      Kind kind,
      String message,
      int serviceStatus,
      @Nullable String requestId,
      @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
    this.serviceStatus = serviceStatus;
    this.requestId = requestId;
  }

  /** What an error of a call means. */
  static ServiceFailure of(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof ServiceFailure known) {
      return known;
    }
    if (cause instanceof NoCredentialsException) {
      return new ServiceFailure(Kind.FORBIDDEN, "no credentials: " + message, 0, null, null);
    }
    if (cause instanceof UpstreamFailure upstream) {
      return new ServiceFailure(kind(upstream.kind()), message, 0, null, null);
    }
    if (BodyCollector.isTooLarge(cause)) {
      return new ServiceFailure(Kind.RESPONSE_TOO_LARGE, "the answer is too large", 0, null, null);
    }
    if (cause instanceof TimeoutException) {
      return new ServiceFailure(Kind.TIMEOUT, message, 0, null, null);
    }
    if (cause instanceof CancellationException) {
      return new ServiceFailure(Kind.ABANDONED, message, 0, null, null);
    }
    return new ServiceFailure(Kind.FAILED, message, 0, null, cause);
  }

  private static Kind kind(UpstreamFailure.Kind kind) {
    return switch (kind) {
      case TIMEOUT -> Kind.TIMEOUT;
      case UNREACHABLE, MALFORMED -> Kind.UNREACHABLE;
      case UNTRUSTED -> Kind.UNTRUSTED;
      case ABANDONED -> Kind.ABANDONED;
    };
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
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
    return switch (kind.status) {
      case 413 -> Refusal.requestEntityTooLarge();
      case 503 -> Refusal.serviceUnavailable();
      default -> Refusal.internalServerError();
    };
  }
}
