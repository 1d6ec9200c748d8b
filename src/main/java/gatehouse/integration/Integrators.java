package gatehouse.integration;

import gatehouse.config.Connection;
import gatehouse.config.FunctionCall;
import gatehouse.config.Integration;
import gatehouse.config.LocalFunction;
import gatehouse.config.PrivateLink;
import gatehouse.config.ResolvedUri;
import gatehouse.config.RouteKey;
import gatehouse.config.ServiceCall;
import gatehouse.lambda.EventHeaders;
import gatehouse.lambda.IntegrationEvent;
import gatehouse.lambda.InvokedFunctions;
import gatehouse.service.Services;
import gatehouse.upstream.Origin;
import gatehouse.upstream.pool.Pool;
import gatehouse.upstream.pool.PoolSettings;
import gatehouse.upstream.pool.Pools;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes an {@link Integrator} of an integration, for one route in one stage. */
public final class Integrators {

  private final Pools pools;
  private final InvokedFunctions functions;
  private final Services services;
  private final ForwardedHeaders headers;
  private final EventHeaders eventHeaders;

  /**
   * A factory.
   *
   * @param pools how integrations call out
   * @param functions how they ask functions
   * @param services how they ask services
   * @param traceRoots gives a new trace id, {@code 1-<8 hex>-<24 hex>}, at every call
   */
  public Integrators(
      Pools pools, InvokedFunctions functions, Services services, Supplier<String> traceRoots) {
    this.pools = pools;
    this.functions = functions;
    this.services = services;
    this.eventHeaders = new EventHeaders(traceRoots);
    this.headers = new ForwardedHeaders(traceRoots);
  }

  /**
   * Prepares these connections, by id, for private integrations to use. What is known about their
   * hosts is kept, and the ones before stay as they are until {@link #commit}.
   */
  public void connect(Map<String, Connection> connections) {
    Map<String, PoolSettings> settings = new LinkedHashMap<>();
    connections.forEach((id, connection) -> settings.put(id, ConnectionPools.settings(connection)));
    pools.prepare(settings);
  }

  /** The connections that were prepared last are those in service from now on. */
  public void commit() {
    pools.commit();
  }

  /** From now on, these functions run elsewhere than at AWS. */
  public void locate(Map<String, LocalFunction> local) {
    functions.locate(local.values());
  }

  /**
   * What an integration does in a stage; made once, it serves all routes that lead to it.
   *
   * @param stageVariables of the stage
   * @return makes the integrator of a route
   * @throws IllegalArgumentException with the fault and its remedy, when the integration makes no
   *     sense with these stage variables
   */
  public Function<RouteKey, Integrator> of(
      Integration integration, Map<String, String> stageVariables) {
    return switch (integration.type()) {
      case HTTP_PROXY -> {
        PrivateLink link = integration.link();
        yield link == null
            ? ofPublic(integration, stageVariables)
            : always(
                new HttpProxy(
                    integration,
                    pools.pool(link.connectionId(), link.serverNameToVerify()),
                    TargetUri.ofPrivate(),
                    headers));
      }
      case AWS_PROXY -> {
        ServiceCall service = integration.service();
        yield always(
            service == null
                ? ofFunction(integration, stageVariables)
                : new ServiceProxy(
                    services.of(service, stageVariables),
                    Duration.ofMillis(integration.timeoutMillis())));
      }
    };
  }

  private static Function<RouteKey, Integrator> always(Integrator integrator) {
    return route -> integrator;
  }

  private Integrator ofFunction(Integration integration, Map<String, String> stageVariables) {
    FunctionCall call = Objects.requireNonNull(integration.function());
    return new FunctionProxy(
        functions.of(call.function().resolve(stageVariables)),
        call.format(),
        new IntegrationEvent(call.format(), eventHeaders),
        Duration.ofMillis(integration.timeoutMillis()));
  }

  /** Where in the path its variables are found is the route's matter. */
  private Function<RouteKey, Integrator> ofPublic(
      Integration integration, Map<String, String> stageVariables) {
    ResolvedUri uri = Objects.requireNonNull(integration.uri()).resolve(stageVariables);
    Pool pool = pools.single(new Origin(uri.scheme(), uri.host(), uri.port()));
    return route -> new HttpProxy(integration, pool, new TargetUri(uri, route.template()), headers);
  }
}
