package gatehouse.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.Connection;
import gatehouse.config.DomainName;
import gatehouse.config.Integration;
import gatehouse.config.PrivateLink;
import gatehouse.config.Problem;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Served;
import gatehouse.config.Stage;
import gatehouse.registry.Loaded;
import gatehouse.registry.RegistryState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is in service, with AWS's names for AWS's things. Values of stage variables, queries
 * of URIs and what mappings write are left out: they may be secret.
 */
final class ConfigurationReport {

  private ConfigurationReport() {}

  static ObjectNode of(RegistryState state, String source) {
    Loaded loaded = state.inService();
    ObjectNode report = Json.object();
    report.put("source", source);
    report.put("version", loaded == null ? null : loaded.version());
    report.put("generation", state.generation());
    report.put("loadedAt", state.loadedAt() == null ? null : state.loadedAt().toString());
    report.put("current", state.loadedAt() != null && state.problems().isEmpty());
    report.set("lastFailure", failure(state));
    Configuration configuration = loaded == null ? Configuration.EMPTY : loaded.configuration();
    ArrayNode apis = report.putArray("apis");
    if (configuration.plain() != null) {
      apis.add(api(configuration.plain()));
    }
    configuration.apis().values().forEach(api -> apis.add(api(api)));
    ArrayNode domains = report.putArray("domainNames");
    configuration.domains().values().forEach(domain -> domains.add(domain(domain)));
    ArrayNode connections = report.putArray("connections");
    configuration.connections().values().forEach(each -> connections.add(connection(each)));
    return report;
  }

  private static @Nullable ObjectNode failure(RegistryState state) {
    RegistryState.Failure failure = state.tally().lastFailure();
    if (failure == null) {
      return null;
    }
    ObjectNode node = Json.object();
    node.put("at", failure.at().toString());
    ArrayNode problems = node.putArray("problems");
    for (Problem problem : failure.problems()) {
      problems
          .addObject()
          .put("file", problem.file())
          .put("property", problem.property())
          .put("message", problem.message());
    }
    return node;
  }

  private static ObjectNode api(Api api) {
    ObjectNode node = Json.object();
    node.put("ApiId", api.id());
    node.put("Name", api.settings().name());
    ArrayNode stages = node.putArray("Stages");
    api.stages().values().forEach(stage -> stages.add(stage(stage, api.release(stage))));
    return node;
  }

  /** With the routes that it serves, and the integrations that answer them. */
  private static ObjectNode stage(Stage stage, Release release) {
    ObjectNode node = Json.object();
    node.put("StageName", stage.name());
    if (stage.served() instanceof Served.Snapshot snapshot) {
      node.put("DeploymentId", snapshot.deploymentId());
    }
    stage.variables().keySet().forEach(node.putArray("StageVariables")::add);
    ArrayNode routes = node.putArray("Routes");
    release.routes().values().forEach(route -> routes.add(route(route)));
    ArrayNode integrations = node.putArray("Integrations");
    release.routes().values().stream()
        .map(Route::integrationId)
        .filter(Objects::nonNull)
        .distinct()
        .map(release.integrations()::get)
        .filter(Objects::nonNull)
        .forEach(integration -> integrations.add(integration(integration)));
    return node;
  }

  private static ObjectNode route(Route route) {
    ObjectNode node = Json.object();
    node.put("RouteId", route.id());
    node.put("RouteKey", route.key().toString());
    String integration = route.integrationId();
    node.put("Target", integration == null ? null : "integrations/" + integration);
    return node;
  }

  private static ObjectNode integration(Integration integration) {
    ObjectNode node = Json.object();
    node.put("IntegrationId", integration.id());
    node.put("IntegrationType", integration.type().name());
    node.put("IntegrationMethod", integration.method());
    PrivateLink link = integration.link();
    if (link == null) {
      node.put("IntegrationUri", integration.uri() == null ? null : integration.uri().toString());
    } else {
      node.put("ConnectionType", "VPC_LINK");
      node.put("ConnectionId", link.connectionId());
    }
    node.put("TimeoutInMillis", integration.timeoutMillis());
    return node;
  }

  /** Whom it calls; nothing of its certificates. */
  private static ObjectNode connection(Connection connection) {
    ObjectNode node = Json.object();
    node.put("ConnectionId", connection.id());
    ArrayNode targets = node.putArray("Targets");
    for (Connection.Target target : connection.targets()) {
      targets
          .addObject()
          .put("Host", target.host())
          .put("Port", target.port())
          .put("Weight", target.weight());
    }
    return node;
  }

  private static ObjectNode domain(DomainName domain) {
    ObjectNode node = Json.object();
    node.put("DomainName", domain.name());
    ArrayNode mappings = node.putArray("ApiMappings");
    for (DomainName.ApiMapping mapping : domain.mappings()) {
      mappings
          .addObject()
          .put("ApiMappingKey", mapping.key())
          .put("ApiId", mapping.apiId())
          .put("Stage", mapping.stageName());
    }
    return node;
  }
}
