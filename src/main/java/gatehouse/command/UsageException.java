package gatehouse.command;

/** A command that cannot be carried out as it was given: exit code 2, and nothing has happened. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * A refusal.
   *
   * @param message the fault and its remedy, on one line
   */
  UsageException(String message) {
    super(message, null, false, false);
  }
}
