package gatehouse.service;

/**
 * A request does not have what a parameter of a service needs. The message is for the log: it names
 * the parameter, never a value.
 */
public final class UnresolvedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnresolvedException(String parameter, String why) {
    super("Unable to resolve property %s: %s".formatted(parameter, why), null, false, false);
  }
}
