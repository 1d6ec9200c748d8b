package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ServiceAction;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The operations on integrations. AWS: {@code CreateIntegration} and its like. */
public final class Integrations {

  private static final String TYPE = "IntegrationType";
  private static final String METHOD = "IntegrationMethod";
  private static final String SUBTYPE = "IntegrationSubtype";
  private static final String VERSION = "PayloadFormatVersion";
  private static final String TIMEOUT = "TimeoutInMillis";
  private static final String CONNECTION_TYPE = "ConnectionType";
  private static final String HTTP_PROXY = "HTTP_PROXY";
  private static final String AWS_PROXY = "AWS_PROXY";
  private static final int SHORTEST_TIMEOUT = 50;
  private static final int LONGEST_URI = 2_048;

  private Integrations() {}

  /** {@code CreateIntegration}. */
  public static Reply create(Call call) {
    ApiFiles api = call.api();
    ObjectNode integration = Patch.created(Kind.INTEGRATIONS.shape().toFile(call.body()));
    integration.remove("PassthroughBehavior");
    check(call, integration);
    Reply reply =
        Resources.created(call, api, Kind.INTEGRATIONS, integration, Integrations::complete);
    new Releases(call, api).changed();
    return reply;
  }

  /** {@code GetIntegration}. */
  public static Reply get(Call call) {
    return Resources.get(call, Kind.INTEGRATIONS, Integrations::complete);
  }

  /** {@code GetIntegrations}. */
  public static Reply list(Call call) {
    return Resources.list(call, Kind.INTEGRATIONS, Integrations::complete);
  }

  /** {@code UpdateIntegration}: maps are merged, and a value that says nothing removes its key. */
  public static Reply update(Call call) {
    ApiFiles api = call.api();
    String id = call.label("integrationId");
    ObjectNode integration = api.require(Kind.INTEGRATIONS, id);
    ObjectNode changes = Kind.INTEGRATIONS.shape().toFile(call.body());
    changes.remove("PassthroughBehavior");
    Patch.applyToMap(integration, changes, "RequestParameters");
    Patch.applyToMap(integration, changes, "ResponseParameters");
    Patch.apply(integration, changes);
    check(call, integration);
    Reply reply = Resources.stored(api, Kind.INTEGRATIONS, id, integration, Integrations::complete);
    new Releases(call, api).changed();
    return reply;
  }

  /** {@code DeleteIntegration}: not while a route leads to it. */
  public static Reply delete(Call call) {
    ApiFiles api = call.api();
    String id = call.label("integrationId");
    ObjectNode integration = api.require(Kind.INTEGRATIONS, id);
    Checks.that(
        !JsonTree.isTrue(integration, QuickCreate.MANAGED),
        "Cannot delete an integration that is managed by API Gateway");
    String target = Kind.INTEGRATIONS.directory() + id;
    List<String> users =
        api.all(Kind.ROUTES).entrySet().stream()
            .filter(route -> target.equals(JsonTree.text(route.getValue(), Routes.TARGET)))
            .map(Map.Entry::getKey)
            .toList();
    if (!users.isEmpty()) {
      throw AwsException.conflict(
          "Cannot delete Integration because it is referenced by the following Routes with Ids: "
              + users);
    }
    api.delete(Kind.INTEGRATIONS, id);
    new Releases(call, api).changed();
    return Reply.NONE;
  }

  private static void complete(ObjectNode integration) {
    Resources.usually(integration, CONNECTION_TYPE, "INTERNET");
    if (AWS_PROXY.equals(JsonTree.text(integration, TYPE))) {
      if (!integration.has(SUBTYPE)) {
        Resources.usually(integration, METHOD, "POST");
      }
    } else {
      Resources.usually(integration, METHOD, "ANY");
    }
    Resources.usually(integration, VERSION, "1.0");
    if (!integration.has(TIMEOUT)) {
      integration.put(TIMEOUT, 30_000);
    }
  }

  /** Refuses what cannot be an integration. */
  static void check(Call call, ObjectNode integration) {
    String type = JsonTree.text(integration, TYPE);
    Checks.that(
        AWS_PROXY.equals(type) || HTTP_PROXY.equals(type),
        "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)");
    if (HTTP_PROXY.equals(type)) {
      Checks.that(
          integration.has(METHOD),
          "HttpMethod parameter method must be specified for integrationType HTTPPROXY");
    }
    checkVersion(integration, HTTP_PROXY.equals(type));
    checkSubtype(integration, HTTP_PROXY.equals(type));
    int longest = call.around().rules().longestTimeoutMillis();
    int timeout = integration.path(TIMEOUT).asInt(SHORTEST_TIMEOUT);
    Checks.that(
        timeout >= SHORTEST_TIMEOUT && timeout <= longest,
        "Timeout should be between %d ms and %d ms".formatted(SHORTEST_TIMEOUT, longest));
    Checks.length(integration, "IntegrationUri", LONGEST_URI);
    Checks.description(integration);
    checkConnection(call, integration);
    ParameterKeys.check(integration);
  }

  private static void checkVersion(ObjectNode integration, boolean isHttp) {
    String version = JsonTree.text(integration, VERSION);
    boolean mayBeAbsent = isHttp || integration.has(SUBTYPE);
    Checks.that(
        mayBeAbsent || version != null,
        "PayloadFormatVersion is a required parameter for integration");
    Checks.that(
        !(isHttp && "2.0".equals(version)),
        "PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY");
    Checks.that(
        version == null || version.equals("1.0") || version.equals("2.0"),
        "Unsupported PayloadFormatVersion: " + version);
  }

  private static void checkSubtype(ObjectNode integration, boolean isHttp) {
    String subtype = JsonTree.text(integration, SUBTYPE);
    if (subtype != null) {
      Checks.that(
          !isHttp, "IntegrationSubtype is only supported for integrations of type AWS_PROXY");
      Checks.that(
          ServiceAction.isKnown(subtype), "Operation: %s is not supported.".formatted(subtype));
      Checks.that(
          integration.has("CredentialsArn"),
          "Role ARN must be specified for AWS integration configuration with Subtype: " + subtype);
    }
  }

  private static void checkConnection(Call call, ObjectNode integration) {
    String type =
        Objects.requireNonNullElse(JsonTree.text(integration, CONNECTION_TYPE), "INTERNET");
    Checks.that(
        type.equals("INTERNET") || type.equals("VPC_LINK"),
        "Invalid connectionType specified. Must be one of [INTERNET, VPC_LINK]");
    if (type.equals("VPC_LINK")) {
      String id =
          Checks.required(
              JsonTree.text(integration, "ConnectionId"),
              "ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK");
      VpcLinks.require(call.files(), id);
      String uri = JsonTree.text(integration, "IntegrationUri");
      Checks.that(
          uri == null || !uri.contains(":elasticloadbalancing:") || uri.contains(":listener/"),
          "For VpcLink %s, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."
              .formatted(id));
    }
  }
}
