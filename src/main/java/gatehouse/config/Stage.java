package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A stage: a name in front of the path, and the routes that are served below it. Immutable.
 *
 * <p>AWS: "Stages for HTTP APIs", and {@code Stage} of the ApiGatewayV2 API.
 *
 * @param id the logical id
 * @param name the first segment of the path, or {@value #DEFAULT_NAME}, which has none
 * @param served which routes it serves
 * @param variables the stage variables, in the operator's order
 * @param settings how its routes are treated
 */
public record Stage(
    String id, String name, Served served, Map<String, String> variables, StageSettings settings) {

  /** The name of the stage that is served from the root. */
  public static final String DEFAULT_NAME = "$default";

  static final int MOST_VARIABLES = 100;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");
  private static final Pattern VARIABLE_VALUE = Pattern.compile("[A-Za-z0-9\\-._~:/?#&=,]{0,512}");

  /**
   * A stage.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public Stage {
    checkName(name);
    variables.forEach(Stage::checkVariable);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** Names the variables only: their values may be secret. */
  @Override
  public String toString() {
    return "Stage[id=%s, name=%s, %s, variables=%s]"
        .formatted(id, name, served, variables.keySet());
  }

  static void checkName(String name) {
    if (!name.equals(DEFAULT_NAME) && !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s is no stage name: write 1 to 128 letters, digits, `_` and `-`, or `$default`"
              .formatted(quoted(name)));
    }
  }

  static boolean isVariableName(String name) {
    return VARIABLE_NAME.matcher(name).matches();
  }

  static void checkVariable(String name, String value) {
    if (!isVariableName(name)) {
      throw new IllegalArgumentException(
          "is no name of a stage variable: write 1 to 64 letters, digits and `_`");
    }
    if (!VARIABLE_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "has a value that no stage variable can have: write at most 512 letters, digits and"
              + " `-._~:/?#&=,`");
    }
  }
}
