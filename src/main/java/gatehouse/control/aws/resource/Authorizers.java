package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operations on authorizers. AWS: {@code CreateAuthorizer} and its like. */
public final class Authorizers {

  static final String TYPE = "AuthorizerType";

  private static final String SOURCES = "IdentitySource";
  private static final String VERSION = "AuthorizerPayloadFormatVersion";
  private static final String TTL = "AuthorizerResultTtlInSeconds";
  private static final int LONGEST_TTL = 3_600;
  private static final int MOST_AUDIENCES = 50;
  private static final Pattern SOURCE_OF_TOKEN =
      Pattern.compile("\\$request\\.(header|querystring)\\.\\S+");
  private static final Pattern SOURCE =
      Pattern.compile(
          "\\$request\\.(header|querystring)\\.\\S+|\\$(context|stageVariables)\\.\\S+");

  /** Where an issuer may be at an {@code http:} URL: for development. */
  private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private Authorizers() {}

  /** {@code CreateAuthorizer}. */
  public static Reply create(Call call) {
    ApiFiles api = call.api();
    ObjectNode authorizer = Patch.created(Kind.AUTHORIZERS.shape().toFile(call.body()));
    check(call, authorizer);
    Reply reply = Resources.created(call, api, Kind.AUTHORIZERS, authorizer, shown -> {});
    new Releases(call, api).changed();
    return reply;
  }

  /** {@code GetAuthorizer}. */
  public static Reply get(Call call) {
    return Resources.get(call, Kind.AUTHORIZERS, shown -> {});
  }

  /** {@code GetAuthorizers}. */
  public static Reply list(Call call) {
    return Resources.list(call, Kind.AUTHORIZERS, shown -> {});
  }

  /** {@code UpdateAuthorizer}. */
  public static Reply update(Call call) {
    ApiFiles api = call.api();
    String id = call.label("authorizerId");
    ObjectNode authorizer = api.require(Kind.AUTHORIZERS, id);
    Patch.apply(authorizer, Kind.AUTHORIZERS.shape().toFile(call.body()));
    check(call, authorizer);
    Reply reply = Resources.stored(api, Kind.AUTHORIZERS, id, authorizer, shown -> {});
    new Releases(call, api).changed();
    return reply;
  }

  /** {@code DeleteAuthorizer}: not while a route uses it. */
  public static Reply delete(Call call) {
    ApiFiles api = call.api();
    String id = call.label("authorizerId");
    ObjectNode authorizer = api.require(Kind.AUTHORIZERS, id);
    for (Map.Entry<String, ObjectNode> route : api.all(Kind.ROUTES).entrySet()) {
      if (id.equals(JsonTree.text(route.getValue(), Routes.AUTHORIZER))) {
        throw AwsException.conflict(
            "Cannot delete authorizer '%s', is referenced in route: %s"
                .formatted(
                    JsonTree.text(authorizer, "Name"),
                    JsonTree.text(route.getValue(), Routes.KEY)));
      }
    }
    api.delete(Kind.AUTHORIZERS, id);
    new Releases(call, api).changed();
    return Reply.NONE;
  }

  /** Refuses what cannot be an authorizer. */
  static void check(Call call, ObjectNode authorizer) {
    String type = JsonTree.text(authorizer, TYPE);
    Checks.that(
        "JWT".equals(type) || "REQUEST".equals(type),
        "Invalid authorizer type specified. Must be one of [REQUEST, JWT]");
    Checks.name(authorizer, "Invalid authorizer name specified");
    if ("JWT".equals(type)) {
      checkToken(call, authorizer);
    } else {
      checkFunction(authorizer);
    }
  }

  private static void checkToken(Call call, ObjectNode authorizer) {
    ObjectNode configuration = JsonTree.objectOf(authorizer, "JwtConfiguration");
    Checks.that(!configuration.isEmpty(), "JwtConfiguration must not be null for JWT Authorizer");
    int audiences = configuration.path("Audience").size();
    Checks.that(audiences > 0, "Audience must not be empty for JWT Authorizer");
    Checks.that(
        audiences <= MOST_AUDIENCES,
        "A JWT Authorizer can have at most %d audiences".formatted(MOST_AUDIENCES));
    Checks.that(
        isIssuer(JsonTree.text(configuration, "Issuer"), call.around().rules().httpIssuers()),
        "Invalid issuer: Issuer is not a valid URL for JWT Authorizer");
    JsonNode sources = authorizer.path(SOURCES);
    Checks.that(sources.size() == 1, "A JWT Authorizer must have exactly one identity source");
    checkSources(sources, SOURCE_OF_TOKEN);
  }

  private static boolean isIssuer(@Nullable String text, boolean maybeHttp) {
    if (text == null) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme())
                  && (maybeHttp || LOCAL_HOSTS.contains(uri.getHost()))));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void checkFunction(ObjectNode authorizer) {
    Checks.required(
        JsonTree.text(authorizer, "AuthorizerUri"),
        "AuthorizerUri is a required field in an Authorizer");
    String version =
        Checks.required(
            JsonTree.text(authorizer, VERSION),
            "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer");
    Checks.that(
        version.equals("1.0") || version.equals("2.0"),
        "Unsupported AuthorizerPayloadFormatVersion: " + version);
    Checks.that(
        !JsonTree.isTrue(authorizer, "EnableSimpleResponses") || version.equals("2.0"),
        "EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion \"2.0\".");
    int ttl = authorizer.path(TTL).asInt(0);
    Checks.that(
        ttl >= 0 && ttl <= LONGEST_TTL,
        "Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds.");
    checkSources(authorizer.path(SOURCES), SOURCE);
    Checks.that(
        ttl == 0 || !authorizer.path(SOURCES).isEmpty(),
        "Identity source must be set if authorizer caching is enabled (TTL is greater than 0)");
  }

  private static void checkSources(JsonNode sources, Pattern pattern) {
    for (JsonNode source : sources) {
      Checks.that(
          pattern.matcher(source.asText()).matches(),
          "Invalid identity source expression: " + source.asText());
    }
  }
}
