package gatehouse.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.testkit.RawClient;
import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the configuration while the server runs: each test has a deployment of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ReloadContract {

  private static final int RELOADS = 50;
  private static final int CLIENTS = 4;

  private final ParkingUpstream upstream = new ParkingUpstream();
  private ConfigurationFolder loaded;
  private ConfigurationFolder parked;
  private ConfigurationFolder edited;
  private ServerProcess server;

  abstract ServerBuilder server();

  /** All but one look often, so that the tests take less time. */
  @BeforeAll
  void start(@TempDir Path directory) {
    loaded = new ConfigurationFolder(directory.resolve("loaded")).swap(generation(0));
    parked = new ConfigurationFolder(directory.resolve("parked")).swap(upstream.version("one"));
    edited = new ConfigurationFolder(directory.resolve("edited")).write(upstream.version("one"));
    server =
        server()
            .deploy("/loaded", ServerBuilder.gatehouseWar(), looking(loaded))
            .deploy("/parked", ServerBuilder.gatehouseWar(), looking(parked))
            .deploy(
                "/edited",
                ServerBuilder.gatehouseWar(),
                Map.of("gatehouse.config", edited.toString()))
            .start();
  }

  private static Map<String, String> looking(ConfigurationFolder folder) {
    return Map.of("gatehouse.config", folder.toString(), "gatehouse.reloadIntervalMillis", "20");
  }

  @AfterAll
  void stop() {
    server.close();
    upstream.close();
  }

  @Test
  void no_request_fails_while_configurations_come_and_go() throws InterruptedException {
    try (ReloadTraffic traffic = new ReloadTraffic(server.port(), "/loaded", CLIENTS)) {
      int refused = 0;
      for (int number = 1; number <= RELOADS; number++) {
        if (number % 10 == 5) {
          int log = server.logLines();
          loaded.swap(generation(number).file("routes/bad.json", "{\"RouteKey\":" + number + "}"));
          server.awaitLog("configuration in " + loaded + " is refused", log);
          refused++;
        }
        traffic.announce(number);
        loaded.swap(generation(number));
        Awaited.answer(server, "/loaded/version", "200 /version/" + number);
        traffic.confirm(number);
      }
      traffic.finish();
      String message = "configuration in " + loaded + " is refused, the one before stays";
      assertEquals(refused, server.log().split(message, -1).length - 1);
    }
  }

  /** The version tells the generation; the other route is there in even ones only. */
  private Api generation(int number) {
    Api api = upstream.version(number);
    return number % 2 == 0
        ? api.route("even", "GET /even", upstream.url() + "/even/" + number)
        : api;
  }

  @Test
  void a_request_under_way_ends_as_it_began() {
    parked.swap(upstream.version("two").route("park", "GET /park", upstream.url() + "/parked"));
    Awaited.answer(server, "/parked/version", "200 /version/two");
    try (RawClient client = RawClient.connect(server.port())) {
      client.send("GET /parked/park HTTP/1.1\r\nHost: gatehouse.test\r\n\r\n");
      upstream.awaitParked();
      parked.swap(upstream.version("three"));
      Awaited.answer(server, "/parked/version", "200 /version/three");
      assertEquals(Awaited.NOT_FOUND, Awaited.get(server, "/parked/park"));
      upstream.release();
      assertEquals("200 released", Awaited.text(client.readAnswer()));
      client.send("GET /parked/park HTTP/1.1\r\nHost: gatehouse.test\r\n\r\n");
      assertEquals(Awaited.NOT_FOUND, Awaited.text(client.readAnswer()));
    }
  }

  @Test
  void every_way_to_write_a_file_is_noticed() throws IOException {
    String file = "integrations/version.json";
    edited.replace(file, integration("renamed"));
    Awaited.answer(server, "/edited/version", "200 /version/renamed");
    Files.writeString(edited.file(file), integration("overwritten"));
    Awaited.answer(server, "/edited/version", "200 /version/overwritten");
    save_as_vim_does(file, integration("vim"));
    Awaited.answer(server, "/edited/version", "200 /version/vim");
    save_as_emacs_does(file, integration("emacs"));
    Awaited.answer(server, "/edited/version", "200 /version/emacs");
    edited.write(new Api().route("more", "GET /more", upstream.url() + "/more"));
    Awaited.answer(server, "/edited/more", "200 /more");
    edited.delete("routes/more.json");
    Awaited.answer(server, "/edited/more", Awaited.NOT_FOUND);
    assertEquals(-1, server.log().indexOf("configuration in " + edited + " is refused"));
  }

  /** A probe of the directory, a swap file, and the old file as a backup beside the new one. */
  private void save_as_vim_does(String file, String text) throws IOException {
    Path path = edited.file(file);
    Path swap = Files.writeString(path.resolveSibling(".version.json.swp"), "b0VIM 9.0");
    Files.delete(Files.writeString(path.resolveSibling("4913"), ""));
    Files.move(path, Path.of(path + "~"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(path, text);
    Files.delete(swap);
  }

  /** A lock that is a link to nothing, an autosaved copy, and a backup that stays. */
  private void save_as_emacs_does(String file, String text) throws IOException {
    Path path = edited.file(file);
    Path lock =
        Files.createSymbolicLink(path.resolveSibling(".#version.json"), Path.of("me@host.1:2"));
    Path autosaved = Files.writeString(path.resolveSibling("#version.json#"), "{");
    Files.copy(path, Path.of(path + "~"), StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(path, text);
    Files.delete(autosaved);
    Files.delete(lock);
  }

  private String integration(String number) {
    return upstream.version(number).files().get("integrations/version.json");
  }
}
