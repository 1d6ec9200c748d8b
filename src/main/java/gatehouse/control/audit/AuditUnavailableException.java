package gatehouse.control.audit;

/** What happens cannot be recorded at present, so nothing may happen. */
public final class AuditUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  AuditUnavailableException(Throwable cause) {
    super("The audit log cannot be written, so nothing is changed", cause);
  }
}
