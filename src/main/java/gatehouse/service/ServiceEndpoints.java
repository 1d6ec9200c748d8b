package gatehouse.service;

import gatehouse.aws.AwsDomain;
import gatehouse.config.ServiceAction;
import gatehouse.upstream.Origin;
import java.util.EnumMap;
import java.util.Map;

/** Where services are: at AWS, or elsewhere when the operator says so. Immutable. */
final class ServiceEndpoints {

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
    return new Origin("https", host + '.' + AwsDomain.of(region), 443);
  }
}
