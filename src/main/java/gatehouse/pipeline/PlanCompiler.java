package gatehouse.pipeline;

import gatehouse.authorize.AccessChecks;
import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.DomainName;
import gatehouse.config.DomainName.ApiMapping;
import gatehouse.config.Release;
import gatehouse.config.Stage;
import gatehouse.http.Account;
import gatehouse.http.Ticker;
import gatehouse.integration.Integrators;
import gatehouse.pipeline.Plan.StagePlan;
import gatehouse.routing.Endpoint;
import gatehouse.routing.EndpointTable;
import gatehouse.routing.MappingTable;
import gatehouse.routing.StageTable;
import gatehouse.size.Quotas;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compiles a configuration into a {@link Plan}: puts together what {@link StageCompiler} makes of
 * the stages of all APIs, and the domains that lead to them. It compiles one configuration at a
 * time.
 */
public final class PlanCompiler {

  private final Integrators integrators;
  private final AccessChecks access;
  private final StageCompiler stageCompiler;
  private final String contextPath;
  private final Traffic traffic;

  /**
   * A compiler.
   *
   * @param access who may use which route
   * @param account that all APIs are in
   * @param contextPath of the deployment: empty, or it starts with a slash
   * @param listeners who hears of the requests
   * @param traffic what plans have a memory of
   */
  public PlanCompiler(
      Integrators integrators,
      AccessChecks access,
      Account account,
      String contextPath,
      StageListeners listeners,
      Traffic traffic) {
    this.integrators = integrators;
    this.access = access;
    this.stageCompiler = new StageCompiler(integrators, access, account, listeners);
    this.contextPath = contextPath;
    this.traffic = traffic;
  }

  /** A compiler of plans whose requests nobody hears of, with no limits but those of routes. */
  public PlanCompiler(Integrators integrators, String contextPath) {
    this(integrators, AccessChecks.NONE, contextPath);
  }

  /** The same, with routes that not everybody may use. */
  public PlanCompiler(Integrators integrators, AccessChecks access, String contextPath) {
    this(
        integrators,
        access,
        Account.DEFAULT,
        contextPath,
        StageListeners.NONE,
        new Traffic(Ticker.SYSTEM, Quotas.NONE, Traffic.UNLIMITED, Traffic.UNLIMITED));
  }

  /** The plan of a configuration that has been checked. */
  public Plan compile(Configuration configuration) {
    PlanNotes notes = new PlanNotes();
    integrators.connect(configuration.connections());
    integrators.locate(configuration.functions());
    RouteListing listing = new RouteListing(contextPath, configuration);
    List<Api> apis = new ArrayList<>();
    Map<String, Endpoint<StagePlan>> byHost = new HashMap<>();
    Map<String, Endpoint<StagePlan>> byPath = new HashMap<>();
    Map<String, Map<String, StagePlan>> stages = new HashMap<>();
    Endpoint<StagePlan> plainEndpoint = null;
    Traffic.Draft draft = traffic.draft();
    Api plain = configuration.plain();
    if (plain != null) {
      apis.add(plain);
    }
    apis.addAll(configuration.apis().values());
    for (Api api : apis) {
      Map<String, StagePlan> ofApi = stages(api, draft, listing, notes);
      stages.put(api.id(), ofApi);
      Endpoint<StagePlan> endpoint = endpoint(api, ofApi, "");
      byPath.put(api.id(), endpoint);
      if (api.isPlain()) {
        plainEndpoint = endpoint(api, ofApi, contextPath);
      } else {
        byHost.put(api.id(), endpoint);
      }
    }
    Map<String, MappingTable<StagePlan>> domains = new HashMap<>();
    for (DomainName domain : configuration.domains().values()) {
      domains.put(domain.name(), mappings(domain, stages, listing, notes));
    }
    Plan plan = new Plan(new EndpointTable<>(plainEndpoint, byHost, byPath, domains), notes);
    draft.commit();
    integrators.commit();
    access.compiled();
    return plan;
  }

  /** The context path selects a stage of the plain API only. */
  private static Endpoint<StagePlan> endpoint(
      Api api, Map<String, StagePlan> stages, String contextPath) {
    return new Endpoint<>(
        new StageTable<>(stages, contextPath), api.settings().executeApiEndpointDisabled());
  }

  /** By name. */
  private Map<String, StagePlan> stages(
      Api api, Traffic.Draft draft, RouteListing listing, PlanNotes notes) {
    Map<String, StagePlan> stages = new LinkedHashMap<>();
    for (Stage stage : api.stages().values()) {
      Release release = api.release(stage);
      stages.put(stage.name(), stageCompiler.compile(api, stage, release, draft, notes));
      listing.list(api, stage, release, notes);
      ServedWarnings.of(api, stage, release).forEach(notes::warn);
    }
    if (api.settings().executeApiEndpointDisabled() && !listing.isMapped(api)) {
      notes.warn(
          "%sapi.json: DisableExecuteApiEndpoint is true and no domain maps to the API, so it answers nothing but 403: add a file in `domains/`"
              .formatted(api.settings().directory()));
    }
    return stages;
  }

  private static MappingTable<StagePlan> mappings(
      DomainName domain,
      Map<String, Map<String, StagePlan>> stages,
      RouteListing listing,
      PlanNotes notes) {
    Map<String, StagePlan> mappings = new HashMap<>();
    for (ApiMapping mapping : domain.mappings()) {
      Map<String, StagePlan> ofApi = Objects.requireNonNull(stages.get(mapping.apiId()));
      mappings.put(mapping.key(), Objects.requireNonNull(ofApi.get(mapping.stageName())));
      notes.list(listing.line(domain, mapping));
    }
    if (mappings.isEmpty()) {
      notes.warn(
          "domains/%s.json: has no ApiMappings, so the domain answers nothing but 403: add one"
              .formatted(domain.name()));
    }
    return new MappingTable<>(mappings);
  }
}
