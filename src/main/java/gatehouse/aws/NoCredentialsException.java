package gatehouse.aws;

/** Nowhere are credentials for AWS. The message is for the log, and holds no secret. */
public final class NoCredentialsException extends Exception {

  private static final long serialVersionUID = 1;

  NoCredentialsException(String message) {
    super(message, null, false, false);
  }
}
