package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts behind one connection, of which one dies and comes back while clients ask. */
abstract class PoolContract {

  private static final int CLIENTS = 4;
  private static final int DEATHS = 5;

  private volatile boolean finished;

  abstract ServerBuilder server();

  @Test
  @Timeout(180)
  void no_idempotent_request_fails_while_a_host_dies_and_comes_back(@TempDir Path directory)
      throws Exception {
    try (MortalUpstream one = new MortalUpstream("one");
        MortalUpstream two = new MortalUpstream("two")) {
      ConfigurationFolder folder =
          new ConfigurationFolder(directory).write(files(one.port(), two.port()));
      ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
      try (ServerProcess server =
          server()
              .deploy(
                  "/pool",
                  ServerBuilder.gatehouseWar(),
                  Map.of("gatehouse.config", folder.toString()))
              .start()) {
        Awaited.get(server, "/pool/pets");
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(threads.submit(() -> ask(server.port())));
        }
        for (int i = 0; i < DEATHS; i++) {
          one.awaitAnswers(50);
          one.die();
          two.awaitAnswers(50);
          one.comeBack();
        }
        one.awaitAnswers(50);
        finished = true;
        for (Future<?> client : clients) {
          client.get();
        }
      } finally {
        finished = true;
        threads.shutdownNow();
      }
    }
  }

  private static Map<String, String> files(int one, int two) {
    return Map.of(
        "stages/s.json",
        "{\"Name\": \"$default\"}",
        "routes/r.json",
        "{\"RouteKey\": \"$default\", \"Target\": \"integrations/i\"}",
        "integrations/i.json",
        "{\"IntegrationType\": \"HTTP_PROXY\", \"ConnectionType\": \"VPC_LINK\","
            + " \"ConnectionId\": \"c\"}",
        "connections/c.json",
        ("{\"Targets\": [{\"Host\": \"127.0.0.1\", \"Port\": %d},"
                + " {\"Host\": \"127.0.0.1\", \"Port\": %d}], \"Retries\": 2,"
                + " \"PassiveHealth\": {\"MaxFailures\": 2, \"EjectionMillis\": 100}}")
            .formatted(one, two));
  }

  private void ask(int port) {
    RawClient client = RawClient.connect(port);
    try {
      while (!finished) {
        client.send("GET /pool/pets HTTP/1.1\r\nHost: gatehouse.test\r\n\r\n");
        RawAnswer answer = client.readAnswer();
        String text = Awaited.text(answer);
        assertTrue(text.equals("200 one") || text.equals("200 two"), text);
        // Tomcat ends a connection with its hundredth answer, and says so.
        if (answer.header("Connection").equals(Optional.of("close"))) {
          client.close();
          client = RawClient.connect(port);
        }
      }
    } finally {
      client.close();
    }
  }
}
