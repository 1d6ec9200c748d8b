package gatehouse.control.cloudformation;

import gatehouse.control.cloudformation.StackReport.Line;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what a template's owner is told. For one thread. */
final class Notes {

  private final Set<Line> notUsed = new LinkedHashSet<>();
  private final Set<Line> notes = new LinkedHashSet<>();

  /** Something in the template that nobody heeds. */
  void notUsed(String place, String message) {
    notUsed.add(new Line(place, message));
  }

  /** Something else. */
  void note(String place, String message) {
    notes.add(new Line(place, message));
  }

  List<Line> notUsed() {
    return new ArrayList<>(notUsed);
  }

  List<Line> notes() {
    return new ArrayList<>(notes);
  }
}
