package gatehouse.service;

import gatehouse.config.ServiceAction;
import gatehouse.upstream.Origin;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where services are: at AWS, or elsewhere when the operator says so. Immutable. */
final class ServiceEndpoints {

  /** AWS's domains by what names of regions start with; the usual one is not among them. */
  private static final List<Map.Entry<String, String>> DOMAINS =
      List.of(
          Map.entry("cn-", "amazonaws.com.cn"),
          Map.entry("us-iso-", "c2s.ic.gov"),
          Map.entry("us-isob-", "sc2s.sgov.gov"),
          Map.entry("us-isof-", "csp.hci.ic.gov"),
          Map.entry("eu-isoe-", "cloud.adc-e.uk"),
          Map.entry("eusc-", "amazonaws.eu"));

  private final Map<AwsService, Origin> elsewhere;

  ServiceEndpoints(Map<AwsService, Origin> elsewhere) {
    this.elsewhere = new EnumMap<>(AwsService.class);
    this.elsewhere.putAll(elsewhere);
  }

  /** Where this action is asked for in a region. */
  Origin of(ServiceAction action, String region) {
    AwsService service = AwsService.of(action);
    Origin other = elsewhere.get(service);
    if (other != null) {
      return other;
    }
    // The one operation with a host of its own, which no endpoint of an operator's has.
    boolean isSync = action == ServiceAction.STEP_FUNCTIONS_START_SYNC_EXECUTION;
    String host = (isSync ? "sync-" : "") + service.signingName() + '.' + region;
    return new Origin("https", host + '.' + domain(region), 443);
  }

  private static String domain(String region) {
    return DOMAINS.stream()
        .filter(domain -> region.startsWith(domain.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("amazonaws.com");
  }
}
