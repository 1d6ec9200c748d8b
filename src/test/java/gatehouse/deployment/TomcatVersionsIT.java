package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.RawClient;
import gatehouse.testkit.server.Deployment;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two versions of the gateway side by side, as Tomcat deploys them, and no request that fails. */
class TomcatVersionsIT {

  private static final int CLIENTS = 2;
  private static final int VERSIONS = 4;

  private final ParkingUpstream upstream = new ParkingUpstream();

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void no_request_fails_while_versions_come_and_go() throws InterruptedException {
    try (ServerProcess server = ServerProcess.tomcat().deploy(version(1)).start();
        ReloadTraffic traffic = traffic(server);
        RawClient waiting = RawClient.connect(server.port())) {
      waiting.send("GET /gatehouse/park HTTP/1.1\r\nHost: gatehouse.test\r\n\r\n");
      upstream.awaitParked();
      for (int number = 2; number <= VERSIONS; number++) {
        traffic.announce(generation(number));
        Deployment next = version(number);
        server.deploy(next.contextPath(), next.war(), next.parameters());
        Awaited.answer(server, "/gatehouse/version", "200 /version/" + generation(number));
        traffic.confirm(generation(number));
        if (number == 2) {
          // It is with the version before, which goes only when it has been answered.
          upstream.release();
          assertEquals("200 released", Awaited.text(waiting.readAnswer()));
        }
        server.undeploy(path(number - 1));
      }
      traffic.finish();
      assertEquals(
          "200 /version/" + generation(VERSIONS), Awaited.get(server, "/gatehouse/version"));
    }
  }

  private static ReloadTraffic traffic(ServerProcess server) {
    ReloadTraffic traffic = new ReloadTraffic(server.port(), "/gatehouse", CLIENTS);
    traffic.announce(generation(1));
    traffic.confirm(generation(1));
    return traffic;
  }

  /** One whose answers tell it: even, as those that the traffic expects everything of. */
  private static int generation(int version) {
    return 2 * version;
  }

  private Deployment version(int number) {
    int generation = generation(number);
    ConfigurationFolder configuration =
        new ConfigurationFolder(directory.resolve("version" + number))
            .write(
                upstream
                    .version(generation)
                    .route("even", "GET /even", upstream.url() + "/even/" + generation)
                    .route("park", "GET /park", upstream.url() + "/parked"));
    return new Deployment(
        path(number),
        ServerBuilder.gatehouseWar(),
        Map.of("gatehouse.config", configuration.toString()));
  }

  /** As Tomcat's Manager and file names write it. */
  private static String path(int version) {
    return "/gatehouse##00" + version;
  }
}
