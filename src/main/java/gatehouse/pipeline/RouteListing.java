package gatehouse.pipeline;

import gatehouse.config.Integration;
import gatehouse.config.PathTemplate;
import gatehouse.config.PrivateLink;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.config.UriTemplate;
import java.util.Map;

/** Writes a route for people: what to call, and who answers. */
final class RouteListing {

  private RouteListing() {}

  /** For example {@code GET /v0/pets/{id} -> HTTP_PROXY https://pets.example/{id}}. */
  static String line(
      String contextPath, Stage stage, Route route, Map<String, Integration> integrations) {
    String id = route.integrationId();
    Integration integration = id == null ? null : integrations.get(id);
    String answerer =
        integration == null ? "500, no Target" : integration.type() + " " + uri(integration, stage);
    PathTemplate template = route.key().template();
    String method = template == null ? "ANY" : route.key().method().toString();
    String path = template == null ? " ($default)" : template.toString();
    return "%-7s %s%s -> %s".formatted(method, base(contextPath, stage), path, answerer);
  }

  /** As it is called in this stage; as it is written when that is not possible. */
  private static String uri(Integration integration, Stage stage) {
    UriTemplate uri = integration.uri();
    PrivateLink link = integration.link();
    if (uri == null || link != null) {
      return link == null ? "nowhere" : through(link);
    }
    try {
      return uri.resolve(stage.variables()).toString();
    } catch (IllegalArgumentException e) {
      return uri + " (500: see the warning)";
    }
  }

  /** AWS's name for it, and the id of the connection: its hosts come and go. */
  private static String through(PrivateLink link) {
    String serverName = link.serverNameToVerify();
    return "VPC_LINK "
        + link.connectionId()
        + (serverName == null ? "" : " (TLS for " + serverName + ")");
  }

  private static String base(String contextPath, Stage stage) {
    boolean named =
        stage.name().equals(Stage.DEFAULT_NAME) || contextPath.endsWith("/" + stage.name());
    return named ? contextPath : contextPath + "/" + stage.name();
  }
}
