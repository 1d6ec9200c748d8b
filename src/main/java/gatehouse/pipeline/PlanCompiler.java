package gatehouse.pipeline;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.Integration;
import gatehouse.config.PathTemplate;
import gatehouse.config.Route;
import gatehouse.config.RouteKey;
import gatehouse.config.Served;
import gatehouse.config.Stage;
import gatehouse.http.ApiStage;
import gatehouse.http.MatchedRoute;
import gatehouse.integration.Integrator;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.RouteTable;
import gatehouse.routing.StageTable;
import gatehouse.throttle.Throttle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compiles a configuration into a {@link Plan}. Safe for use by several threads. */
public final class PlanCompiler {

  private static final String ACCOUNT_ID = "000000000000";

  private final Integrators integrators;
  private final String contextPath;

  /**
   * A compiler.
   *
   * @param contextPath of the deployment: empty, or it starts with a slash
   */
  public PlanCompiler(Integrators integrators, String contextPath) {
    this.integrators = integrators;
    this.contextPath = contextPath;
  }

  /** The plan of a configuration that has been checked. */
  public Plan compile(Configuration configuration) {
    integrators.connect(configuration.connections());
    Map<String, StagePlan> stages = new LinkedHashMap<>();
    List<String> listing = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Api api = configuration.plain();
    if (api != null) {
      for (Stage stage : api.stages().values()) {
        stages.put(stage.name(), stage(api, stage, listing, warnings));
      }
    }
    return new Plan(new StageTable<>(stages, contextPath), listing, warnings);
  }

  private StagePlan stage(Api api, Stage stage, List<String> listing, List<String> warnings) {
    Map<RouteKey, RoutePlan> routes = new LinkedHashMap<>();
    for (Route route : routesOf(stage, api)) {
      routes.put(
          route.key(),
          new RoutePlan(
              match(route), Throttle.NONE, null, integratorOf(route, stage, api, warnings), null));
      listing.add(RouteListing.line(contextPath, stage, route, api.integrations()));
    }
    ApiStage apiStage = new ApiStage(ACCOUNT_ID, api.id(), stage.name(), stage.variables());
    return new StagePlan(
        apiStage, RouteTable.compile(routes), CorsStep.NONE, ExchangeListener.NONE);
  }

  private static MatchedRoute match(Route route) {
    PathTemplate template = route.key().template();
    return template == null
        ? new MatchedRoute(route.key().toString(), List.of(), (name, path) -> null)
        : new MatchedRoute(route.key().toString(), template.variableNames(), template::variable);
  }

  private static Collection<Route> routesOf(Stage stage, Api api) {
    if (stage.served() instanceof Served.Live live) {
      List<String> ids = live.routeIds();
      return ids == null
          ? api.routes().values()
          : ids.stream().map(id -> Objects.requireNonNull(api.routes().get(id))).toList();
    }
    return List.of();
  }

  private Integrator integratorOf(Route route, Stage stage, Api api, List<String> warnings) {
    String id = route.integrationId();
    if (id == null) {
      warnings.add(
          "%sroutes/%s.json: `%s` has no Target and answers 500: add one such as `integrations/ID`"
              .formatted(api.settings().directory(), route.id(), route.key()));
      return Integrator.misconfigured();
    }
    Integration integration = Objects.requireNonNull(api.integrations().get(id));
    try {
      return integrators.of(integration, route.key(), stage.variables());
    } catch (IllegalArgumentException e) {
      warnings.add(
          "%sintegrations/%s.json: IntegrationUri %s; in stage %s, `%s` answers 500 until then"
              .formatted(
                  api.settings().directory(), id, e.getMessage(), stage.name(), route.key()));
      return Integrator.misconfigured();
    }
  }
}
