package gatehouse.pipeline;

import gatehouse.authorize.AccessCheck;
import gatehouse.authorize.AccessChecks;
import gatehouse.config.Api;
import gatehouse.config.FunctionCall;
import gatehouse.config.Integration;
import gatehouse.config.ParameterMappings;
import gatehouse.config.PathTemplate;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.RouteKey;
import gatehouse.config.ServiceCall;
import gatehouse.config.Stage;
import gatehouse.cors.CorsStep;
import gatehouse.cors.CorsWarnings;
import gatehouse.http.Account;
import gatehouse.http.ApiStage;
import gatehouse.http.MatchedRoute;
import gatehouse.integration.Integrator;
import gatehouse.integration.Integrators;
import gatehouse.mapping.Mappings;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.RouteTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compiles one stage of one API: its routes, who answers them, and what happens on the way. Safe
 * for use by several threads.
 */
final class StageCompiler {

  private static final Mappings MAPPINGS = new Mappings(Mappings.USUAL_LARGEST_BODY);

  private final Integrators integrators;
  private final AccessChecks access;
  private final Account account;
  private final StageListeners listeners;

  StageCompiler(
      Integrators integrators, AccessChecks access, Account account, StageListeners listeners) {
    this.integrators = integrators;
    this.access = access;
    this.account = account;
    this.listeners = listeners;
  }

  /**
   * The plan of a stage.
   *
   * @param release what the stage serves
   * @param traffic where its routes find their throttles and bulkheads
   */
  StagePlan compile(Api api, Stage stage, Release release, Traffic.Draft traffic, PlanNotes notes) {
    Map<RouteKey, RoutePlan> routes = new LinkedHashMap<>();
    // Thousands of routes may lead to a few integrations.
    Map<String, Function<RouteKey, Integrator>> made = new HashMap<>();
    for (Route route : release.routes().values()) {
      Integrator integrator = integrator(route, stage, release, made, notes);
      routes.put(route.key(), route(api, route, stage, release, integrator, traffic, notes));
    }
    CorsWarnings.of(release).forEach(notes::warn);
    AccessLogWarnings.of(api, stage).forEach(notes::warn);
    ApiStage apiStage = new ApiStage(account.id(), api.id(), stage.name(), stage.variables());
    List<MatchedRoute> matches = routes.values().stream().map(RoutePlan::match).toList();
    return new StagePlan(
        apiStage,
        RouteTable.compile(routes),
        CorsStep.of(release.cors()),
        listeners.of(apiStage, stage.settings(), matches));
  }

  private RoutePlan route(
      Api api,
      Route route,
      Stage stage,
      Release release,
      Integrator integrator,
      Traffic.Draft traffic,
      PlanNotes notes) {
    ParameterMappings mappings = mappings(route, release);
    String integrationId = route.integrationId();
    String warning = access.warning(release, route);
    if (warning != null) {
      notes.warn(warning);
    }
    return new RoutePlan(
        match(route),
        check(api, route, stage, release, notes),
        traffic.throttle(api, stage, route),
        MAPPINGS.request(mappings),
        integrationId == null ? integrator : traffic.bounded(api, integrationId, integrator),
        MAPPINGS.response(mappings));
  }

  private @Nullable AccessCheck check(
      Api api, Route route, Stage stage, Release release, PlanNotes notes) {
    try {
      return access.of(api, stage, release, route);
    } catch (IllegalArgumentException e) {
      notes.warn(
          release
              .problem(
                  route,
                  "AuthorizerId",
                  "names an authorizer whose AuthorizerUri %s; in stage %s, `%s` answers 500 until then"
                      .formatted(e.getMessage(), stage.name(), route.key()))
              .toString());
      return AccessChecks.refusing("the authorizer makes no sense in this stage");
    }
  }

  private static ParameterMappings mappings(Route route, Release release) {
    String id = route.integrationId();
    return id == null
        ? ParameterMappings.NONE
        : Objects.requireNonNull(release.integrations().get(id)).mappings();
  }

  private static MatchedRoute match(Route route) {
    PathTemplate template = route.key().template();
    return template == null
        ? new MatchedRoute(route.key().toString(), List.of(), (name, path) -> null)
        : new MatchedRoute(route.key().toString(), template.variableNames(), template::variable);
  }

  /**
   * Who answers a route.
   *
   * @param made by id of the integration, for its other routes
   */
  private Integrator integrator(
      Route route,
      Stage stage,
      Release release,
      Map<String, Function<RouteKey, Integrator>> made,
      PlanNotes notes) {
    String id = route.integrationId();
    if (id == null) {
      notes.warn(
          release
              .problem(
                  route,
                  null,
                  "`%s` has no Target and answers 500: add one such as `integrations/ID`"
                      .formatted(route.key()))
              .toString());
      return Integrator.misconfigured();
    }
    Function<RouteKey, Integrator> known = made.get(id);
    if (known != null) {
      return known.apply(route.key());
    }
    Integration integration = Objects.requireNonNull(release.integrations().get(id));
    warnOfRole(integration, release, notes);
    try {
      Function<RouteKey, Integrator> ofRoutes = integrators.of(integration, stage.variables());
      made.put(id, ofRoutes);
      return ofRoutes.apply(route.key());
    } catch (IllegalArgumentException e) {
      notes.warn(
          release
              .problem(
                  integration,
                  null,
                  "%s %s; in stage %s, `%s` answers 500 until then"
                      .formatted(
                          integration.service() == null ? "IntegrationUri" : "Region",
                          e.getMessage(),
                          stage.name(),
                          route.key()))
              .toString());
      return Integrator.misconfigured();
    }
  }

  private static void warnOfRole(Integration integration, Release release, PlanNotes notes) {
    FunctionCall function = integration.function();
    ServiceCall service = integration.service();
    boolean isFunction = function != null && function.credentialsArn() != null;
    if (isFunction || (service != null && service.credentialsArn() != null)) {
      notes.warn(
          release
              .problem(
                  integration,
                  "CredentialsArn",
                  "is not assumed: the %s with the gateway's own credentials"
                      .formatted(isFunction ? "function is invoked" : "service is asked"))
              .toString());
    }
  }
}
