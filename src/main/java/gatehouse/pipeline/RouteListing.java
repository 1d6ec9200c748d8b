package gatehouse.pipeline;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.DomainName;
import gatehouse.config.DomainName.ApiMapping;
import gatehouse.config.FunctionCall;
import gatehouse.config.Integration;
import gatehouse.config.PrivateLink;
import gatehouse.config.RegionName;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.ServiceCall;
import gatehouse.config.Stage;
import gatehouse.config.UriTemplate;
import gatehouse.routing.EndpointTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Writes routes and mappings for people: what to call, and who answers. */
final class RouteListing {

  private final String contextPath;

  /** Where a stage can be called by a domain: by API and stage. */
  private final Map<String, Map<String, String>> mapped = new HashMap<>();

  RouteListing(String contextPath, Configuration configuration) {
    this.contextPath = contextPath;
    for (DomainName domain : configuration.domains().values()) {
      for (ApiMapping mapping : domain.mappings()) {
        mapped
            .computeIfAbsent(mapping.apiId(), id -> new HashMap<>())
            .putIfAbsent(mapping.stageName(), place(domain, mapping));
      }
    }
  }

  /** Whether a domain leads to the API. */
  boolean isMapped(Api api) {
    return mapped.containsKey(api.id());
  }

  /** The routes of a stage; where it can be called by a domain only, the domain is in front. */
  void list(Api api, Stage stage, Release release, PlanNotes notes) {
    String base = base(api, stage);
    // Thousands of routes may lead to a few integrations.
    Map<String, String> answerers = new HashMap<>();
    release.integrations().forEach((id, it) -> answerers.put(id, it.type() + " " + uri(it, stage)));
    for (Route route : release.routes().values()) {
      String key = route.key().toString();
      String id = route.integrationId();
      notes.list(
          new RouteLine(
              api.id(),
              stage.name(),
              release.deploymentId(),
              route.id(),
              key,
              route.key().template() == null ? "ANY" : route.key().method().toString(),
              base + RouteLine.path(key),
              id,
              id == null ? "500, no Target" : Objects.requireNonNull(answerers.get(id))));
    }
  }

  /** A mapping. */
  MappingLine line(DomainName domain, ApiMapping mapping) {
    return new MappingLine(
        place(domain, mapping), domain.name(), mapping.key(), mapping.apiId(), mapping.stageName());
  }

  private String place(DomainName domain, ApiMapping mapping) {
    return domain.name() + contextPath + (mapping.key().isEmpty() ? "" : "/" + mapping.key());
  }

  /** As it is written: values of stage variables may be secret, and logs are read by many. */
  private static String uri(Integration integration, Stage stage) {
    UriTemplate uri = integration.uri();
    FunctionCall function = integration.function();
    if (function != null) {
      return function(function, stage);
    }
    ServiceCall service = integration.service();
    if (service != null) {
      return service(service, stage);
    }
    PrivateLink link = integration.link();
    if (uri == null || link != null) {
      return link == null ? "nowhere" : through(link);
    }
    try {
      uri.resolve(stage.variables());
      return uri.toString();
    } catch (IllegalArgumentException e) {
      return uri + " (500: see the warning)";
    }
  }

  /** The function's ARN in this stage, and the format of its events. */
  private static String function(FunctionCall call, Stage stage) {
    String format = " (format " + call.format().version() + ")";
    try {
      return call.function().resolve(stage.variables()) + format;
    } catch (IllegalArgumentException e) {
      return call.function() + format + " (500: see the warning)";
    }
  }

  /** The subtype, and the region where one is named. */
  private static String service(ServiceCall call, Stage stage) {
    RegionName region = call.region();
    String subtype = call.action().subtype();
    if (region == null) {
      return subtype;
    }
    try {
      region.resolve(stage.variables());
      return subtype + " in " + region;
    } catch (IllegalArgumentException e) {
      return subtype + " in " + region + " (500: see the warning)";
    }
  }

  private String base(Api api, Stage stage) {
    if (api.settings().executeApiEndpointDisabled()) {
      return mapped.getOrDefault(api.id(), Map.of()).getOrDefault(stage.name(), "(no domain)");
    }
    if (api.isPlain()) {
      boolean isNamed =
          stage.name().equals(Stage.DEFAULT_NAME) || contextPath.endsWith("/" + stage.name());
      return isNamed ? contextPath : contextPath + "/" + stage.name();
    }
    String named = stage.name().equals(Stage.DEFAULT_NAME) ? "" : "/" + stage.name();
    return contextPath + EndpointTable.PATH_PREFIX + "/" + api.id() + named;
  }

  /** AWS's name for it, and the id of the connection: its hosts come and go. */
  private static String through(PrivateLink link) {
    String serverName = link.serverNameToVerify();
    return "VPC_LINK "
        + link.connectionId()
        + (serverName == null ? "" : " (TLS for " + serverName + ")");
  }
}
