package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;
import java.util.List;
import java.util.Locale;

/**
 * What has become of a stack. Immutable.
 *
 * @param name of the stack
 * @param id its ARN
 * @param changes of resources, in the order in which they were made
 * @param notUsed what the template says and nobody heeds here
 * @param notes what else its owner should know
 * @param outputs as the template has them
 */
public record StackReport(
    String name,
    String id,
    List<Change> changes,
    List<Line> notUsed,
    List<Line> notes,
    List<Output> outputs) {

  /** With copies of the lists. */
  public StackReport {
    changes = List.copyOf(changes);
    notUsed = List.copyOf(notUsed);
    notes = List.copyOf(notes);
    outputs = List.copyOf(outputs);
  }

  /** What is done to a resource. */
  public enum Action {
    /** It is new. */
    CREATE,
    /** It was there, and is another one now. */
    UPDATE,
    /** A new one stands in its place. */
    REPLACE,
    /** It is gone. */
    DELETE,
    /** It is there, and does not belong to the stack any more. */
    RETAIN;

    /** {@code Create}. */
    public String text() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A change of one resource.
   *
   * @param logicalId in the template
   * @param type such as {@code AWS::ApiGatewayV2::Api}
   * @param physicalId what {@code Ref} gives
   */
  public record Change(Action action, String logicalId, String type, String physicalId) {}

  /**
   * Something about a place in the template.
   *
   * @param place such as {@code Resources.Api.Properties.BasePath}
   */
  public record Line(String place, String message) {

    @Override
    public String toString() {
      return place + ": " + message;
    }
  }

  /**
   * An output.
   *
   * @param description empty when there is none
   * @param exportName for other stacks; empty when there is none
   */
  public record Output(String key, String value, String description, String exportName) {}

  /** The report as an answer has it, with the names that AWS has for the same. */
  public ObjectNode json() {
    ObjectNode json = JsonTree.object();
    json.put("StackName", name);
    json.put("StackId", id);
    var list = json.putArray("Changes");
    for (Change change : changes) {
      list.addObject()
          .put("Action", change.action().text())
          .put("LogicalResourceId", change.logicalId())
          .put("ResourceType", change.type())
          .put("PhysicalResourceId", change.physicalId());
    }
    putLines(json, "NotUsed", notUsed);
    putLines(json, "Notes", notes);
    putOutputs(json, outputs);
    return json;
  }

  static void putLines(ObjectNode json, String member, List<Line> lines) {
    var list = json.putArray(member);
    lines.forEach(
        line -> list.addObject().put("Place", line.place()).put("Message", line.message()));
  }

  static void putOutputs(ObjectNode json, List<Output> outputs) {
    var list = json.putArray("Outputs");
    for (Output output : outputs) {
      ObjectNode one = list.addObject();
      one.put("OutputKey", output.key()).put("OutputValue", output.value());
      if (!output.description().isEmpty()) {
        one.put("Description", output.description());
      }
      if (!output.exportName().isEmpty()) {
        one.put("ExportName", output.exportName());
      }
    }
  }
}
