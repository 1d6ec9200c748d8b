package gatehouse.service;

import gatehouse.aws.RequestSigning;
import gatehouse.aws.SignedCall;
import gatehouse.config.RegionName;
import gatehouse.config.ServiceCall;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Outbound;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** Where AWS's services are, and who asks them. Safe for use by several threads. */
public final class Services {

  /** AWS's quota for payloads, 10 MB: of an answer, which is read into memory. */
  static final int LARGEST_ANSWER = 10 * 1024 * 1024;

  private final Outbound outbound;
  private final RequestSigning signing;
  private final @Nullable ScheduledExecutorService clock;
  private final ServiceEndpoints endpoints;
  private final String region;

  /**
   * Services.
   *
   * @param clock for deadlines; null when there are none
   * @param endpoints instead of AWS's own
   * @param region for what names none
   */
  public Services(
      Outbound outbound,
      RequestSigning signing,
      @Nullable ScheduledExecutorService clock,
      Map<AwsService, Origin> endpoints,
      String region) {
    this.outbound = outbound;
    this.signing = signing;
    this.clock = clock;
    this.endpoints = new ServiceEndpoints(endpoints);
    this.region = region;
  }

  /**
   * What an integration asks.
   *
   * @param stageVariables of the stage
   * @throws IllegalArgumentException with the fault and its remedy, when the region makes no sense
   *     with these stage variables
   */
  public ServiceOperation of(ServiceCall call, Map<String, String> stageVariables) {
    RegionName named = call.region();
    String actual = named == null ? region : named.resolve(stageVariables);
    return new ServiceOperation(
        call,
        Destination.of(endpoints.of(call.action(), actual)),
        new SignedCall(
            outbound,
            signing,
            new RequestSigning.Scope(actual, AwsService.of(call.action()).signingName()),
            clock,
            LARGEST_ANSWER));
  }
}
