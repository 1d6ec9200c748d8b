package gatehouse.control.aws.wire;

/**
 * A refusal in the shape of AWS: clients tell refusals apart by their names.
 *
 * <p>AWS: the exceptions of the ApiGatewayV2 API.
 */
public final class AwsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Kind kind;

  private AwsException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /** The names that the service model has, and one for what must not happen. */
  public enum Kind {
    /** The request makes no sense. */
    BAD_REQUEST(400, "BadRequestException"),
    /** The caller may not do this. */
    ACCESS_DENIED(403, "AccessDeniedException"),
    /** The request is not signed, as clients of AWS know it. */
    MISSING_TOKEN(403, "MissingAuthenticationTokenException"),
    /** The signature lacks something, or cannot be read. */
    INCOMPLETE_SIGNATURE(403, "IncompleteSignatureException"),
    /** The signature is not the key's for this request, at this time. */
    INVALID_SIGNATURE(403, "InvalidSignatureException"),
    /** There is no such access key. */
    UNRECOGNIZED_CLIENT(403, "UnrecognizedClientException"),
    /** There is no such resource. */
    NOT_FOUND(404, "NotFoundException"),
    /** Another resource stands in the way. */
    CONFLICT(409, "ConflictException"),
    /** Too much at once. */
    TOO_MANY_REQUESTS(429, "TooManyRequestsException"),
    /** Our own fault. */
    INTERNAL(500, "InternalServerErrorException");

    private final int status;
    private final String name;

    Kind(int status, String name) {
      this.status = status;
      this.name = name;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** The name on the wire, which {@code x-amzn-ErrorType} has. */
    public String wireName() {
      return name;
    }
  }

  /** A refusal of any kind. */
  public static AwsException of(Kind kind, String message) {
    return new AwsException(kind, message);
  }

  /** The request makes no sense. */
  public static AwsException badRequest(String message) {
    return new AwsException(Kind.BAD_REQUEST, message);
  }

  /** There is no such resource. */
  public static AwsException notFound(String message) {
    return new AwsException(Kind.NOT_FOUND, message);
  }

  /** Another resource stands in the way. */
  public static AwsException conflict(String message) {
    return new AwsException(Kind.CONFLICT, message);
  }

  /** Which refusal it is. */
  public Kind kind() {
    return kind;
  }

  /** What the client is told. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
