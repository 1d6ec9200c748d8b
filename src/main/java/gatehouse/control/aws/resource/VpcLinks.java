package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.aws.wire.Shapes;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The operations on VPC links, which are Gatehouse's connections. What AWS says of subnets is kept
 * and leads nowhere: the hosts behind a link are its {@code Targets}, which its file has. AWS:
 * {@code CreateVpcLink} and its like.
 */
public final class VpcLinks {

  private static final String DIRECTORY = "connections/";
  private static final String INVALID_NAME = "Invalid vpc link name specified";
  private static final int ID_LENGTH = 6;

  private VpcLinks() {}

  /** {@code CreateVpcLink}. */
  public static Reply create(Call call) {
    ObjectNode link = Patch.created(Shapes.VPC_LINK.toFile(call.body()));
    Checks.name(link, INVALID_NAME);
    Checks.that(!link.path("SubnetIds").isEmpty(), "SubnetIds for a vpc link cannot be empty");
    TagSet.check(link);
    String id = call.around().ids().fresh(ID_LENGTH, taken -> find(call.files(), taken) != null);
    link.put("CreatedDate", call.time());
    return stored(call.files(), id, link);
  }

  /** {@code GetVpcLink}. */
  public static Reply get(Call call) {
    String id = call.label("vpcLinkId");
    return Reply.of(wire(id, require(call.files(), id)));
  }

  /** {@code GetVpcLinks}. */
  public static Reply list(Call call) {
    TreeMap<String, ObjectNode> items = new TreeMap<>();
    for (String id : call.files().ids(DIRECTORY)) {
      ObjectNode link = find(call.files(), id);
      if (link != null) {
        items.put(id, wire(id, link));
      }
    }
    return Paging.page(call, items);
  }

  /** {@code UpdateVpcLink}: its name. */
  public static Reply update(Call call) {
    String id = call.label("vpcLinkId");
    ObjectNode link = require(call.files(), id);
    ObjectNode changes = Shapes.VPC_LINK.toFile(call.body());
    if (changes.has("Name")) {
      Patch.apply(link, changes.retain("Name"));
      Checks.name(link, INVALID_NAME);
    }
    return stored(call.files(), id, link);
  }

  /** {@code DeleteVpcLink}: not while an integration of any API goes through it. */
  public static Reply delete(Call call) {
    String id = call.label("vpcLinkId");
    require(call.files(), id);
    for (ApiFiles api : ApiFiles.all(call.files()).values()) {
      api.all(Kind.INTEGRATIONS)
          .forEach(
              (integrationId, integration) ->
                  Checks.that(
                      !id.equals(JsonTree.text(integration, "ConnectionId")),
                      "Cannot delete vpc link. Vpc link '%s', is referenced in integration %s of API %s"
                          .formatted(id, integrationId, api.id())));
    }
    call.files().delete(path(id));
    return Reply.of(JsonTree.object());
  }

  /**
   * A link, for the caller to change.
   *
   * @throws AwsException when there is none of this id
   */
  static ObjectNode require(Workspace files, String id) {
    ObjectNode link = find(files, id);
    if (link == null) {
      throw AwsException.notFound("Invalid VpcLink identifier specified " + id);
    }
    return link;
  }

  static void put(Workspace files, String id, ObjectNode link) {
    files.write(path(id), link);
  }

  private static @Nullable ObjectNode find(Workspace files, String id) {
    return id.indexOf('/') >= 0 ? null : files.read(path(id));
  }

  private static String path(String id) {
    return DIRECTORY + id + ".json";
  }

  private static Reply stored(Workspace files, String id, ObjectNode link) {
    link.put("VpcLinkId", id);
    put(files, id, link);
    return Reply.of(wire(id, link));
  }

  private static ObjectNode wire(String id, ObjectNode link) {
    ObjectNode shown = link.deepCopy();
    shown.put("VpcLinkId", id);
    Resources.usually(shown, "Name", Objects.requireNonNullElse(JsonTree.text(link, "Name"), id));
    for (String list : new String[] {"SecurityGroupIds", "SubnetIds"}) {
      if (!shown.path(list).isArray()) {
        shown.putArray(list);
      }
    }
    if (!shown.path(TagSet.MEMBER).isObject()) {
      shown.putObject(TagSet.MEMBER);
    }
    Resources.usually(shown, "VpcLinkStatus", "AVAILABLE");
    Resources.usually(shown, "VpcLinkVersion", "V2");
    return Shapes.VPC_LINK.toWire(shown);
  }
}
