package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as the operator names it: its ARN, alone or in the form of OpenAPI documents, with
 * stage variables in it. Immutable.
 *
 * <p>AWS: {@code IntegrationUri} and {@code AuthorizerUri} of the ApiGatewayV2 API; "Stage
 * variables for HTTP APIs".
 *
 * @param text as AWS writes it
 */
public record FunctionUri(String text) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  private static final String STAGE_VARIABLES = "stageVariables.";

  /**
   * Reads a function's name. One without stage variables is checked wholly.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static FunctionUri parse(String text) {
    FunctionUri uri = new FunctionUri(text);
    Set<String> variables = uri.stageVariables();
    if (variables.isEmpty()) {
      FunctionArn.parse(text);
    }
    for (String name : variables) {
      if (!Stage.isVariableName(name)) {
        throw new IllegalArgumentException(
            "has %s, which is no stage variable: write `${stageVariables.NAME}`"
                .formatted(quoted("${" + name.substring(name.startsWith("?") ? 1 : 0) + "}")));
      }
    }
    return uri;
  }

  /** The names of the stage variables that it uses. */
  public Set<String> stageVariables() {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      names.add(name(matcher));
    }
    return names;
  }

  /**
   * The function in one stage.
   *
   * @param stageVariables all variables of the stage
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read: a
   *     variable is not defined, or what comes out is no ARN
   */
  public FunctionArn resolve(Map<String, String> stageVariables) {
    String resolved =
        VARIABLE
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(value(name(match), stageVariables)));
    return FunctionArn.parse(resolved);
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

  /** As AWS writes it. */
  @Override
  public String toString() {
    return text;
  }
}
