package gatehouse.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A server with the gateway at {@code /}, an upstream, and routes: {@code /plain/…} to that
 * upstream, {@code /short/…} with a timeout of {@link #SHORT_MILLIS}, {@code /long/…} with one of
 * an hour, and what else a test adds.
 */
final class Stand implements AutoCloseable {

  /** Long enough for a request to reach the upstream, also on a machine that is busy. */
  static final int SHORT_MILLIS = 1_000;

  private static final Pattern MISTAKE =
      Pattern.compile(
          "failed unexpectedly|does not end|(IllegalState|NullPointer|RejectedExecution)Exception"
              + "|Exception in thread|OutOfMemory|StackOverflow|\\b[Ll]eak");

  static final int USUAL_MILLIS = 30_000;

  private static final int LONG_MILLIS = 3_600_000;

  private final Plan plan;
  private final RawUpstream upstream;
  private final ServerProcess server;
  private final Map<String, RawUpstream> others;

  private Stand(Plan plan, ServerProcess server) {
    this.plan = plan;
    this.upstream = plan.upstream;
    this.others = Map.copyOf(plan.others);
    this.server = server;
  }

  /** A stand to be, on a server of this kind, with its configuration in this directory. */
  static Plan on(ServerBuilder server, Path config) {
    return new Plan(server, config);
  }

  RawUpstream upstream() {
    return upstream;
  }

  /** The upstream of a route that the test added. */
  RawUpstream upstream(String route) {
    return Objects.requireNonNull(others.get(route));
  }

  ServerProcess server() {
    return server;
  }

  int port() {
    return server.port();
  }

  /** Whether the server sends {@code 100 Continue} only when an application wants the body. */
  boolean tellsToGoOnWhenAsked() {
    return server.base().getFileName().toString().startsWith("jetty");
  }

  RawClient connect() {
    return RawClient.connect(server.port());
  }

  /** Has the stage treat its routes otherwise; in service when this returns. */
  void reload(String stageProperties) {
    plan.stage(stageProperties);
    plan.write(
        "routes/reload.json", "{\"RouteKey\":\"GET /reload\",\"Target\":\"integrations/reload\"}");
    plan.write(
        "integrations/reload.json",
        "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"%s\"}".formatted(upstream.url()));
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (RawClient.get(port(), "/reload").status() == 404) {
      assertTrue(System.nanoTime() < deadline, "the configuration is not in service");
    }
  }

  /** Nothing in the server's log tells of a mistake of ours. */
  private void assertLogIsClean() {
    List<String> mistakes =
        server.log().lines().filter(line -> MISTAKE.matcher(line).find()).toList();
    assertEquals(List.of(), mistakes);
  }

  @Override
  public void close() {
    server.close();
    upstream.close();
    others.values().forEach(RawUpstream::close);
    assertLogIsClean();
  }

  /** Writes the configuration, then starts the server. */
  static final class Plan {

    private final ServerBuilder server;
    private final Path config;
    private final RawUpstream upstream = RawUpstream.start();
    private final Map<String, RawUpstream> others = new HashMap<>();

    private Plan(ServerBuilder server, Path config) {
      this.server = server;
      this.config = config;
      write("stages/$default.json", "{\"Name\":\"$default\"}");
      route("plain", upstream.url(), USUAL_MILLIS);
      route("short", upstream.url(), SHORT_MILLIS);
      route("long", upstream.url(), LONG_MILLIS);
    }

    /** Whatever stands below {@code /<name>/} goes to this upstream. */
    Plan route(String name, String url, int timeoutMillis) {
      write(
          "routes/" + name + ".json",
          "{\"RouteKey\":\"ANY /%s/{proxy+}\",\"Target\":\"integrations/%s\"}"
              .formatted(name, name));
      write(
          "integrations/" + name + ".json",
          "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"%s/{proxy}\",".formatted(url)
              + "\"TimeoutInMillis\":%d}".formatted(timeoutMillis));
      return this;
    }

    /** As well, to an upstream that is closed together with the stand. */
    Plan route(String name, RawUpstream other) {
      others.put(name, other);
      return route(name, other.url(), USUAL_MILLIS);
    }

    /** Has the stage treat its routes like this. */
    Plan stage(String properties) {
      write("stages/$default.json", "{\"Name\":\"$default\"," + properties + "}");
      return this;
    }

    Stand start() {
      ServerProcess started =
          server
              .jvm("-Dgatehouse.config=" + config)
              .jvm("-Dgatehouse.maxIntegrationTimeoutMillis=" + LONG_MILLIS)
              .deploy("/", ServerBuilder.gatehouseWar())
              .start();
      return new Stand(this, started);
    }

    private void write(String file, String content) {
      try {
        Path path = config.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
