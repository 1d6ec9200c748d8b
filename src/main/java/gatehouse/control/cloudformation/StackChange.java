package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.StackReport.Action;
import gatehouse.control.cloudformation.StackReport.Change;
import gatehouse.control.cloudformation.StackState.Made;
import gatehouse.control.cloudformation.StackTemplate.Declared;
import gatehouse.control.cloudformation.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings the resources of a stack to what its template says: what is new is made, what differs is
 * changed, what has gone is deleted. Where people have changed a resource of the stack, the
 * template holds again, and they are told. For one thread.
 */
final class StackChange {

  private final ResourceCalls calls;
  private final Notes notes;
  private final ApiDocument documents;
  private final Removal removal;
  private final List<Change> changes = new ArrayList<>();
  private final Map<String, Made> before;
  private final Map<String, Made> after;

  /** Set by {@link #run} before anything refers to a resource. */
  private @Nullable StackTemplate template;

  /**
   * A change of a stack.
   *
   * @param before its resources as they are
   * @param after takes its resources as they become, by logical id
   */
  StackChange(
      ResourceCalls calls,
      Map<String, Made> before,
      Map<String, Made> after,
      boolean allow31,
      Notes notes) {
    this.calls = calls;
    this.after = after;
    this.before = before;
    this.notes = notes;
    this.documents = new ApiDocument(calls, allow31, notes);
    this.removal = new Removal(calls, changes, notes);
  }

  /** Makes the change. */
  void run(StackTemplate read) {
    template = read;
    before.forEach(
        (logicalId, made) -> {
          Declared declared = read.find(logicalId);
          if (declared == null || !declared.type().equals(made.type())) {
            removal.add(logicalId, made, made.policy());
          }
        });
    removal.ofLeaves();
    for (Declared each : read.inOrder()) {
      ResourceType type = ResourceTypes.named(each.type());
      if (type != null) {
        bring(each, type);
      } else if (each.type().equals(ResourceTypes.OVERRIDES)) {
        override(each);
      } else {
        tellOfOther(each);
      }
    }
    removal.ofOthers();
    calls.deploy();
  }

  List<Change> changes() {
    return changes;
  }

  private void bring(Declared each, ResourceType type) {
    String place = each.place();
    ObjectNode desired =
        type.table().read(template().properties(each), place + ".Properties", notes);
    if (type.name().equals(ResourceTypes.API)) {
      ApiDocument.check(desired, place);
    }
    String asked = Digest.of(desired);
    Made made = before.get(each.logicalId());
    if (made != null && !made.type().equals(type.name())) {
      made = null;
    }
    boolean isOther = made != null && isOther(type, made, desired, place);
    ObjectNode current = made == null || isOther ? null : calls.find(type, made.labels());
    Map<String, String> labels;
    if (made == null || current == null) {
      labels = create(type, desired, place);
      if (made != null && isOther) {
        removal.add(each.logicalId(), made, each.policy("UpdateReplacePolicy"));
      } else if (made != null) {
        notes.note(place, "was removed outside the stack, and is made again");
      }
      tell(isOther ? Action.REPLACE : Action.CREATE, each, labels.get(type.label()));
    } else {
      labels = made.labels();
      if (hasChanged(each, type, made, desired, current, asked)) {
        tell(Action.UPDATE, each, made.physicalId());
      }
    }
    String policy = each.policy("DeletionPolicy");
    keep(each, type, labels, policy, desired, asked);
  }

  private Map<String, String> create(ResourceType type, ObjectNode desired, String place) {
    if (!type.name().equals(ResourceTypes.API)) {
      return calls.create(type, desired, place);
    }
    return ApiDocument.has(desired)
        ? documents.create(type, desired, place)
        : calls.create(type, ApiDocument.settings(desired), place);
  }

  /** Changes a resource where it differs from what is asked, and says whether it did. */
  private boolean hasChanged(
      Declared each,
      ResourceType type,
      Made made,
      ObjectNode desired,
      ObjectNode current,
      String asked) {
    List<String> byOthers = new ArrayList<>();
    for (var member : made.made().properties()) {
      String now = Digest.of(current.path(member.getKey()));
      if (!now.equals(member.getValue().asText())) {
        byOthers.add(
            Character.toUpperCase(member.getKey().charAt(0)) + member.getKey().substring(1));
      }
    }
    if (!byOthers.isEmpty()) {
      notes.note(
          each.place(),
          "%s changed outside the stack since its last change; now as the template says"
              .formatted(String.join(", ", byOthers)));
    }
    boolean differs = !asked.equals(made.asked()) || !byOthers.isEmpty();
    if (type.name().equals(ResourceTypes.API) && ApiDocument.has(desired)) {
      boolean changes = documents.update(type, made, desired, before.values(), each.place());
      if (changes && !differs) {
        notes.note(
            each.place(),
            "what its document makes changed outside the stack since its last change; now as the template says");
      }
      return changes || differs;
    }
    if (differs) {
      ObjectNode settings =
          type.name().equals(ResourceTypes.API) ? ApiDocument.settings(desired) : desired;
      calls.update(type, made, settings, current, each.place());
    }
    return differs;
  }

  private static boolean isOther(ResourceType type, Made made, ObjectNode desired, String place) {
    for (Map.Entry<String, String> parent :
        ResourceCalls.parents(type, desired, place).entrySet()) {
      if (!parent.getValue().equals(made.labels().get(parent.getKey()))) {
        return true;
      }
    }
    for (String member : type.operations().fixed()) {
      String digest = made.made().path(member).textValue();
      if (digest != null && desired.has(member) && !digest.equals(Digest.of(desired.get(member)))) {
        return true;
      }
    }
    return false;
  }

  private void keep(
      Declared each,
      ResourceType type,
      Map<String, String> labels,
      String policy,
      ObjectNode desired,
      String asked) {
    ObjectNode current =
        Objects.requireNonNull(calls.find(type, labels), () -> each.place() + " is gone");
    ObjectNode like =
        type.name().equals(ResourceTypes.API) ? ApiDocument.settings(desired) : desired;
    after.put(
        each.logicalId(),
        new Made(
            type.name(),
            Objects.toString(labels.get(type.label())),
            labels,
            policy,
            asked,
            Digest.ofMembers(current, like)));
  }

  private void override(Declared each) {
    ObjectNode desired =
        PropertyTables.OF_OVERRIDES.read(
            template().properties(each), each.place() + ".Properties", notes);
    String apiId = JsonTree.text(desired, "apiId");
    if (apiId == null) {
      throw new TemplateException(each.place() + ".Properties", "has no ApiId: add it");
    }
    ManagedOverrides.apply(calls, apiId, desired, each.place());
    String asked = Digest.of(desired);
    Made made = before.get(each.logicalId());
    if (made == null || !made.asked().equals(asked)) {
      tell(made == null ? Action.CREATE : Action.UPDATE, each, apiId);
    }
    after.put(
        each.logicalId(),
        new Made(each.type(), apiId, Map.of("apiId", apiId), "Delete", asked, JsonTree.object()));
  }

  private void tellOfOther(Declared each) {
    notes.notUsed(
        each.place(), OtherTypes.reason(each.type(), otherName(each), calls.files().files()));
  }

  private String otherName(Declared each) {
    return Elsewhere.name(
        each.type(), each.logicalId(), template().properties(each, Elsewhere.needed(each.type())));
  }

  private void tell(Action action, Declared each, @Nullable String physicalId) {
    changes.add(
        new Change(action, each.logicalId(), each.type(), Objects.toString(physicalId, "")));
  }

  private StackTemplate template() {
    return Objects.requireNonNull(template);
  }
}
