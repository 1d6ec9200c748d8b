package gatehouse.control.aws.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.DomainName;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.aws.wire.Shapes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operations on custom domains. AWS: {@code CreateDomainName} and its like. */
public final class Domains {

  static final String MAPPINGS = "ApiMappings";

  private static final String DIRECTORY = "domains/";
  private static final String CONFIGURATIONS = "DomainNameConfigurations";
  private static final String MUTUAL_TLS = "MutualTlsAuthentication";

  /** AWS has one per region; clients only pass it on. */
  private static final String HOSTED_ZONE = "ZGATEHOUSE";

  private Domains() {}

  /** {@code CreateDomainName}. */
  public static Reply create(Call call) {
    ObjectNode domain = Patch.created(Shapes.DOMAIN_NAME.toFile(call.body()));
    String name = JsonTree.text(domain, "DomainName");
    if (name == null || !DomainName.isName(name)) {
      throw AwsException.badRequest("Invalid domain name specified");
    }
    if (find(call.files(), name) != null) {
      throw AwsException.conflict("The domain name resource already exists.");
    }
    check(domain);
    TagSet.check(domain);
    put(call.files(), name, domain);
    return Reply.of(wire(call, name, domain));
  }

  /** {@code GetDomainName}. */
  public static Reply get(Call call) {
    String name = call.label("domainName");
    return Reply.of(wire(call, name, require(call.files(), name)));
  }

  /** {@code GetDomainNames}. */
  public static Reply list(Call call) {
    TreeMap<String, ObjectNode> items = new TreeMap<>();
    all(call.files()).forEach((name, domain) -> items.put(name, wire(call, name, domain)));
    return Paging.page(call, items);
  }

  /** {@code UpdateDomainName}. */
  public static Reply update(Call call) {
    String name = call.label("domainName");
    ObjectNode domain = require(call.files(), name);
    ObjectNode changes = Shapes.DOMAIN_NAME.toFile(call.body());
    changes.remove(List.of("DomainName", TagSet.MEMBER));
    if (JsonTree.objectOf(changes, MUTUAL_TLS).path("TruststoreUri").asText("-").isEmpty()) {
      changes.putNull(MUTUAL_TLS);
    }
    Patch.apply(domain, changes);
    check(domain);
    put(call.files(), name, domain);
    return Reply.of(wire(call, name, domain));
  }

  /** {@code DeleteDomainName}: with its mappings. */
  public static Reply delete(Call call) {
    String name = call.label("domainName");
    require(call.files(), name);
    call.files().delete(path(name));
    return Reply.NONE;
  }

  /**
   * A domain, for the caller to change.
   *
   * @throws AwsException when there is none of this name
   */
  static ObjectNode require(Workspace files, String name) {
    ObjectNode domain = find(files, name);
    if (domain == null) {
      throw AwsException.notFound("Invalid domain name identifier specified");
    }
    return domain;
  }

  static void put(Workspace files, String name, ObjectNode domain) {
    domain.put("DomainName", name);
    files.write(path(name), domain);
  }

  /** Whether any domain leads to an API. */
  static boolean maps(Workspace files, String apiId) {
    return maps(files, apiId, null);
  }

  /** Whether any domain leads to a stage of an API; null for any stage. */
  static boolean maps(Workspace files, String apiId, @Nullable String stage) {
    for (ObjectNode domain : all(files).values()) {
      for (var mapping : domain.path(MAPPINGS)) {
        if (mapping.path("ApiId").asText().equals(apiId)
            && (stage == null || mapping.path("Stage").asText().equals(stage))) {
          return true;
        }
      }
    }
    return false;
  }

  private static Map<String, ObjectNode> all(Workspace files) {
    Map<String, ObjectNode> all = new TreeMap<>();
    for (String name : files.ids(DIRECTORY)) {
      ObjectNode domain = find(files, name);
      if (domain != null) {
        all.put(name, domain);
      }
    }
    return all;
  }

  private static @Nullable ObjectNode find(Workspace files, String name) {
    return name.indexOf('/') >= 0 ? null : files.read(path(name));
  }

  private static String path(String name) {
    return DIRECTORY + name + ".json";
  }

  private static void check(ObjectNode domain) {
    Checks.that(
        domain.path(CONFIGURATIONS).size() == 1,
        "Invalid input. Expected one domain name configuration");
    String type = domain.path(CONFIGURATIONS).path(0).path("EndpointType").asText("REGIONAL");
    Checks.that(
        type.equals("REGIONAL"),
        "Invalid endpointType specified. HTTP APIs support REGIONAL endpoints only");
  }

  private static ObjectNode wire(Call call, String name, ObjectNode domain) {
    ObjectNode shown = domain.deepCopy();
    shown.put("DomainName", name);
    shown.put("ApiMappingSelectionExpression", "$request.basepath");
    shown.put("DomainNameArn", Tags.arn(call, "domainnames/" + name));
    Resources.usually(shown, "RoutingMode", "API_MAPPING_ONLY");
    if (!shown.path(TagSet.MEMBER).isObject()) {
      shown.putObject(TagSet.MEMBER);
    }
    if (!shown.path(CONFIGURATIONS).isArray()) {
      shown.putArray(CONFIGURATIONS).addObject();
    }
    String host = Objects.toString(URI.create(call.around().base()).getHost(), "localhost");
    for (var each : shown.path(CONFIGURATIONS)) {
      if (each instanceof ObjectNode configuration) {
        // The name that clients of the domain have to be led to is the server's own.
        Resources.usually(configuration, "ApiGatewayDomainName", host);
        Resources.usually(configuration, "DomainNameStatus", "AVAILABLE");
        Resources.usually(configuration, "EndpointType", "REGIONAL");
        Resources.usually(configuration, "HostedZoneId", HOSTED_ZONE);
        Resources.usually(configuration, "IpAddressType", "ipv4");
        Resources.usually(configuration, "SecurityPolicy", "TLS_1_2");
      }
    }
    return Shapes.DOMAIN_NAME.toWire(shown);
  }
}
