package gatehouse.integration;

import gatehouse.config.Integration;
import gatehouse.config.RouteKey;
import gatehouse.upstream.Outbound;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Makes an {@link Integrator} of an integration, for one route in one stage. */
public final class Integrators {

  private final Outbound upstream;
  private final ForwardedHeaders headers;

  /**
   * A factory.
   *
   * @param upstream how integrations call out
   * @param trusted whose forwarding fields count
   * @param traceRoots gives a new trace id, {@code 1-<8 hex>-<24 hex>}, at every call
   */
  public Integrators(Outbound upstream, TrustedProxies trusted, Supplier<String> traceRoots) {
    this.upstream = upstream;
    this.headers = new ForwardedHeaders(trusted, traceRoots);
  }

  /**
   * An integrator.
   *
   * @param stageVariables of the stage
   * @throws IllegalArgumentException with the fault and its remedy, when the integration makes no
   *     sense with these stage variables
   */
  public Integrator of(
      Integration integration, RouteKey route, Map<String, String> stageVariables) {
    return switch (integration.type()) {
      case HTTP_PROXY ->
          new HttpProxy(
              integration,
              Objects.requireNonNull(integration.uri()).resolve(stageVariables),
              route.template(),
              upstream,
              headers);
    };
  }
}
