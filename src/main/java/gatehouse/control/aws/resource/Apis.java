package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.aws.wire.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The operations on APIs. AWS: {@code CreateApi} and its like. */
public final class Apis {

  static final String CORS = "CorsConfiguration";

  private static final String SELECTION = "RouteSelectionExpression";
  private static final String SELECTION_OF_HTTP = "$request.method $request.path";
  private static final Set<String> SELECTIONS =
      Set.of(SELECTION_OF_HTTP, "${request.method} ${request.path}");
  private static final String INVALID_NAME = "Invalid API name specified";
  private static final int ID_LENGTH = 10;
  private static final int LONGEST_VERSION = 64;

  /** Tags by which emulators of AWS are asked for an id. */
  private static final List<String> ID_TAGS = List.of("_custom_id_", "ms-custom-id");

  private Apis() {}

  /** {@code CreateApi}, quick create included. */
  public static Reply create(Call call) {
    ObjectNode input = Shapes.API.toFile(call.body());
    QuickCreate quick = QuickCreate.taken(input);
    ObjectNode settings = Patch.created(input);
    Checks.name(settings, INVALID_NAME);
    checkProtocol(settings);
    check(settings);
    TagSet.check(settings);
    ApiFiles api = ApiFiles.at(call.files(), newId(call, settings));
    settings.put("ApiId", api.id());
    settings.put("CreatedDate", call.time());
    api.settings(settings);
    quick.create(call, api);
    return answer(call, api);
  }

  /** {@code GetApi}. */
  public static Reply get(Call call) {
    return answer(call, call.api());
  }

  /** {@code GetApis}. */
  public static Reply list(Call call) {
    TreeMap<String, ObjectNode> items = new TreeMap<>();
    ApiFiles.all(call.files()).forEach((id, api) -> items.put(id, wire(call, api)));
    return Paging.page(call, items);
  }

  /** {@code UpdateApi}. */
  public static Reply update(Call call) {
    ApiFiles api = call.api();
    ObjectNode input = Shapes.API.toFile(call.body());
    // Neither is in the shape of an update, and what is not there is overlooked.
    input.remove(List.of("ProtocolType", TagSet.MEMBER));
    QuickCreate quick = QuickCreate.taken(input);
    ObjectNode settings = api.settings();
    boolean isNamed = input.has("Name");
    boolean changesCors = input.has(CORS);
    Patch.apply(settings, input);
    if (isNamed) {
      Checks.name(settings, INVALID_NAME);
    }
    check(settings);
    api.settings(settings);
    boolean changesTarget = quick.update(call, api);
    if (changesCors || changesTarget) {
      new Releases(call, api).changed();
    }
    return answer(call, api);
  }

  /** {@code DeleteApi}: with everything that belongs to it. */
  public static Reply delete(Call call) {
    ApiFiles api = call.api();
    if (Domains.maps(call.files(), api.id())) {
      throw AwsException.badRequest(
          "Deleting API %s failed. Please remove all API mappings for the API from your custom domain names."
              .formatted(api.id()));
    }
    api.delete();
    return Reply.NONE;
  }

  /** {@code DeleteCorsConfiguration}. */
  public static Reply deleteCors(Call call) {
    ApiFiles api = call.api();
    ObjectNode settings = api.settings();
    if (settings.remove(CORS) != null) {
      api.settings(settings);
      new Releases(call, api).changed();
    }
    return Reply.NONE;
  }

  /** An API as answers have it. */
  static ObjectNode wire(Call call, ApiFiles api) {
    ObjectNode settings = api.settings();
    ObjectNode shown = JsonTree.object();
    shown.put("Name", api.id());
    shown.put("ProtocolType", "HTTP");
    shown.put("ApiKeySelectionExpression", "$request.header.x-api-key");
    shown.put("DisableExecuteApiEndpoint", false);
    shown.put("IpAddressType", "ipv4");
    shown.putObject(TagSet.MEMBER);
    shown.setAll(settings);
    shown.put("ApiId", api.id());
    shown.put(SELECTION, SELECTION_OF_HTTP);
    shown.put("ApiEndpoint", endpoint(call, api));
    if (shown.path(CORS).isEmpty()) {
      shown.remove(CORS);
    }
    return Shapes.API.toWire(shown);
  }

  /** Where an API is called, without a stage. */
  static String endpoint(Call call, ApiFiles api) {
    return call.around().base() + "/_api/" + api.id();
  }

  static Reply answer(Call call, ApiFiles api) {
    return Reply.of(wire(call, api));
  }

  /** An id for a new API: the one that its tags ask for, else any. */
  static String newId(Call call, ObjectNode settings) {
    Map<String, ApiFiles> taken = ApiFiles.all(call.files());
    ObjectNode tags = JsonTree.objectOf(settings, TagSet.MEMBER);
    for (String tag : ID_TAGS) {
      String wanted = JsonTree.text(tags, tag);
      if (wanted != null) {
        Checks.that(
            wanted.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"),
            "Invalid API identifier in the tag %s: write 1 to 63 lower-case letters, digits and hyphens"
                .formatted(tag));
        if (taken.containsKey(wanted)) {
          throw AwsException.conflict("API with id %s already exists".formatted(wanted));
        }
        return wanted;
      }
    }
    return call.around().ids().fresh(ID_LENGTH, taken::containsKey);
  }

  private static void checkProtocol(ObjectNode settings) {
    String protocol = JsonTree.text(settings, "ProtocolType");
    boolean isWebSocket = "WEBSOCKET".equals(protocol);
    Checks.that(
        isWebSocket || "HTTP".equals(protocol),
        "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]");
    if (isWebSocket) {
      Checks.that(settings.has(SELECTION), "Invalid routeSelectionExpression");
      Checks.that(!settings.has(CORS), "Cors is not supported for WEBSOCKET protocolType");
      throw AwsException.badRequest("Gatehouse serves APIs of protocolType HTTP only");
    }
  }

  /** Refuses what cannot be an API. */
  static void check(ObjectNode settings) {
    String selection = JsonTree.text(settings, SELECTION);
    Checks.that(
        selection == null || SELECTIONS.contains(selection),
        "Route selection expression is currently limited to \"${request.method} ${request.path}\"");
    Checks.description(settings);
    Checks.length(settings, "Version", LONGEST_VERSION);
    ObjectNode cors = JsonTree.objectOf(settings, CORS);
    Checks.that(
        !JsonTree.isTrue(cors, "AllowCredentials") || !allowsAny(cors),
        "allow-credentials is not supported if 'allow-origin' is *");
    String addresses = JsonTree.text(settings, "IpAddressType");
    Checks.that(
        addresses == null || addresses.equals("ipv4") || addresses.equals("dualstack"),
        "Invalid ipAddressType specified. Must be one of [ipv4, dualstack]");
  }

  private static boolean allowsAny(ObjectNode cors) {
    for (var origin : cors.path("AllowOrigins")) {
      if (origin.asText().equals("*")) {
        return true;
      }
    }
    return false;
  }
}
