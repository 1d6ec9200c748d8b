package gatehouse.config;

import java.util.Map;
import java.util.Set;

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

  /**
   * Reads a function's name. One without stage variables is checked wholly.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static FunctionUri parse(String text) {
    StageText.check(text);
    FunctionUri uri = new FunctionUri(text);
    if (uri.stageVariables().isEmpty()) {
      FunctionArn.parse(text);
    }
    return uri;
  }

  /** The names of the stage variables that it uses. */
  public Set<String> stageVariables() {
    return StageText.variables(text);
  }

  /**
   * The function in one stage.
   *
   * @param stageVariables all variables of the stage
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read: a
   *     variable is not defined, or what comes out is no ARN
   */
  public FunctionArn resolve(Map<String, String> stageVariables) {
    return FunctionArn.parse(StageText.in(stageVariables, text));
  }

  /** As AWS writes it. */
  @Override
  public String toString() {
    return text;
  }
}
