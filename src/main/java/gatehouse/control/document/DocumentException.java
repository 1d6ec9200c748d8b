package gatehouse.control.document;

/** A document that cannot be read. The message is for whoever handed it in. */
public final class DocumentException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int LONGEST = 300;

  /**
   * A refusal.
   *
   * @param message the fault; what breaks lines, and what is too long, is taken out
   */
  DocumentException(String message) {
    super(OneLine.of(message, LONGEST), null, false, false);
  }
}
