package gatehouse.lambda;

/** A function's answer cannot be made an HTTP response. The message is for the log. */
public final class MalformedAnswerException extends Exception {

  private static final long serialVersionUID = 1;

  MalformedAnswerException(String fault) {
    super(
        "The response from the Lambda function doesn't match the format that API Gateway expects. "
            + fault,
        null,
        false,
        false);
  }

  /** A field that is not of the type that the format has. */
  static MalformedAnswerException wrongType(String field) {
    return new MalformedAnswerException(
        "Lambda body contains the wrong type for field \"" + field + "\"");
  }
}
