package gatehouse.registry;

/** A change could not be made because others were changing the same configuration. */
public final class ConflictException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With what happened, for the log. */
  public ConflictException(String message) {
    super(message);
  }
}
