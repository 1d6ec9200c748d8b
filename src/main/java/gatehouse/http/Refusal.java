package gatehouse.http;

/**
 * The gateway's own answer to a request that it does not pass on, or that the integration failed: a
 * status and AWS's text for it.
 *
 * <p>It carries no stack trace and no cause: what a client may see is all it knows. AWS: "HTTP API"
 * responses are {@code {"message":"…"}} with Go's status texts.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Headers headers;

  /**
   * A refusal.
   *
   * @param status of the answer, 400 to 599
   * @param message the text of the answer's {@code message}
   */
  public Refusal(int status, String message) {
    this(status, message, Headers.EMPTY);
  }

  /**
   * A refusal with fields of its own.
   *
   * @param status of the answer, 400 to 599
   * @param message the text of the answer's {@code message}
   * @param headers that the answer has beside the usual ones
   */
  public Refusal(int status, String message, Headers headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  /** 400: the request's path or its framing cannot be taken for what it says. */
  public static Refusal badRequest() {
    return new Refusal(400, "Bad Request");
  }

  /**
   * 401: nobody knows who calls.
   *
   * @param headers such as {@code WWW-Authenticate}
   */
  public static Refusal unauthorized(Headers headers) {
    return new Refusal(401, "Unauthorized", headers);
  }

  /** 403: not this caller, not this way, or not this host. */
  public static Refusal forbidden() {
    return new Refusal(403, "Forbidden");
  }

  /**
   * 403: not this caller.
   *
   * @param headers such as {@code x-amzn-ErrorType}
   */
  public static Refusal forbidden(Headers headers) {
    return new Refusal(403, "Forbidden", headers);
  }

  /** 404: no stage or no route matches. */
  public static Refusal notFound() {
    return new Refusal(404, "Not Found");
  }

  /** 413: the body is larger than the quota. */
  public static Refusal requestEntityTooLarge() {
    return new Refusal(413, "Request Entity Too Large");
  }

  /** 414: the path is longer than the quota for routes that not everybody may use. */
  public static Refusal requestUriTooLong() {
    return new Refusal(414, "Request URI Too Long");
  }

  /** 429: the route's rate and burst are used up. */
  public static Refusal tooManyRequests() {
    return new Refusal(429, "Too Many Requests");
  }

  /** 431: request line and fields are longer than the quota. */
  public static Refusal requestHeaderFieldsTooLarge() {
    return new Refusal(431, "Request Header Fields Too Large");
  }

  /** 500: the integration is misconfigured, or its TLS certificate is not trusted. */
  public static Refusal internalServerError() {
    return new Refusal(500, "Internal Server Error");
  }

  /** 503: the integration did not answer in time, or could not be reached, or answered rubbish. */
  public static Refusal serviceUnavailable() {
    return new Refusal(503, "Service Unavailable");
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** The fields that the answer has beside the usual ones. */
  public Headers headers() {
    return headers;
  }

  /** The text of the answer's {@code message}. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
