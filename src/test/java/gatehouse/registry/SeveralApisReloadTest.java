package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.Api;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.DeploymentJson;
import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry over several APIs in real files: every stage's routes follow the files. */
class SeveralApisReloadTest {

  @TempDir Path temp;
  private Path root;
  private final LogCapture log = new LogCapture();
  private Registry<Set<String>> registry;

  @BeforeEach
  void create() throws IOException {
    root = temp.resolve("config");
    write("apis/shop/stages/v0.json", "{}");
    route("apis/shop", "GET /a");
    registry =
        new Registry<>(
            new FileStore(root, new ConfigurationJson()),
            configuration -> {
              Set<String> served = new TreeSet<>();
              for (Api api : configuration.apis().values()) {
                api.stages()
                    .values()
                    .forEach(
                        stage ->
                            api.release(stage)
                                .routes()
                                .values()
                                .forEach(route -> served.add(api.id() + " " + route.key())));
              }
              return served;
            },
            Set.of(),
            new FakeClock(),
            (configuration, plan) -> {});
    registry.poll();
    assertEquals(Set.of("shop GET /a"), registry.current());
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void a_file_of_an_api_is_a_change() throws Exception {
    route("apis/shop", "GET /longer");
    settle();
    assertEquals(Set.of("shop GET /longer"), registry.current());
  }

  @Test
  void a_whole_api_appears_and_vanishes() throws Exception {
    Path staging = root.resolve(".staging");
    write(".staging/stages/v0.json", "{}");
    route(".staging", "GET /pets");
    settle();
    assertEquals(1, registry.state().generation());
    Files.move(staging, root.resolve("apis/pets"), StandardCopyOption.ATOMIC_MOVE);
    settle();
    assertEquals(Set.of("pets GET /pets", "shop GET /a"), registry.current());
    Files.move(root.resolve("apis/shop"), root.resolve("apis/.shop"));
    settle();
    assertEquals(Set.of("pets GET /pets"), registry.current());
    Files.move(root.resolve("apis"), root.resolve(".apis"));
    settle();
    assertEquals(Set.of(), registry.current());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void an_api_that_a_domain_leads_to_cannot_vanish() throws Exception {
    write("domains/a.b.json", "{\"ApiMappings\":[{\"ApiId\":\"shop\",\"Stage\":\"v0\"}]}");
    settle();
    Files.move(root.resolve("apis/shop"), root.resolve("apis/sohp"));
    settle();
    assertEquals(Set.of("shop GET /a"), registry.current());
    List<String> lines = log.lines();
    assertEquals(1, lines.size());
    assertTrue(
        lines
            .get(0)
            .contains(
                "domains/a.b.json: ApiMappings[0].ApiId: is `shop`, but there is no API of this"
                    + " id: did you mean `sohp`?"),
        lines::toString);
  }

  @Test
  void kubernetes_swaps_a_link_in_front_of_all_apis() throws Exception {
    Path volume = temp.resolve("volume");
    generation(volume, "..2024_1", "GET /one");
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2024_1"));
    Files.createSymbolicLink(volume.resolve("apis"), Path.of("..data/apis"));
    Path before = temp.resolve("before");
    Files.move(root, before);
    Files.createSymbolicLink(root, volume);
    settle();
    assertEquals(Set.of("shop GET /one"), registry.current());

    generation(volume, "..2024_2", "GET /two");
    for (String file : List.of("apis/shop/stages/v0.json", "apis/shop/routes/r.json")) {
      Files.setLastModifiedTime(
          volume.resolve("..2024_2").resolve(file),
          Files.getLastModifiedTime(volume.resolve("..2024_1").resolve(file)));
    }
    Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2024_2"));
    Files.move(
        volume.resolve("..data_tmp"),
        volume.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    settle();
    assertEquals(Set.of("shop GET /two"), registry.current());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void one_property_leads_back_to_an_earlier_deployment() throws Exception {
    deploy("d1");
    write("apis/shop/stages/v0.json", "{\"DeploymentId\":\"d1\"}");
    route("apis/shop", "GET /new");
    settle();
    assertEquals(Set.of("shop GET /a"), registry.current());

    deploy("d2");
    write("apis/shop/stages/v0.json", "{\"DeploymentId\":\"d2\"}");
    settle();
    assertEquals(Set.of("shop GET /new"), registry.current());

    write("apis/shop/stages/v0.json", "{\"DeploymentId\":\"d1\"}");
    settle();
    assertEquals(Set.of("shop GET /a"), registry.current());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void a_deployment_that_a_stage_serves_cannot_be_removed() throws Exception {
    deploy("d1");
    write("apis/shop/stages/v0.json", "{\"DeploymentId\":\"d1\"}");
    settle();
    Files.delete(root.resolve("apis/shop/deployments/d1.json"));
    settle();
    assertEquals(Set.of("shop GET /a"), registry.current());
    assertEquals(1, log.lines().size());
  }

  private void deploy(String id) throws IOException {
    ConfigurationFiles files =
        new ConfigurationFiles(
            Map.of(
                "apis/shop/routes/r.json",
                Files.readAllBytes(root.resolve("apis/shop/routes/r.json"))),
            List.of());
    write(
        "apis/shop/deployments/" + id + ".json",
        DeploymentJson.snapshot(files, "apis/shop/", id, null, Instant.EPOCH));
  }

  /** Two polls that see the same. */
  private void settle() {
    registry.poll();
    registry.poll();
  }

  private static void generation(Path volume, String name, String key) throws IOException {
    Path shop = volume.resolve(name).resolve("apis/shop");
    Files.createDirectories(shop.resolve("stages"));
    Files.createDirectories(shop.resolve("routes"));
    Files.writeString(shop.resolve("stages/v0.json"), "{}");
    Files.writeString(shop.resolve("routes/r.json"), "{\"RouteKey\":\"" + key + "\"}");
  }

  private void route(String directory, String key) throws IOException {
    write(directory + "/routes/r.json", "{\"RouteKey\":\"" + key + "\"}");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
