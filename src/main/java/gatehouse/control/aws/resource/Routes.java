package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.RouteKey;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations on routes. AWS: {@code CreateRoute} and its like. */
public final class Routes {

  static final String KEY = "RouteKey";
  static final String TARGET = "Target";
  static final String AUTHORIZER = "AuthorizerId";

  private static final String TYPE = "AuthorizationType";
  private static final String SCOPES = "AuthorizationScopes";
  private static final String NONE = "NONE";
  private static final String JWT = "JWT";
  private static final String CUSTOM = "CUSTOM";
  private static final Set<String> TYPES = Set.of(NONE, JWT, CUSTOM, "AWS_IAM");
  private static final Pattern KEY_FORM =
      Pattern.compile("(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) /.*|\\$default");
  private static final int LONGEST_OPERATION_NAME = 64;
  private static final int MOST_SCOPES = 10;

  private Routes() {}

  /** {@code CreateRoute}. */
  public static Reply create(Call call) {
    ApiFiles api = call.api();
    ObjectNode route = Patch.created(Kind.ROUTES.shape().toFile(call.body()));
    check(api, "", route);
    Reply reply = Resources.created(call, api, Kind.ROUTES, route, Routes::complete);
    new Releases(call, api).changed();
    return reply;
  }

  /** {@code GetRoute}. */
  public static Reply get(Call call) {
    return Resources.get(call, Kind.ROUTES, Routes::complete);
  }

  /** {@code GetRoutes}. */
  public static Reply list(Call call) {
    return Resources.list(call, Kind.ROUTES, Routes::complete);
  }

  /** {@code UpdateRoute}. */
  public static Reply update(Call call) {
    ApiFiles api = call.api();
    String id = call.label("routeId");
    ObjectNode route = api.require(Kind.ROUTES, id);
    ObjectNode changes = Kind.ROUTES.shape().toFile(call.body());
    String oldKey = JsonTree.text(route, KEY);
    Patch.apply(route, changes);
    Checks.that(
        !JsonTree.isTrue(route, QuickCreate.MANAGED)
            || String.valueOf(oldKey).equals(JsonTree.text(route, KEY)),
        "Cannot update the route key of a route that is managed by API Gateway");
    release(route, changes);
    check(api, id, route);
    Reply reply = Resources.stored(api, Kind.ROUTES, id, route, Routes::complete);
    new Releases(call, api).changed();
    return reply;
  }

  /** {@code DeleteRoute}. */
  public static Reply delete(Call call) {
    ApiFiles api = call.api();
    String id = call.label("routeId");
    api.require(Kind.ROUTES, id);
    api.delete(Kind.ROUTES, id);
    new Releases(call, api).changed();
    return Reply.NONE;
  }

  private static void complete(ObjectNode route) {
    Resources.usually(route, "ApiKeyRequired", false);
    Resources.usually(route, TYPE, NONE);
  }

  /** A type that has no use for an authorizer lets go of the one that was there. */
  private static void release(ObjectNode route, ObjectNode changes) {
    String type = type(route);
    if (!type.equals(JWT) && !type.equals(CUSTOM) && !changes.has(AUTHORIZER)) {
      route.remove(AUTHORIZER);
    }
    if (!type.equals(JWT) && !changes.has(SCOPES)) {
      route.remove(SCOPES);
    }
  }

  /**
   * Refuses what cannot be a route.
   *
   * @param id empty for a new one
   */
  static void check(ApiFiles api, String id, ObjectNode route) {
    checkKey(api, id, JsonTree.text(route, KEY));
    checkBehindKey(api, route);
  }

  /** Refuses what cannot be a route, whatever its key is. */
  static void checkBehindKey(ApiFiles api, ObjectNode route) {
    String target = JsonTree.text(route, TARGET);
    if (target != null) {
      String prefix = Kind.INTEGRATIONS.directory();
      Checks.that(
          target.startsWith(prefix) && target.length() > prefix.length(),
          "Unexpected or malformed target in route. Correct format should be integrations/<integration_id>.");
      api.require(Kind.INTEGRATIONS, target.substring(prefix.length()));
    }
    Checks.that(
        !JsonTree.isTrue(route, "ApiKeyRequired"),
        "ApiKeyRequired is not currently supported for HTTP APIs.");
    Checks.length(route, "OperationName", LONGEST_OPERATION_NAME);
    checkAuthorization(api, route);
  }

  private static void checkKey(ApiFiles api, String id, @Nullable String text) {
    Checks.that(
        text != null && KEY_FORM.matcher(text).matches(),
        "The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP METHOD> /<RESOURCE PATH>\" or \"$default\"");
    RouteKey key = parsed(String.valueOf(text));
    Checks.that(key != null, "One or more path parts appear to be invalid");
    for (Map.Entry<String, ObjectNode> other : api.all(Kind.ROUTES).entrySet()) {
      String otherText = JsonTree.text(other.getValue(), KEY);
      RouteKey otherKey = otherText == null || other.getKey().equals(id) ? null : parsed(otherText);
      if (key != null && otherKey != null && key.identity().equals(otherKey.identity())) {
        throw AwsException.conflict(
            key.toString().equals(otherText)
                ? "Route with key %s already exists for this API".formatted(text)
                : "The provided route key \"%s\" has a conflicting variable on the same hierarchical level as \"%s\""
                    .formatted(text, otherText));
      }
    }
  }

  private static @Nullable RouteKey parsed(String text) {
    try {
      return RouteKey.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String type(ObjectNode route) {
    String type = JsonTree.text(route, TYPE);
    return type == null ? NONE : type;
  }

  private static void checkAuthorization(ApiFiles api, ObjectNode route) {
    String type = type(route);
    Checks.that(
        TYPES.contains(type),
        "Invalid authorization type specified. Must be one of [NONE, AWS_IAM, CUSTOM, JWT]");
    if (type.equals(JWT) || type.equals(CUSTOM)) {
      String authorizerId = JsonTree.text(route, AUTHORIZER);
      ObjectNode authorizer =
          authorizerId == null ? null : api.find(Kind.AUTHORIZERS, authorizerId);
      String needed = type.equals(JWT) ? JWT : "REQUEST";
      Checks.that(
          authorizer != null && needed.equals(JsonTree.text(authorizer, Authorizers.TYPE)),
          "Invalid authorizer ID specified. Setting the authorization type to %s requires a valid %s authorizer."
              .formatted(type, needed));
    }
    int scopes = route.path(SCOPES).size();
    Checks.that(
        scopes == 0 || type.equals(JWT),
        "Invalid Route authorization type specified. Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types");
    Checks.that(
        scopes <= MOST_SCOPES,
        "A route can have at most %d authorization scopes".formatted(MOST_SCOPES));
  }
}
