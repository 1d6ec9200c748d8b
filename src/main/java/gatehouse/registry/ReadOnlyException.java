package gatehouse.registry;

/** The configuration may not be changed from here. */
public final class ReadOnlyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With the reason and the remedy. */
  public ReadOnlyException(String message) {
    super(message);
  }
}
