package gatehouse.upstream;

import org.jspecify.annotations.Nullable;

/** An exchange with an upstream came to nothing. The message is for the log, never for a client. */
public final class UpstreamFailure extends Exception {

  private static final long serialVersionUID = 1;

  /** What went wrong. */
  public enum Kind {
    /** No complete head of a response within the request's timeout. */
    TIMEOUT,
    /** The name does not resolve, nobody listens, or the connection broke before the head. */
    UNREACHABLE,
    /**
     * TLS failed, though the connection held: an untrusted, expired or wrong certificate, no common
     * protocol, or no TLS at all on the other side.
     */
    UNTRUSTED,
    /** What came back is not an HTTP response that may be passed on. */
    MALFORMED,
    /** The request's own body broke off, or its sender is gone, or the gateway ends. */
    ABANDONED
  }

  private final Kind kind;

  UpstreamFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.kind = kind;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }
}
