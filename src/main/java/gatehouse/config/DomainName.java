package gatehouse.config;

import java.util.List;

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

  /** With a copy of this list. */
  public DomainName {
    mappings = List.copyOf(mappings);
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
