package gatehouse.pipeline;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.StageTable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiles a configuration into a {@link Plan}: puts together what {@link StageCompiler} makes of
 * the stages of all APIs. Safe for use by several threads.
 */
public final class PlanCompiler {

  private final Integrators integrators;
  private final StageCompiler stageCompiler;
  private final String contextPath;

  /**
   * A compiler.
   *
   * @param contextPath of the deployment: empty, or it starts with a slash
   * @param listeners who hears of the requests
   */
  public PlanCompiler(Integrators integrators, String contextPath, StageListeners listeners) {
    this.integrators = integrators;
    this.stageCompiler = new StageCompiler(integrators, listeners);
    this.contextPath = contextPath;
  }

  /** A compiler of plans whose requests nobody hears of. */
  public PlanCompiler(Integrators integrators, String contextPath) {
    this(integrators, contextPath, StageListeners.NONE);
  }

  /** The plan of a configuration that has been checked. */
  public Plan compile(Configuration configuration) {
    PlanNotes notes = new PlanNotes();
    integrators.connect(configuration.connections());
    Api plain = configuration.plain();
    Map<String, StagePlan> stages = plain == null ? Map.of() : stages(plain, notes);
    return new Plan(new StageTable<>(stages, contextPath), notes.listing(), notes.warnings());
  }

  /** By name. */
  private Map<String, StagePlan> stages(Api api, PlanNotes notes) {
    Map<String, StagePlan> stages = new LinkedHashMap<>();
    for (Stage stage : api.stages().values()) {
      Release release = api.release(stage);
      stages.put(stage.name(), stageCompiler.compile(api, stage, release, notes));
      for (Route route : release.routes().values()) {
        notes.list(RouteListing.line(contextPath, stage, route, release.integrations()));
      }
    }
    return stages;
  }
}
