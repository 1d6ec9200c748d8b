package gatehouse.control.cloudformation;

import gatehouse.control.cloudformation.template.Includes;
import gatehouse.control.cloudformation.template.StandIns;
import java.util.Map;

/**
 * What is to become of a stack. Immutable; {@code toString} tells no parameter's value.
 *
 * @param name of the stack
 * @param template its text, in JSON or YAML
 * @param parameters by name; those that are absent stay what they were, or are their defaults
 * @param standIns for what only AWS could tell
 * @param includes finds the files that the template names
 */
public record StackRequest(
    String name,
    String template,
    Map<String, String> parameters,
    StandIns standIns,
    Includes includes) {

  /** With a copy of this map. */
  public StackRequest {
    parameters = Map.copyOf(parameters);
  }

  @Override
  public String toString() {
    return "StackRequest " + name;
  }
}
