package gatehouse.testkit.cases;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The packaged WAR at {@code /} of a real server. Each case's configuration replaces the one before
 * in one step, together with a marker stage that tells when it is in service. Cases with settings
 * have a server of their own, which serves all cases with the same ones.
 */
public final class ServerHost implements Host {

  /** Writes the configuration of a stage that proves that its configuration is in service. */
  @FunctionalInterface
  public interface Marker {
    /**
     * Configuration files that belong to no case.
     *
     * @param stage the stage's name; {@code GET /<stage>/ready} must reach the upstream
     * @param upstreamUrl the base URL of an upstream that always answers 200
     */
    Map<String, String> files(String stage, String upstreamUrl);
  }

  private final String name;
  private final Supplier<ServerBuilder> builders;
  private final Path war;
  private final Marker marker;
  private final RawUpstream ready = RawUpstream.start().forgettingRequests();
  private final Map<Map<String, String>, ConfiguredServer> servers = new HashMap<>();
  private final boolean sparing;
  private ConfiguredServer current;

  ServerHost(String name, Supplier<ServerBuilder> builders, Path war, Marker marker)
      throws IOException {
    this(name, builders, war, marker, false);
  }

  /**
   * A host.
   *
   * @param sparing whether a server is ended when one with other settings is needed; else all stay
   */
  ServerHost(
      String name, Supplier<ServerBuilder> builders, Path war, Marker marker, boolean sparing)
      throws IOException {
    this.name = name;
    this.builders = builders;
    this.war = war;
    this.marker = marker;
    this.sparing = sparing;
    ready.answer(Answers.ok("ready"));
    current = server(Map.of());
  }

  /** Starts Jetty for cases. */
  public static ServerHost jetty(Marker marker) throws IOException {
    return new ServerHost(
        "jetty", ServerProcess::jetty, ServerBuilder.gatehouseWar(), marker, true);
  }

  /** Starts Tomcat for cases. */
  public static ServerHost tomcat(Marker marker) throws IOException {
    return new ServerHost(
        "tomcat", ServerProcess::tomcat, ServerBuilder.gatehouseWar(), marker, true);
  }

  /** The server of the last case, for what cases cannot say. */
  public ServerProcess server() {
    return current.process();
  }

  @Override
  public String name() {
    return name;
  }

  /** A server that no case knows runs what holds in any server; it lists what differs itself. */
  @Override
  public boolean isAmong(List<String> hosts) {
    return name.equals("jetty") || name.equals("tomcat")
        ? hosts.contains(name)
        : hosts.contains("jetty") || hosts.contains("tomcat");
  }

  @Override
  public void set(Map<String, String> settings) throws IOException {
    current = server(settings);
  }

  @Override
  public void configure(Map<String, String> files) throws IOException, InterruptedException {
    current.configure(files);
  }

  private ConfiguredServer server(Map<String, String> settings) throws IOException {
    ConfiguredServer known = servers.get(settings);
    if (known == null) {
      if (sparing) {
        servers.values().forEach(ConfiguredServer::close);
        servers.clear();
      }
      Path work = Path.of(System.getProperty("test.work", "target/it")).toAbsolutePath();
      Path directory = Files.createTempDirectory(Files.createDirectories(work), name + "-cases-");
      ServerBuilder builder = builders.get().deploy("/", war);
      settings.forEach((setting, value) -> builder.jvm("-D" + setting + "=" + value));
      servers.put(
          settings,
          new ConfiguredServer(builder, directory, stage -> marker.files(stage, ready.url())));
    }
    return Objects.requireNonNull(servers.get(settings));
  }

  @Override
  public Answer send(Sent request) {
    return WireHost.exchange(server().port(), request);
  }

  @Override
  public List<String> logged(int count) throws Exception {
    return current.logged(count);
  }

  @Override
  public void close() {
    servers.values().forEach(ConfiguredServer::close);
    ready.close();
  }
}
