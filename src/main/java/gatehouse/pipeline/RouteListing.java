package gatehouse.pipeline;

import gatehouse.config.Api;
import gatehouse.config.Integration;
import gatehouse.config.PathTemplate;
import gatehouse.config.Release;
import gatehouse.config.Route;
import gatehouse.config.Stage;
import gatehouse.config.UriTemplate;

/** Writes a route for people: what to call, and who answers. */
final class RouteListing {

  private RouteListing() {}

  /** A line of the table. */
  static RouteLine line(String contextPath, Api api, Stage stage, Release release, Route route) {
    String id = route.integrationId();
    Integration integration = id == null ? null : release.integrations().get(id);
    String answerer =
        integration == null ? "500, no Target" : integration.type() + " " + uri(integration, stage);
    PathTemplate template = route.key().template();
    return new RouteLine(
        api.id(),
        stage.name(),
        release.deploymentId(),
        route.id(),
        route.key().toString(),
        template == null ? "ANY" : route.key().method().toString(),
        base(contextPath, stage) + (template == null ? " ($default)" : template),
        id,
        answerer);
  }

  /** As it is called in this stage; as it is written when that is not possible. */
  private static String uri(Integration integration, Stage stage) {
    UriTemplate uri = integration.uri();
    if (uri == null) {
      return "through " + integration.link();
    }
    try {
      return uri.resolve(stage.variables()).toString();
    } catch (IllegalArgumentException e) {
      return uri + " (500: see the warning)";
    }
  }

  private static String base(String contextPath, Stage stage) {
    boolean named =
        stage.name().equals(Stage.DEFAULT_NAME) || contextPath.endsWith("/" + stage.name());
    return named ? contextPath : contextPath + "/" + stage.name();
  }
}
