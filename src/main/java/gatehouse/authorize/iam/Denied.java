package gatehouse.authorize.iam;

import gatehouse.http.Headers;
import gatehouse.http.Refusal;

/**
 * A caller does not pass. For the log there is a reason; the client gets 403 and a word in {@code
 * x-amzn-ErrorType}, in which an unknown key and a wrong signature are the same.
 *
 * <p>The words are those of REST APIs; AWS documents none for HTTP APIs.
 */
final class Denied extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What a client gets to know. */
  enum Kind {
    /** There is no signature. */
    UNSIGNED("MissingAuthenticationTokenException"),
    /** The signature lacks something, or cannot be read. */
    INCOMPLETE("IncompleteSignatureException"),
    /** The signature is not one of a key that there is, for this request, at this time. */
    WRONG("InvalidSignatureException"),
    /** The key's policies do not allow it. */
    NOT_PERMITTED("AccessDeniedException");

    private final String errorType;

    Kind(String errorType) {
      this.errorType = errorType;
    }
  }

  private final Kind kind;

  /**
   * A denial.
   *
   * @param reason for the log; holds no secret
   */
  Denied(Kind kind, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
  }

  static Denied unsigned() {
    return new Denied(Kind.UNSIGNED, "the request is not signed");
  }

  static Denied incomplete(String reason) {
    return new Denied(Kind.INCOMPLETE, reason);
  }

  static Denied wrong(String reason) {
    return new Denied(Kind.WRONG, reason);
  }

  /** For the log. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** For the client. */
  Refusal refusal() {
    return Refusal.forbidden(Headers.of("x-amzn-ErrorType", kind.errorType));
  }
}
