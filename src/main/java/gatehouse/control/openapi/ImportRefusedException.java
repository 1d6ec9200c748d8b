package gatehouse.control.openapi;

/**
 * A document that is not imported; nothing has been changed. AWS answers {@code
 * BadRequestException} with this message.
 */
public final class ImportRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * A refusal.
   *
   * @param message with AWS's text where that is known
   */
  ImportRefusedException(String message) {
    super(message, null, false, false);
  }

  /** AWS's words for a document that it can make nothing of. */
  static ImportRefusedException noImporter(String reason) {
    return new ImportRefusedException("Unable to build importer with provided input. " + reason);
  }
}
