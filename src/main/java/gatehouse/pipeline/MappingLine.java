package gatehouse.pipeline;

/**
 * A way from a custom domain to a stage, for people and their tools. Immutable.
 *
 * @param place what to call: domain and base path
 * @param domainName in lower case
 * @param key the base path without slashes at its ends; empty for all other paths
 * @param apiId of the API that it leads to
 * @param stageName of the stage that it leads to
 */
public record MappingLine(
    String place, String domainName, String key, String apiId, String stageName) {

  /** For example {@code ANY shop.example/orders/* -> API a1b2c3, stage v0}. */
  @Override
  public String toString() {
    return "%-7s %s/* -> API %s, stage %s".formatted("ANY", place, apiId, stageName);
  }
}
