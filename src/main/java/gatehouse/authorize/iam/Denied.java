package gatehouse.authorize.iam;

import gatehouse.http.Headers;
import gatehouse.http.Refusal;

/**
 * A caller does not pass. There is a reason for the log. Who calls an API gets 403 and a word in
 * {@code x-amzn-ErrorType}, in which an unknown key and a wrong signature are the same; who manages
 * them gets what AWS's own services say.
 *
 * <p>The words for calls of APIs are those of REST APIs; AWS documents none for HTTP APIs. Those
 * for services: "Common Errors" of AWS's API references.
 */
public final class Denied extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final String INVALID_SIGNATURE = "InvalidSignatureException";

  /** What a client gets to know. */
  public enum Kind {
    /** There is no signature. */
    UNSIGNED("MissingAuthenticationTokenException", "Missing Authentication Token"),
    /** The signature lacks something, or cannot be read. */
    INCOMPLETE(
        "IncompleteSignatureException", "The request signature does not conform to AWS standards."),
    /** There is no such key, or its session has another token. */
    UNKNOWN_KEY(INVALID_SIGNATURE, "The security token included in the request is invalid."),
    /** The signature is not one of the key for this request, at this time. */
    WRONG(
        INVALID_SIGNATURE,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."),
    /** The key's policies do not allow it. */
    NOT_PERMITTED("AccessDeniedException", "Access Denied");

    private final String errorType;
    private final String text;

    Kind(String errorType, String text) {
      this.errorType = errorType;
      this.text = text;
    }
  }

  private final Kind kind;
  private final String told;

  /**
   * A denial.
   *
   * @param reason for the log; holds no secret
   * @param told as AWS's services tell it
   */
  Denied(Kind kind, String reason, String told) {
    super(reason, null, false, false);
    this.kind = kind;
    this.told = told;
  }

  static Denied unsigned() {
    return new Denied(Kind.UNSIGNED, "the request is not signed", Kind.UNSIGNED.text);
  }

  static Denied incomplete(String reason) {
    return new Denied(Kind.INCOMPLETE, reason, Kind.INCOMPLETE.text);
  }

  static Denied unknown(String reason) {
    return new Denied(Kind.UNKNOWN_KEY, reason, Kind.UNKNOWN_KEY.text);
  }

  static Denied wrong(String reason) {
    return wrong(reason, Kind.WRONG.text);
  }

  static Denied wrong(String reason, String told) {
    return new Denied(Kind.WRONG, reason, told);
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** For the log. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** What AWS's services tell their clients. */
  public String told() {
    return told;
  }

  /** For who calls an API. */
  Refusal refusal() {
    return Refusal.forbidden(Headers.of("x-amzn-ErrorType", kind.errorType));
  }
}
