package gatehouse.authorize.lambda;

/**
 * The function has not said who may pass. Whoever shares a call shares its failure, so it belongs
 * to no request. The message is for {@code $context.authorizer.error}, never for a client. Of the
 * function's answer it tells at most the first characters of the error that the function has
 * thrown, and where a policy is malformed.
 */
final class AuthorizerFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean unauthorized;

  private AuthorizerFailure(boolean unauthorized, String message) {
    super(message, null, false, false);
    this.unauthorized = unauthorized;
  }

  /** The function could not be asked, has failed, or has answered what cannot be understood. */
  AuthorizerFailure(String message) {
    this(false, message);
  }

  /** The function has thrown exactly {@code Unauthorized}: nobody knows who calls. */
  static AuthorizerFailure unauthorized() {
    return new AuthorizerFailure(true, "Unauthorized");
  }

  /** Whether the client gets 401, else 500. */
  boolean isUnauthorized() {
    return unauthorized;
  }

  /** What is told in the access log. */
  String text() {
    return String.valueOf(getMessage());
  }
}
