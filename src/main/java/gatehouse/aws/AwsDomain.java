package gatehouse.aws;

import java.util.List;
import java.util.Map;

/**
 * The domain that the endpoints of a region are in, which differs from partition to partition.
 *
 * <p>AWS: "AWS service endpoints", and the partitions that its SDKs know.
 */
public final class AwsDomain {

  /** By what names of regions start with; the usual one is not among them. */
  private static final List<Map.Entry<String, String>> DOMAINS =
      List.of(
          Map.entry("cn-", "amazonaws.com.cn"),
          Map.entry("us-iso-", "c2s.ic.gov"),
          Map.entry("us-isob-", "sc2s.sgov.gov"),
          Map.entry("us-isof-", "csp.hci.ic.gov"),
          Map.entry("eu-isoe-", "cloud.adc-e.uk"),
          Map.entry("eusc-", "amazonaws.eu"));

  private AwsDomain() {}

  /**
   * The domain of a region.
   *
   * @param region for example {@code eu-west-1}; one that nobody knows is taken for a usual one
   */
  public static String of(String region) {
    return DOMAINS.stream()
        .filter(domain -> region.startsWith(domain.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("amazonaws.com");
  }
}
