package gatehouse.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A custom domain, and which API answers below which path. Immutable.
 *
 * <p>AWS: {@code DomainName} and {@code ApiMapping} of the ApiGatewayV2 API; "API mappings for HTTP
 * APIs".
 *
 * @param name in lower case, without a port; {@code *.example.com} for all names of one label more
 * @param mappings their keys are all different
 */
public record DomainName(String name, List<ApiMapping> mappings) {

  private static final int LONGEST = 253;

  private static final Pattern NAME =
      Pattern.compile(
          "(\\*\\.)?LABEL(\\.LABEL)*".replace("LABEL", "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"));

  /** With a copy of this list. */
  public DomainName {
    mappings = List.copyOf(mappings);
  }

  /** Whether a domain can have this name. */
  public static boolean isName(String name) {
    return name.length() <= LONGEST && NAME.matcher(name).matches();
  }

  /**
   * Leads from a path to a stage of an API.
   *
   * @param key the base path without slashes at its ends, {@code orders/v1}; empty for all paths
   *     that no other mapping has
   * @param apiId of the API
   * @param stageName of its stage
   */
  public record ApiMapping(String key, String apiId, String stageName) {}
}
