package gatehouse.pipeline;

import gatehouse.http.ApiStage;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.integration.Integrator;
import gatehouse.mapping.RequestMapping;
import gatehouse.mapping.ResponseMapping;
import gatehouse.routing.EndpointTable;
import gatehouse.routing.RouteTable;
import gatehouse.throttle.Throttle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration, compiled: everything that the configuration says is decided here, and nothing of
 * it is left to a request. Immutable; a request reads one plan and keeps it to its end.
 */
public final class Plan {

  /** Nothing is configured: every request gets 404. */
  public static final Plan EMPTY =
      new Plan(new EndpointTable<>(null, Map.of(), Map.of(), Map.of()), List.of(), List.of());

  private final EndpointTable<StagePlan> endpoints;
  private final List<String> listing;
  private final List<String> warnings;

  Plan(EndpointTable<StagePlan> endpoints, List<String> listing, List<String> warnings) {
    this.endpoints = endpoints;
    this.listing = List.copyOf(listing);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * The stage that a request is for.
   *
   * @return null when there is none
   * @throws gatehouse.http.Refusal when the request may not come this way
   */
  @Nullable StageMatch select(Request request) {
    EndpointTable.Selection<StagePlan> selection =
        endpoints.select(request.headers().first("Host"), request.path());
    return selection == null
        ? null
        : new StageMatch(selection.stage(), selection.basePath(), selection.path());
  }

  /** The route table for people: a line for each route of each stage. */
  public List<String> listing() {
    return listing;
  }

  /** What is valid, but will not work as it stands; a line each, for the operator. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The stage that a request is for.
   *
   * @param basePath of the API mapping that matched, empty for the one without; null when the
   *     request came to no custom domain
   * @param path without base path and stage
   */
  record StageMatch(StagePlan stage, @Nullable String basePath, RequestPath path) {}

  /**
   * A stage.
   *
   * @param stage for {@code $context}
   * @param routes which of them answers a request
   * @param cors of its API
   * @param listener hears of its requests
   */
  record StagePlan(
      ApiStage stage, RouteTable<RoutePlan> routes, CorsStep cors, ExchangeListener listener) {}

  /**
   * A route in a stage.
   *
   * @param match for {@code $context}
   * @param throttle how many requests it takes
   * @param requestMapping null when nothing is changed
   * @param integrator who answers
   * @param responseMapping null when nothing is changed
   */
  record RoutePlan(
      MatchedRoute match,
      Throttle throttle,
      @Nullable RequestMapping requestMapping,
      Integrator integrator,
      @Nullable ResponseMapping responseMapping) {}
}
