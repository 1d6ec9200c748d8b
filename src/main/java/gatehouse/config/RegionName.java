package gatehouse.config;

import static gatehouse.config.Quote.quoted;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The region of a service as the operator names it, with stage variables in it. A client has no say
 * in it: it decides where requests go. Immutable.
 *
 * @param text a region, with {@code ${stageVariables.NAME}} for what the stage decides
 */
public record RegionName(String text) {

  private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{2,16}){1,2}-[0-9]{1,2}");
  private static final Pattern BARE = Pattern.compile("\\$(stageVariables\\.\\w+)");

  /**
   * Reads a region. One without stage variables is checked wholly.
   *
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read
   */
  public static RegionName parse(String text) {
    Matcher bare = BARE.matcher(text);
    RegionName region = new RegionName(bare.matches() ? "${" + bare.group(1) + "}" : text);
    for (String name : region.stageVariables()) {
      if (!Stage.isVariableName(name)) {
        throw fromElsewhere(text);
      }
    }
    if (region.stageVariables().isEmpty()) {
      if (text.startsWith("$")) {
        throw fromElsewhere(text);
      }
      region.resolve(Map.of());
    }
    return region;
  }

  /** The names of the stage variables that it uses. */
  public Set<String> stageVariables() {
    return StageText.variables(text);
  }

  /**
   * The region in one stage.
   *
   * @param stageVariables all variables of the stage
   * @throws IllegalArgumentException with the fault and its remedy, for the operator to read: a
   *     variable is not defined, or what comes out is no region
   */
  public String resolve(Map<String, String> stageVariables) {
    String region = StageText.in(stageVariables, text);
    if (!REGION.matcher(region).matches()) {
      throw new IllegalArgumentException(
          "is %s, which is no region: write one such as `us-east-1`".formatted(quoted(region)));
    }
    return region;
  }

  private static IllegalArgumentException fromElsewhere(String text) {
    return new IllegalArgumentException(
        "is %s, but no request may decide where the gateway calls: write a region such as `us-east-1`, or `$stageVariables.NAME`"
            .formatted(quoted(text)));
  }

  /** As AWS writes it. */
  @Override
  public String toString() {
    return text;
  }
}
