package gatehouse.compare;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The gateway, as its WAR in a server that has nothing else to do. */
final class Gatehouse {

  private Gatehouse() {}

  /** Writes a configuration. */
  @FunctionalInterface
  interface Writer {
    void write(Path directory, Site site) throws IOException;
  }

  static Subject.Starter jetty(Writer configuration) {
    return starter("jetty", configuration);
  }

  static Subject.Starter tomcat(Writer configuration) {
    return starter("tomcat", configuration);
  }

  private static Subject.Starter starter(String server, Writer configuration) {
    return site -> {
      Path room = site.room("gatehouse-" + server);
      configuration.write(Files.createDirectories(room.resolve("config")), site);
      return start(site, server, room);
    };
  }

  /** In a directory whose {@code config} is written. */
  static Running start(Site site, String server, Path room) throws LeftOutException {
    return start(site, server, room, Map.of());
  }

  /** The same, with more settings. */
  static Running start(Site site, String server, Path room, Map<String, String> settings)
      throws LeftOutException {
    Map<String, String> parameters = new HashMap<>(settings);
    parameters.put("gatehouse.config", room.resolve("config").toString());
    parameters.put("gatehouse.accessLog.directory", room.resolve("logs").toString());
    if (!Files.exists(ServerBuilder.gatehouseWar())) {
      throw new LeftOutException(
          "no WAR; mvn -q -DskipTests package dependency:unpack@servers makes it");
    }
    ServerBuilder builder =
        server.equals("tomcat")
            ? ServerProcess.tomcat().setting("maxKeepAliveRequests", "-1")
            : ServerProcess.jetty();
    ServerProcess process =
        builder
            .jvm(Site.JVM.toArray(String[]::new))
            .jvm("-Dslf4j.internal.verbosity=ERROR")
            .deploy("/", ServerBuilder.gatehouseWar(), parameters)
            .start();
    return new Running(process.port(), process.port(), process.pid(), true, process::close);
  }
}
