package gatehouse.pipeline;

import gatehouse.config.RouteKey;
import gatehouse.integration.Integrator;
import gatehouse.routing.RouteTable;
import gatehouse.routing.StageTable;
import java.util.List;
import java.util.Map;

/**
 * A configuration, compiled: everything that the configuration says is decided here, and nothing of
 * it is left to a request. Immutable; a request reads one plan and keeps it to its end.
 */
public final class Plan {

  /** Nothing is configured: every request gets 404. */
  public static final Plan EMPTY = new Plan(new StageTable<>(Map.of(), ""), List.of(), List.of());

  private final StageTable<StagePlan> stages;
  private final List<String> listing;
  private final List<String> warnings;

  Plan(StageTable<StagePlan> stages, List<String> listing, List<String> warnings) {
    this.stages = stages;
    this.listing = List.copyOf(listing);
    this.warnings = List.copyOf(warnings);
  }

  StageTable<StagePlan> stages() {
    return stages;
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
   * A stage.
   *
   * @param name as AWS names it
   * @param routes which of them answers a request
   */
  record StagePlan(String name, RouteTable<RoutePlan> routes) {}

  /**
   * A route in a stage.
   *
   * @param key as AWS writes it
   * @param integrator who answers
   */
  record RoutePlan(RouteKey key, Integrator integrator) {}
}
