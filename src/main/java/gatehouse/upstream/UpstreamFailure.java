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
  private final boolean beforeAnyResponse;
  private final boolean amidRequest;

  UpstreamFailure(
      Kind kind,
      String message,
      @Nullable Throwable cause,
      boolean beforeAnyResponse,
      boolean amidRequest) {
    super(message, cause, false, false);
    this.kind = kind;
    this.beforeAnyResponse = beforeAnyResponse;
    this.amidRequest = amidRequest;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /**
   * Whether no connection could be made, or it broke before anything of a response came, and no
   * time ran out: what a client may repeat by itself when the method allows it (RFC 9110, section
   * 9.2.2).
   */
  public boolean isBeforeAnyResponse() {
    return beforeAnyResponse;
  }

  /**
   * Whether it came on a connection on which the request's body had not been sent to its end: the
   * client may have been slow, so this says nothing about the upstream.
   */
  public boolean isAmidRequest() {
    return amidRequest;
  }
}
