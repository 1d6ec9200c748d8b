package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** What the operations on all kinds of an API's resources have in common. */
final class Resources {

  private Resources() {}

  /** Says how answers have a resource, beyond what its file says. */
  interface Look {

    /** Puts defaults in. */
    void complete(ObjectNode resource);
  }

  /** A resource as answers have it. */
  static ObjectNode wire(Kind kind, String id, ObjectNode resource, Look look) {
    ObjectNode shown = resource.deepCopy();
    shown.put(kind.idMember(), id);
    look.complete(shown);
    return kind.shape().toWire(shown);
  }

  static Reply get(Call call, Kind kind, Look look) {
    String id = call.label(kind.label());
    return Reply.of(wire(kind, id, call.api().require(kind, id), look));
  }

  static Reply list(Call call, Kind kind, Look look) {
    TreeMap<String, ObjectNode> items = new TreeMap<>();
    call.api().all(kind).forEach((id, each) -> items.put(id, wire(kind, id, each, look)));
    return Paging.page(call, items);
  }

  /** Stores a resource under a new id. */
  static Reply created(Call call, ApiFiles api, Kind kind, ObjectNode resource, Look look) {
    String id = api.freshId(kind, call.around().ids());
    return stored(api, kind, id, resource, look);
  }

  /** Stores a resource. */
  static Reply stored(ApiFiles api, Kind kind, String id, ObjectNode resource, Look look) {
    resource.put(kind.idMember(), id);
    api.put(kind, id, resource);
    return Reply.of(wire(kind, id, resource, look));
  }

  /** Puts a default in. */
  static void usually(ObjectNode resource, String member, String value) {
    if (!resource.has(member)) {
      resource.put(member, value);
    }
  }

  /** Puts a default in. */
  static void usually(ObjectNode resource, String member, boolean value) {
    if (!resource.has(member)) {
      resource.put(member, value);
    }
  }
}
