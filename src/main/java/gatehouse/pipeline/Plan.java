package gatehouse.pipeline;

import gatehouse.authorize.AccessCheck;
import gatehouse.config.RouteKey;
import gatehouse.cors.CorsStep;
import gatehouse.http.ApiStage;
import gatehouse.http.MatchedRoute;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.RouteMatch;
import gatehouse.integration.Integrator;
import gatehouse.mapping.RequestMapping;
import gatehouse.mapping.ResponseMapping;
import gatehouse.pipeline.Explanation.OtherRoute;
import gatehouse.routing.EndpointTable;
import gatehouse.routing.RouteTable;
import gatehouse.routing.WhyNot;
import gatehouse.throttle.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A configuration, compiled: everything that the configuration says is decided here, and nothing of
 * it is left to a request. Immutable; a request reads one plan and keeps it to its end.
 */
public final class Plan {

  /** Nothing is configured: every request gets 404. */
  public static final Plan EMPTY =
      new Plan(new EndpointTable<>(null, Map.of(), Map.of(), Map.of()), new PlanNotes());

  private final EndpointTable<StagePlan> endpoints;
  private final List<RouteLine> routes;
  private final List<MappingLine> mappings;
  private final List<String> warnings;

  Plan(EndpointTable<StagePlan> endpoints, PlanNotes notes) {
    this.endpoints = endpoints;
    this.routes = List.copyOf(notes.routes());
    this.mappings = List.copyOf(notes.mappings());
    this.warnings = List.copyOf(notes.warnings());
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

  /** The route table for people: a line for each route of each stage, and for each mapping. */
  public Stream<String> listing() {
    return Stream.concat(routes.stream(), mappings.stream()).map(Record::toString);
  }

  /** The routes of all stages, for people and their tools. */
  public List<RouteLine> routes() {
    return routes;
  }

  /** The ways from all custom domains to stages, for people and their tools. */
  public List<MappingLine> mappings() {
    return mappings;
  }

  /**
   * What is done with a request, and why nothing else.
   *
   * @return null when no stage is meant
   * @throws gatehouse.http.Refusal when the request may not come this way
   */
  public @Nullable Explanation explain(Request request) {
    StageMatch match = select(request);
    if (match == null) {
      return null;
    }
    RouteTable<RoutePlan> table = match.stage().routes();
    String path = match.path().decoded();
    RoutePlan route = table.find(request.method(), path);
    RouteKey winner = route == null ? null : RouteKey.parse(route.match().key());
    List<OtherRoute> others = new ArrayList<>();
    for (RoutePlan other : table.targets()) {
      if (!other.equals(route)) {
        RouteKey key = RouteKey.parse(other.match().key());
        others.add(new OtherRoute(key.toString(), WhyNot.of(key, winner, request.method(), path)));
      }
    }
    return new Explanation(match.routeMatch(route), others);
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
  record StageMatch(StagePlan stage, @Nullable String basePath, RequestPath path) {

    /** With the route that answers, which is null when none does. */
    RouteMatch routeMatch(@Nullable RoutePlan route) {
      return new RouteMatch(stage.stage(), basePath, path, route == null ? null : route.match());
    }
  }

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
   * @param access who may use it; null for everybody
   * @param throttle how many requests it takes
   * @param requestMapping null when nothing is changed
   * @param integrator who answers
   * @param responseMapping null when nothing is changed
   */
  record RoutePlan(
      MatchedRoute match,
      @Nullable AccessCheck access,
      Throttle throttle,
      @Nullable RequestMapping requestMapping,
      Integrator integrator,
      @Nullable ResponseMapping responseMapping) {}
}
