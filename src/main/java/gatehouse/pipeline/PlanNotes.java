package gatehouse.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is told to the operator of a plan, collected while it is compiled. One thread's. */
final class PlanNotes {

  private final List<RouteLine> routes = new ArrayList<>();
  private final List<MappingLine> mappings = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  /** Adds a line to the route table. */
  void list(RouteLine line) {
    routes.add(line);
  }

  /** Adds a way from a domain to a stage. */
  void list(MappingLine line) {
    mappings.add(line);
  }

  /** Adds something that is valid, but will not work as it stands; told once for all stages. */
  void warn(String warning) {
    warnings.add(warning);
  }

  List<RouteLine> routes() {
    return routes;
  }

  List<MappingLine> mappings() {
    return mappings;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
