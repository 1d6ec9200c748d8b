package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;

/**
 * Changes a resource by what a request says: members that are absent stay as they are; null, an
 * empty string and an empty object take a member away; anything else replaces it.
 */
final class Patch {

  private Patch() {}

  /** A new resource that has these members. */
  static ObjectNode created(ObjectNode members) {
    ObjectNode resource = JsonTree.object();
    apply(resource, members);
    return resource;
  }

  /** Changes all members. */
  static void apply(ObjectNode resource, ObjectNode changes) {
    changes
        .properties()
        .forEach(
            entry -> {
              if (isNothing(entry.getValue())) {
                resource.remove(entry.getKey());
              } else {
                resource.set(entry.getKey(), entry.getValue());
              }
            });
  }

  /**
   * Changes a map's keys instead of replacing it; a value that says nothing takes its key away. The
   * member is then gone from the changes.
   */
  static void applyToMap(ObjectNode resource, ObjectNode changes, String member) {
    if (!(changes.get(member) instanceof ObjectNode map)) {
      return;
    }
    changes.remove(member);
    ObjectNode merged = JsonTree.objectOf(resource, member);
    map.properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (isNothing(value)) {
                merged.remove(entry.getKey());
              } else {
                merged.set(entry.getKey(), value);
              }
            });
    if (merged.isEmpty()) {
      resource.remove(member);
    } else {
      resource.set(member, merged);
    }
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.textValue().isEmpty())
        || (value.isObject() && value.isEmpty());
  }
}
