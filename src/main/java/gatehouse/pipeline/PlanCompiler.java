package gatehouse.pipeline;

import gatehouse.config.Configuration;
import gatehouse.config.Integration;
import gatehouse.config.Route;
import gatehouse.config.RouteKey;
import gatehouse.config.Stage;
import gatehouse.integration.Integrator;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.Plan.RoutePlan;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.RouteTable;
import gatehouse.routing.StageTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compiles a configuration into a {@link Plan}. Safe for use by several threads. */
public final class PlanCompiler {

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
    Map<String, StagePlan> stages = new LinkedHashMap<>();
    List<String> listing = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Stage stage : configuration.stages().values()) {
      Map<RouteKey, RoutePlan> routes = new LinkedHashMap<>();
      for (Route route : routesOf(stage, configuration)) {
        Integrator integrator = integratorOf(route, stage, configuration, warnings);
        routes.put(route.key(), new RoutePlan(route.key(), integrator));
        listing.add(RouteListing.line(contextPath, stage, route, configuration.integrations()));
      }
      stages.put(stage.name(), new StagePlan(stage.name(), RouteTable.compile(routes)));
    }
    return new Plan(new StageTable<>(stages, contextPath), listing, warnings);
  }

  private static Collection<Route> routesOf(Stage stage, Configuration configuration) {
    List<String> ids = stage.routeIds();
    return ids == null
        ? configuration.routes().values()
        : ids.stream().map(id -> Objects.requireNonNull(configuration.routes().get(id))).toList();
  }

  private Integrator integratorOf(
      Route route, Stage stage, Configuration configuration, List<String> warnings) {
    String id = route.integrationId();
    if (id == null) {
      warnings.add(
          "routes/%s.json: `%s` has no Target and answers 500: add one such as `integrations/ID`"
              .formatted(route.id(), route.key()));
      return Integrator.misconfigured();
    }
    Integration integration = Objects.requireNonNull(configuration.integrations().get(id));
    try {
      return integrators.of(integration, route.key(), stage.variables());
    } catch (IllegalArgumentException e) {
      warnings.add(
          "integrations/%s.json: IntegrationUri %s; in stage %s, `%s` answers 500 until then"
              .formatted(id, e.getMessage(), stage.name(), route.key()));
      return Integrator.misconfigured();
    }
  }
}
