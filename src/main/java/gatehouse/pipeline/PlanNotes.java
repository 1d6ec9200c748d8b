package gatehouse.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is told to the operator of a plan, collected while it is compiled. One thread's. */
final class PlanNotes {

  private final List<String> listing = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  /** Adds a line to the route table. */
  void list(String line) {
    listing.add(line);
  }

  /** Adds something that is valid, but will not work as it stands; told once for all stages. */
  void warn(String warning) {
    warnings.add(warning);
  }

  List<String> listing() {
    return listing;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }
}
