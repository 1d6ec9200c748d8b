package gatehouse.pipeline;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.http.Ticker;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.StageTable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compiles a configuration into a {@link Plan}: puts together what {@link StageCompiler} makes of
 * the stages of all APIs. It compiles one configuration at a time.
 */
public final class PlanCompiler {

  private final StageCompiler stageCompiler;
  private final String contextPath;
  private final Traffic traffic;

  /**
   * A compiler.
   *
   * @param contextPath of the deployment: empty, or it starts with a slash
   * @param listeners who hears of the requests
   * @param traffic what plans have a memory of
   */
  public PlanCompiler(
      Integrators integrators, String contextPath, StageListeners listeners, Traffic traffic) {
    this.stageCompiler = new StageCompiler(integrators, listeners);
    this.contextPath = contextPath;
    this.traffic = traffic;
  }

  /** A compiler of plans whose requests nobody hears of, with no limits but those of routes. */
  public PlanCompiler(Integrators integrators, String contextPath) {
    this(
        integrators,
        contextPath,
        StageListeners.NONE,
        new Traffic(Ticker.SYSTEM, Quotas.NONE, Traffic.UNLIMITED, Traffic.UNLIMITED));
  }

  /** The plan of a configuration that has been checked. */
  public Plan compile(Configuration configuration) {
    PlanNotes notes = new PlanNotes();
    Traffic.Draft draft = traffic.draft();
    Api plain = configuration.plain();
    Map<String, StagePlan> stages = plain == null ? Map.of() : stages(plain, draft, notes);
    Plan plan = new Plan(new StageTable<>(stages, contextPath), notes.listing(), notes.warnings());
    draft.commit();
    return plan;
  }

  /** By name. */
  private Map<String, StagePlan> stages(Api api, Traffic.Draft draft, PlanNotes notes) {
    Map<String, StagePlan> stages = new LinkedHashMap<>();
    for (Stage stage : api.stages().values()) {
      Release release = api.release(stage);
      stages.put(stage.name(), stageCompiler.compile(api, stage, release, draft, notes));
      for (Route route : release.routes().values()) {
        notes.list(RouteListing.line(contextPath, stage, route, release.integrations()));
      }
    }
    return stages;
  }
}
