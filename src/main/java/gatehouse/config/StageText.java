package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with {@code ${stageVariables.NAME}} in it, which each stage makes its own of. */
final class StageText {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final String STAGE_VARIABLES = "stageVariables.";

  private StageText() {}

  /**
   * Checks that nothing but stage variables is in it.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  static void check(String text) {
    for (String name : variables(text)) {
      if (!Stage.isVariableName(name)) {
        throw new IllegalArgumentException(
            "has %s, which is no stage variable: write `${stageVariables.NAME}`"
                .formatted(quoted("${" + name.substring(name.startsWith("?") ? 1 : 0) + "}")));
      }
    }
  }

  /** The names of the stage variables in it. */
  static Set<String> variables(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      names.add(name(matcher));
    }
    return names;
  }

  /**
   * The text in one stage.
   *
   * @param stageVariables all variables of the stage
   * @throws IllegalArgumentException with the fault and its remedy: a variable is not defined
   */
  static String in(Map<String, String> stageVariables, String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(name(match), stageVariables)));
  }

  /** The name of a stage variable; for anything else a name that no stage variable can have. */
  private static String name(MatchResult match) {
    String expression = match.group(1);
    return expression.startsWith(STAGE_VARIABLES)
        ? expression.substring(STAGE_VARIABLES.length())
        : "?" + expression;
  }

  private static String value(String name, Map<String, String> stageVariables) {
    String value = stageVariables.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "uses the stage variable %s, which is not defined: add it to `StageVariables`"
              .formatted(quoted(name)));
    }
    return value;
  }
}
