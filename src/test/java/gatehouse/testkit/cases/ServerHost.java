package gatehouse.testkit.cases;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The packaged WAR at {@code /} of a real server. Each case's configuration replaces the one before
 * in one step, together with a marker stage that tells when it is in service.
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
  private final Marker marker;
  private final Path directory;
  private final RawUpstream ready = RawUpstream.start().forgettingRequests();
  private final LogTail log;
  private final ServerProcess server;
  private int counter;

  ServerHost(String name, ServerBuilder builder, Path war, Marker marker) throws IOException {
    this.name = name;
    this.marker = marker;
    ready.answer(Answers.ok("ready"));
    Path work = Path.of(System.getProperty("test.work", "target/it")).toAbsolutePath();
    directory = Files.createTempDirectory(Files.createDirectories(work), name + "-cases-");
    log = new LogTail(directory.resolve("access.log"));
    swap(Map.of());
    server =
        builder
            .jvm(
                "-Dgatehouse.config=" + current(),
                "-Dgatehouse.reloadIntervalMillis=20",
                "-Dgatehouse.accessLog=file:access.log",
                "-Dgatehouse.accessLog.directory=" + directory)
            .deploy("/", war)
            .start();
  }

  /** Starts Jetty for cases. */
  public static ServerHost jetty(Marker marker) throws IOException {
    return new ServerHost("jetty", ServerProcess.jetty(), ServerBuilder.gatehouseWar(), marker);
  }

  /** Starts Tomcat for cases. */
  public static ServerHost tomcat(Marker marker) throws IOException {
    return new ServerHost("tomcat", ServerProcess.tomcat(), ServerBuilder.gatehouseWar(), marker);
  }

  /** The server itself, for what cases cannot say. */
  public ServerProcess server() {
    return server;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void configure(Map<String, String> files) throws IOException, InterruptedException {
    String stage = swap(files);
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (RawClient.get(server.port(), "/" + stage + "/ready").status() != 200) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the configuration is not in service; log:\n" + server.log());
      }
      Thread.sleep(5);
    }
  }

  /** Writes a directory of its own, then lets the link point to it by one rename. */
  private String swap(Map<String, String> files) throws IOException {
    String stage = "zz-" + ++counter;
    Path target = Files.createDirectory(directory.resolve(stage));
    for (Map<String, String> some : List.of(files, marker.files(stage, ready.url()))) {
      for (Map.Entry<String, String> file : some.entrySet()) {
        Path path = target.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    Path link = Files.createSymbolicLink(directory.resolve("next"), target);
    Files.move(
        link, current(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return stage;
  }

  private Path current() {
    return directory.resolve("current");
  }

  @Override
  public Answer send(Sent request) {
    return WireHost.exchange(server.port(), request);
  }

  @Override
  public List<String> logged(int count) throws Exception {
    return log.take(count);
  }

  @Override
  public void close() {
    server.close();
    ready.close();
  }
}
