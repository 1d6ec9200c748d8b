package gatehouse.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The API and the stage that a request is for: what {@code $context} and {@code $stageVariables}
 * tell of them. Made once per stage, when the configuration is compiled. Immutable.
 *
 * @param accountId of the API's owner: 12 digits
 * @param apiId of the API
 * @param stageName for example {@code v0} or {@code $default}
 * @param variables the stage variables; their values may be secret
 */
public record ApiStage(
    String accountId, String apiId, String stageName, Map<String, String> variables) {

  /** The name of the stage that is served from the root. */
  public static final String DEFAULT_STAGE = "$default";

  /** With a copy of these variables. */
  public ApiStage {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** The path of a request in front of which AWS tells the stage: empty for {@code $default}. */
  public String pathPrefix() {
    return stageName.equals(DEFAULT_STAGE) ? "" : '/' + stageName;
  }

  /** Names the variables only: their values may be secret. */
  @Override
  public String toString() {
    return "ApiStage[apiId=%s, stageName=%s, variables=%s]"
        .formatted(apiId, stageName, variables.keySet());
  }
}
