package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use the management address, by the deployment's settings. */
abstract class ManagementContract {

  private static final Path WAR = ServerBuilder.gatehouseWar();
  private static final String TOKEN = "0123456789abcdef";
  private static final String OTHER = "fedcba9876543210";
  private static final String SERVING = "200 {\"status\":\"serving\"}";

  @TempDir private Path directory;

  abstract ServerBuilder server();

  @Test
  void each_deployment_has_the_management_address_that_its_settings_ask_for() throws IOException {
    Path tokenFile = Files.writeString(directory.resolve("token"), TOKEN);
    try (RawUpstream upstream = RawUpstream.start().answer(r -> Answers.ok(r.target()));
        ServerProcess server =
            server()
                .deploy("/off", WAR, Map.of("gatehouse.config", configuration(upstream)))
                .deploy(
                    "/local",
                    WAR,
                    Map.of(
                        "gatehouse.config", directory.resolve("absent").toString(),
                        "gatehouse.management", "loopback",
                        "gatehouse.metrics.jvm", "false"))
                .deploy(
                    "/token",
                    WAR,
                    Map.of(
                        "gatehouse.config", configuration(upstream),
                        "gatehouse.management", "token",
                        "gatehouse.management.tokenFile", tokenFile.toString()))
                .start()) {
      assertEquals("200 /_gatehouse/health", Awaited.get(server, "/off/_gatehouse/health"));

      assertEquals(SERVING, Awaited.get(server, "/local/_gatehouse/health"));
      assertEquals(
          "503 {\"ready\":false,\"reason\":\"no configuration has been read successfully\"}",
          Awaited.get(server, "/local/_gatehouse/ready"));
      String local = Awaited.get(server, "/local/_gatehouse/metrics");
      assertTrue(local.contains("\ngatehouse_configuration_current 0.0\n"), local);
      assertTrue(!local.contains("\njvm_"), local);

      RawAnswer refused = RawClient.get(server.port(), "/token/_gatehouse/health");
      assertEquals(401, refused.status());
      assertEquals("Bearer realm=\"gatehouse\"", refused.header("WWW-Authenticate").orElseThrow());
      assertEquals(SERVING, authorized(server, "health", TOKEN));
      assertEquals("200 {\"ready\":true}", authorized(server, "ready", TOKEN));
      assertEquals("200 /pets", Awaited.get(server, "/token/pets"));
      // A client may have read its answer to the end a moment before that end is counted.
      for (String line :
          List.of(
              "gatehouse_requests_total{api=\"local\",stage=\"$default\"} 1.0",
              "gatehouse_upstream_connections_available 1.0")) {
        Awaited.until(
            "true",
            () -> "" + authorized(server, "metrics", TOKEN).lines().anyMatch(line::equals),
            server);
      }
      String metrics = authorized(server, "metrics", TOKEN);
      assertTrue(metrics.contains("\njvm_memory_used_bytes{area=\"heap\""), metrics);

      Files.writeString(tokenFile, OTHER);
      assertEquals(401, status(authorized(server, "health", TOKEN)));
      assertEquals(SERVING, authorized(server, "health", OTHER));

      server.tryToDeploy(
          "/short",
          WAR,
          Map.of("gatehouse.management", "token", "gatehouse.management.token", "secretive"));
      server.awaitLog("setting gatehouse.management.token: is no token");
      assertTrue(!server.log().contains("secretive"), server.log());
    }
  }

  private static int status(String text) {
    return Integer.parseInt(text.substring(0, 3));
  }

  private static String authorized(ServerProcess server, String name, String token) {
    return Awaited.text(
        RawClient.exchange(
            server.port(),
            "GET /token/_gatehouse/"
                + name
                + " HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n"));
  }

  private String configuration(RawUpstream upstream) {
    Api api =
        new Api()
            .stage("default", "$default")
            .route("all", "ANY /{proxy+}", upstream.url() + "/{proxy}");
    return new ConfigurationFolder(directory.resolve("api")).write(api).toString();
  }
}
