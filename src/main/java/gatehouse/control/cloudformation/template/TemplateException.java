package gatehouse.control.cloudformation.template;

import gatehouse.control.document.OneLine;

/** A template that cannot be applied. The message names the place in it, the fault and a remedy. */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int LONGEST = 1_000;

  private final String place;

  /**
   * A refusal.
   *
   * @param place such as {@code Resources.Api.Properties.Name}; empty for the template as a whole
   * @param fault what is wrong there, and the remedy; what breaks lines is taken out
   */
  public TemplateException(String place, String fault) {
    super(OneLine.of(place.isEmpty() ? fault : place + ": " + fault, LONGEST), null, false, false);
    this.place = place;
  }

  /** Where it is; empty for the template as a whole. */
  public String place() {
    return place;
  }
}
