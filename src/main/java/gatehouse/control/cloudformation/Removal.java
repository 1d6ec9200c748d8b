package gatehouse.control.cloudformation;

import gatehouse.control.cloudformation.StackReport.Action;
import gatehouse.control.cloudformation.StackReport.Change;
import gatehouse.control.cloudformation.StackState.Made;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Removes what a template does not have any more. Routes and mappings go first, so that others may
 * take their keys; what others refer to goes last. For one thread.
 *
 * <p>AWS: "DeletionPolicy attribute", "UpdateReplacePolicy attribute".
 */
final class Removal {

  private final ResourceCalls calls;
  private final List<Change> changes;
  private final Notes notes;
  private final List<Old> all = new ArrayList<>();

  Removal(ResourceCalls calls, List<Change> changes, Notes notes) {
    this.calls = calls;
    this.changes = changes;
    this.notes = notes;
  }

  private record Old(String logicalId, Made made, boolean stays) {

    int rank() {
      ResourceType type = ResourceTypes.named(made.type());
      return type == null ? 0 : type.rank();
    }

    boolean isLeaf() {
      ResourceType type = ResourceTypes.named(made.type());
      return type != null && type.isLeaf();
    }
  }

  /** Something is to go, unless its policy keeps it. */
  void add(String logicalId, Made made, String policy) {
    all.add(new Old(logicalId, made, policy.startsWith("Retain")));
  }

  /** Removes what nothing refers to. */
  void ofLeaves() {
    for (Old old : List.copyOf(all)) {
      if (old.isLeaf()) {
        remove(old);
        all.remove(old);
      }
    }
  }

  /** Removes all else, the last made first. */
  void ofOthers() {
    List<Old> order = new ArrayList<>(all);
    Collections.reverse(order);
    order.sort(Comparator.comparingInt(Old::rank).reversed());
    order.forEach(this::remove);
    all.clear();
  }

  private void remove(Old old) {
    Made made = old.made();
    ResourceType type = ResourceTypes.named(made.type());
    String place = "Resources." + old.logicalId();
    Action action = old.stays() ? Action.RETAIN : Action.DELETE;
    changes.add(new Change(action, old.logicalId(), made.type(), made.physicalId()));
    if (old.stays() || type == null || goesWithApi(made, type)) {
      return;
    }
    if (!calls.delete(type, made, place)) {
      notes.note(place, "was removed outside the stack already");
    }
  }

  /** Deleting an API deletes all that it has. */
  private boolean goesWithApi(Made made, ResourceType type) {
    return !type.name().equals(ResourceTypes.API)
        && !type.name().equals(ResourceTypes.MAPPING)
        && all.stream()
            .anyMatch(
                other ->
                    !other.stays()
                        && other.made().type().equals(ResourceTypes.API)
                        && other.made().physicalId().equals(made.labels().get("apiId")));
  }
}
