package gatehouse.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The gateway's configuration, and what changes in it with each reload: limits and the format of an
 * access log, a route that comes and goes, routes, an API with a stage, and private upstreams that
 * come under new names and go after some reloads. What would be kept by name somewhere is seen to
 * grow. Every moment's state is a correct configuration. For one thread.
 */
final class SoakConfiguration {

  /** How many generations of passing things are there at a time. */
  private static final int GENERATIONS = 3;

  private static final int ROUTES_PER_GENERATION = 20;

  private static final String FORMAT =
      "{\\\"id\\\":\\\"$context.requestId\\\",\\\"ip\\\":\\\"$context.identity.sourceIp\\\","
          + "\\\"route\\\":\\\"$context.routeKey\\\",\\\"status\\\":\\\"$context.status\\\","
          + "\\\"bytes\\\":\\\"$context.responseLength\\\"%s}";

  private final Path directory;
  private final int upstream;
  private final Deque<List<String>> passing = new ArrayDeque<>();
  private int changes;
  private String lastSecond = "";

  /**
   * Writes the configuration.
   *
   * @param upstream the port of the upstream
   * @param nobody a port where nobody listens
   */
  SoakConfiguration(Path directory, int upstream, int nobody) {
    this.directory = directory;
    this.upstream = upstream;
    for (String path : List.of("small", "post", "stream", "cut", "fail", "slow")) {
      integration(path, path, "");
    }
    integration("late", "late", ", \"TimeoutInMillis\": 300");
    integration(
        "mapped",
        "wrong/{id}",
        ", \"RequestParameters\": {\"overwrite:path\": \"/small\","
            + " \"append:header.id\": \"${request.path.id} ${context.requestId}\","
            + " \"overwrite:querystring.q\": \"$request.querystring.q\","
            + " \"remove:header.x-secret\": \"''\"},"
            + " \"ResponseParameters\": {\"200\": {\"append:header.mapped\": \"yes\"}}");
    write(
        "integrations/refused.json",
        "{\"IntegrationType\": \"HTTP_PROXY\", \"IntegrationUri\": \"http://127.0.0.1:%d/\"}"
            .formatted(nobody));
    for (String path : List.of("small", "stream", "cut", "fail", "slow", "late", "refused")) {
      route("", path, "GET /" + path, path);
    }
    route("", "post", "POST /post", "post");
    route("", "mapped", "GET /mapped/{id}", "mapped");
    route("", "throttled", "GET /throttled", "small");
    stage();
    shop();
    change();
  }

  /** How many times {@link #change} was called. */
  int changes() {
    return changes;
  }

  private void shop() {
    write(
        "apis/shop/api.json",
        "{\"CorsConfiguration\": {\"AllowOrigins\": [\"https://a.test\"],"
            + " \"AllowMethods\": [\"GET\"], \"ExposeHeaders\": [\"x-b\"], \"MaxAge\": 60}}");
    connection("pool", 1);
    write("apis/shop/integrations/small.json", proxy("small", ""));
    write(
        "apis/shop/integrations/pool.json",
        "{\"IntegrationType\": \"HTTP_PROXY\", \"ConnectionType\": \"VPC_LINK\","
            + " \"ConnectionId\": \"pool\", \"RequestParameters\": {\"overwrite:path\":"
            + " \"/small\"}}");
    route("apis/shop/", "small", "GET /small", "small");
    route("apis/shop/", "pool", "GET /pool", "pool");
    write(
        "apis/shop/stages/prod.json",
        "{\"Name\": \"prod\", \"AccessLogSettings\": {\"DestinationArn\": \"file:shop.log\","
            + " \"Format\": \"%s\"}}".formatted(FORMAT.formatted("")));
    write(
        "domains/shop.test.json",
        "{\"ApiMappings\": [{\"ApiMappingKey\": \"v1\", \"ApiId\": \"shop\", \"Stage\":"
            + " \"prod\"}]}");
  }

