package gatehouse.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes configurations of the gateway. */
final class GatehouseConfiguration {

  private static final String FORMAT =
      "{\\\"id\\\":\\\"$context.requestId\\\",\\\"ip\\\":\\\"$context.identity.sourceIp\\\","
          + "\\\"time\\\":\\\"$context.requestTime\\\",\\\"route\\\":\\\"$context.routeKey\\\","
          + "\\\"status\\\":\\\"$context.status\\\",\\\"ms\\\":\\\"$context.responseLatency\\\","
          + "\\\"user\\\":\\\"$context.authorizer.claims.sub\\\"}";

  private final Path directory;
  private final Site site;

  private GatehouseConfiguration(Path directory, Site site) {
    this.directory = directory;
    this.site = site;
  }

  /** Two routes with nothing else, as the peers have them. */
  static void plain(Path directory, Site site) throws IOException {
    GatehouseConfiguration written = new GatehouseConfiguration(directory, site);
    written.write("stages/default.json", "{\"Name\": \"$default\"}");
    written.proxies("");
    written.route("files", "ANY /static/{rest+}", "files", "");
    written.route("events", "ANY /event/{rest+}", "events", "");
  }

  /** The same with so many routes more, of the kind {@code GET /static/r/NUMBER/items/{id}}. */
  static void routes(Path directory, Site site, int count) throws IOException {
    plain(directory, site);
    GatehouseConfiguration written = new GatehouseConfiguration(directory, site);
    written.integration("item", site.files(), "/static/item/{id}", "");
    for (int i = 0; i < count; i++) {
      written.route("r" + i, "GET /static/r/" + i + "/items/{id}", "item", "");
    }
  }

  /** One route more, in one step. */
  static void oneMore(Path directory, Site site, String name) throws IOException {
    new GatehouseConfiguration(directory, site).route(name, "GET /static/" + name, "small", "");
  }

  /** For {@link #oneMore}: what such routes lead to. */
  static void small(Path directory, Site site) throws IOException {
    new GatehouseConfiguration(directory, site)
        .integration("small", site.files(), "/static/225", "");
  }

  /** All features on the request's way: JWT, throttle, CORS, mapping, access log, metrics. */
  static void features(Path directory, Site site) throws IOException {
    GatehouseConfiguration written = new GatehouseConfiguration(directory, site);
    written.write(
        "api.json",
        "{\"CorsConfiguration\": {\"AllowOrigins\": [\"%s\"], \"AllowMethods\": [\"GET\"],"
                .formatted(Tokens.ORIGIN)
            + " \"ExposeHeaders\": [\"x-answered\"], \"MaxAge\": 60}}");
    written.write(
        "stages/default.json",
        ("{\"Name\": \"$default\", \"DefaultRouteSettings\": {\"DetailedMetricsEnabled\": true,"
                + " \"ThrottlingRateLimit\": 1000000, \"ThrottlingBurstLimit\": 1000000},"
                + " \"AccessLogSettings\": {\"DestinationArn\": \"file:access.log\","
                + " \"Format\": \"%s\"}}")
            .formatted(FORMAT));
    written.write(
        "authorizers/users.json",
        ("{\"Name\": \"users\", \"AuthorizerType\": \"JWT\","
                + " \"IdentitySource\": [\"$request.header.Authorization\"],"
                + " \"JwtConfiguration\": {\"Issuer\": \"%s\", \"Audience\": [\"%s\"]}}")
            .formatted(Tokens.issuer(site.events()), Tokens.AUDIENCE));
    written.proxies(
        ", \"RequestParameters\": {\"overwrite:header.x-user\":"
            + " \"$context.authorizer.claims.sub\", \"append:header.x-id\":"
            + " \"$context.requestId\", \"remove:header.x-secret\": \"''\"},"
            + " \"ResponseParameters\": {\"200\": {\"append:header.x-answered\":"
            + " \"$context.requestId\"}}");
    String only = ", \"AuthorizationType\": \"JWT\", \"AuthorizerId\": \"users\"";
    written.route("files", "ANY /static/{rest+}", "files", only);
    written.route("events", "ANY /event/{rest+}", "events", only);
  }

  private void proxies(String more) throws IOException {
    integration("files", site.files(), "/static/{rest}", more);
    integration("events", site.events(), "/event/{rest}", more);
  }

  private void integration(String id, int port, String path, String more) throws IOException {
    write(
        "integrations/" + id + ".json",
        "{\"IntegrationType\": \"HTTP_PROXY\", \"IntegrationUri\": \"http://127.0.0.1:%d%s\"%s}"
            .formatted(port, path, more));
  }

  private void route(String id, String key, String integration, String more) throws IOException {
    write(
        "routes/" + id + ".json",
        "{\"RouteKey\": \"%s\", \"Target\": \"integrations/%s\"%s}"
            .formatted(key, integration, more));
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
