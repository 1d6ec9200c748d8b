package gatehouse.control.cloudformation;

import gatehouse.control.aws.resource.Handler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of resource that the management API has operations for. Immutable.
 *
 * @param name such as {@code AWS::ApiGatewayV2::Route}
 * @param rank types of a lower one are made first where no reference says otherwise
 * @param path of what lists all of them, such as {@code apis/{apiId}/routes}
 * @param table its properties
 * @param operations on one resource
 * @param parents members of a request that stand in the path of its operations, and never change
 * @param label of the path that is the resource's own, which its answers have, too
 * @param attributes where answers have what {@code Fn::GetAtt} gives, as JSON pointers
 */
record ResourceType(
    String name,
    int rank,
    String path,
    PropertyTable table,
    Operations operations,
    List<String> parents,
    String label,
    Map<String, String> attributes) {

  /**
   * The operations on one resource.
   *
   * @param fixed members that never change: another value makes another resource
   * @param tagged the resource's path in ARNs, with its labels in braces; null when it has no tags
   */
  record Operations(
      Handler create,
      Handler get,
      Handler update,
      Handler delete,
      List<String> fixed,
      @Nullable String tagged) {}

  /** Makes one. */
  Target creation(Map<String, String> labels) {
    return Target.at("POST", path, labels, operations.create());
  }

  /** Tells of one. */
  Target reading(Map<String, String> labels) {
    return ofOne("GET", labels, operations.get());
  }

  /** Changes one. */
  Target update(Map<String, String> labels) {
    return ofOne("PATCH", labels, operations.update());
  }

  /** Deletes one. */
  Target deletion(Map<String, String> labels) {
    return ofOne("DELETE", labels, operations.delete());
  }

  private Target ofOne(String method, Map<String, String> labels, Handler handler) {
    return Target.at(method, "%s/{%s}".formatted(path, label), labels, handler);
  }

  /** Whether nothing ever refers to it, so that it may go before others change. */
  boolean isLeaf() {
    return name.equals(ResourceTypes.ROUTE) || name.equals(ResourceTypes.MAPPING);
  }
}