  private void stage() {
    int rate = 4 + changes % 5 * 8;
    write(
        "stages/default.json",
        ("{\"Name\": \"$default\", \"DefaultRouteSettings\": {\"DetailedMetricsEnabled\": true,"
                + " \"ThrottlingRateLimit\": 1000000, \"ThrottlingBurstLimit\": 1000000},"
                + " \"RouteSettings\": {\"GET /throttled\": {\"DetailedMetricsEnabled\": true,"
                + " \"ThrottlingRateLimit\": %d, \"ThrottlingBurstLimit\": %d}},"
                + " \"AccessLogSettings\": {\"DestinationArn\": \"file:plain.log\","
                + " \"Format\": \"%s\"}}")
            .formatted(
                rate,
                rate / 2,
                FORMAT.formatted(changes % 2 == 0 ? "" : ",\\\"path\\\":\\\"$context.path\\\"")));
  }

  /** The next reload. What refers to something is written after it and removed before it. */
  void change() {
    changes++;
    String name = "s" + (System.currentTimeMillis() / 1_000 + 1) + "n" + changes;
    String second = name.substring(0, name.indexOf('n'));
    List<String> files = new ArrayList<>();
    boolean firstOfSecond = !second.equals(lastSecond);
    lastSecond = second;
    for (int i = 0; i < ROUTES_PER_GENERATION; i++) {
      String id = name + "r" + i;
      boolean asked = i < 5 && firstOfSecond;
      if (i < 5) {
        integration(id, "small", "");
      }
      route(
          "",
          id,
          "GET " + (asked ? "/fresh/" + second + "/" + i : "/old/" + id),
          i < 5 ? id : "small");
      files.add("routes/" + id + ".json");
    }
    connection(name, 1 + changes % 3);
    String api = "apis/" + name + "/";
    write(
        api + "integrations/i.json",
        "{\"IntegrationType\": \"HTTP_PROXY\", \"ConnectionType\": \"VPC_LINK\","
            + " \"ConnectionId\": \"%s\"}".formatted(name));
    route(api, "r", "GET /r", "i");
    write(
        api + "stages/prod.json",
        "{\"Name\": \"prod\", \"DefaultRouteSettings\": {\"DetailedMetricsEnabled\": true},"
            + " \"AccessLogSettings\": {\"DestinationArn\": \"file:%s.log\", \"Format\": \"%s\"}}"
                .formatted(name, FORMAT.formatted("")));
    files.add(api + "stages/prod.json");
    files.add(api + "routes/r.json");
    files.add(api + "integrations/i.json");
    files.add("connections/" + name + ".json");
    for (int i = 0; i < 5; i++) {
      files.add("integrations/" + name + "r" + i + ".json");
    }
    connection("pool", 1 + changes % 3);
    stage();
    if (changes % 2 == 0) {
      route("", "toggled", "GET /toggled", "small");
    } else {
      delete("routes/toggled.json");
    }
    passing.add(files);
    if (passing.size() > GENERATIONS) {
      passing.remove().forEach(this::delete);
      deleteEmptyApis();
    }
  }

  private void deleteEmptyApis() {
    try (var apis = Files.newDirectoryStream(directory.resolve("apis"), "s[0-9]*")) {
      for (Path api : apis) {
        if (!Files.exists(api.resolve("integrations/i.json"))) {
          for (String below : List.of("stages", "routes", "integrations", "")) {
            Files.deleteIfExists(api.resolve(below));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connection(String id, int weight) {
    write(
        "connections/" + id + ".json",
        ("{\"Targets\": [{\"Host\": \"127.0.0.1\", \"Port\": %d, \"Weight\": %d},"
                + " {\"Host\": \"localhost\", \"Port\": %d}],"
                + " \"HealthCheck\": {\"Path\": \"/small\", \"IntervalMillis\": 1000}}")
            .formatted(upstream, weight, upstream));
  }

  private void integration(String id, String path, String more) {
    write("integrations/" + id + ".json", proxy(path, more));
  }

  private String proxy(String path, String more) {
    return "{\"IntegrationType\": \"HTTP_PROXY\", \"IntegrationUri\": \"http://localhost:%d/%s\"%s}"
        .formatted(upstream, path, more);
  }

  private void route(String api, String id, String key, String integration) {
    write(
        api + "routes/" + id + ".json",
        "{\"RouteKey\": \"%s\", \"Target\": \"integrations/%s\"}".formatted(key, integration));
  }

  private void write(String path, String text) {
    try {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(String path) {
    try {
      Files.deleteIfExists(directory.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
