package gatehouse.pipeline;

import java.util.ArrayList;
import java.util.List;

/** What is told to the operator of a plan, collected while it is compiled. One thread's. */
final class PlanNotes {

  private final List<String> listing = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Adds a line to the route table. */
  void list(String line) {
    listing.add(line);
  }

  /** Adds something that is valid, but will not work as it stands. */
  void warn(String warning) {
    warnings.add(warning);
  }

  List<String> listing() {
    return listing;
  }

  List<String> warnings() {
    return warnings;
  }
}
