package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawAnswer;
import gatehouse.testkit.RawClient;
import gatehouse.testkit.RawExchange;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.RecordedRequest;
import gatehouse.testkit.Script;
import gatehouse.testkit.Signal;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that stops, or takes the gateway down, ends the requests that are under way and takes no
 * new ones, as docs/operations.md says that it has to be set up for.
 */
abstract class GracefulStopContract {

  private static final int WAIT_MILLIS = 20_000;
  private static final int UNDER_WAY = 10;

  @TempDir private Path directory;

  abstract ServerBuilder server();

  @Test
  void requests_under_way_end_when_the_server_is_told_to_stop() {
    endsWhatIsUnderWay(ServerProcess::beginToStop, true);
  }

  @Test
  void requests_under_way_end_when_the_gateway_is_undeployed() {
    endsWhatIsUnderWay(server -> server.beginToUndeploy("/gw"), false);
  }

  private void endsWhatIsUnderWay(Consumer<ServerProcess> end, boolean stops) {
    Signal go = new Signal();
    try (RawUpstream upstream = RawUpstream.start().answer(request -> script(request, go));
        ServerProcess server =
            server()
                .graceful(WAIT_MILLIS)
                .jvm("-Dgatehouse.stopWaitMillis=" + WAIT_MILLIS)
                .deploy("/gw", ServerBuilder.gatehouseWar(), configuration(upstream))
                .start()) {
      assertEquals("/quick", RawClient.get(server.port(), "/gw/quick").text());
      List<RawClient> waiting = new ArrayList<>();
      for (int i = 0; i < UNDER_WAY; i++) {
        waiting.add(RawClient.connect(server.port()).send(head("GET", "/gw/slow-" + i)));
      }
      RawClient upload = RawClient.connect(server.port());
      upload.send(head("POST", "/gw/slow-upload", "Content-Length: 10") + "hello");
      for (int i = 0; i <= UNDER_WAY + 1; i++) {
        upstream.takeRequest();
      }

      end.accept(server);
      awaitRefusal(server);
      go.raise();
      for (int i = 0; i < UNDER_WAY; i++) {
        RawAnswer answer = waiting.get(i).readAnswer();
        assertEquals("/slow-" + i, answer.text(), answer.toString());
        assertTrue(answer.complete());
      }
      assertEquals("/slow-upload", upload.send("world").readAnswer().text());
      waiting.forEach(RawClient::close);
      upload.close();
      if (stops) {
        assertTrue(server.stop(), "the server stops without force");
      } else {
        server.awaitLog("");
      }
      assertFalse(server.log().contains("broken off"), server::log);
    }
  }

  /** New requests are refused: by the connection, or with an error. */
  private static void awaitRefusal(ServerProcess server) {
    long deadline = System.nanoTime() + RawUpstream.PATIENCE.toNanos();
    while (isServed(server)) {
      assertTrue(System.nanoTime() < deadline, "new requests are still served");
    }
  }

  private static boolean isServed(ServerProcess server) {
    byte[] request = head("GET", "/gw/quick").getBytes(StandardCharsets.ISO_8859_1);
    return RawExchange.of(server.port(), request).statuses().contains(200);
  }

  private static Script script(RecordedRequest request, Signal go) {
    Script answer = Answers.ok(request.target());
    return request.target().startsWith("/slow") ? Script.start().await(go).then(answer) : answer;
  }

  private Map<String, String> configuration(RawUpstream upstream) {
    Api api =
        new Api()
            .stage("default", "$default")
            .route("all", "ANY /{proxy+}", upstream.url() + "/{proxy}");
    return Map.of("gatehouse.config", new ConfigurationFolder(directory).write(api).toString());
  }

  private static String head(String method, String target, String... fields) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: gw\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }
}
