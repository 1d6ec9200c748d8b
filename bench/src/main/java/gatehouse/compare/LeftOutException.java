package gatehouse.compare;

/** A subject that cannot take part; the message says why, and what to do about it. */
final class LeftOutException extends Exception {

  private static final long serialVersionUID = 1;

  LeftOutException(String reason) {
    super(reason);
  }
}
