package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.Api;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store makes of directories below the top. */
class SeveralApisStoreTest {

  @TempDir Path root;
  private FileStore store;

  @BeforeEach
  void create() {
    store = new FileStore(root, new ConfigurationJson());
  }

  @Test
  void apis_domains_and_deployments_are_read() throws Exception {
    write("api.json", "{\"ApiId\":\"main\"}");
    write("apis/shop/api.json", "{\"Name\":\"Shop\"}");
    write("apis/shop/stages/v0.json", "{\"DeploymentId\":\"d1\"}");
    write("apis/shop/deployments/d1.json", "{\"Routes\":{},\"Integrations\":{}}");
    write(
        "domains/*.example.com.json", "{\"ApiMappings\":[{\"ApiId\":\"shop\",\"Stage\":\"v0\"}]}");
    var configuration = store.load(store.version()).configuration();
    assertEquals("main", configuration.plain().id());
    assertEquals("Shop", configuration.apis().get("shop").settings().name());
    assertEquals(Set.of("d1"), configuration.apis().get("shop").deployments().keySet());
    assertEquals(Set.of("*.example.com"), configuration.domains().keySet());
  }

  @Test
  void whatever_changes_below_changes_the_version() throws Exception {
    write("apis/shop/routes/a.json", "{\"RouteKey\":\"GET /\"}");
    Object before = store.version();
    assertEquals(before, store.version());
    write("apis/shop/routes/a.json", "{\"RouteKey\":\"GET /longer\"}");
    Object longer = store.version();
    assertNotEquals(before, longer);
    write("apis/shop/api.json", "{}");
    Object settings = store.version();
    assertNotEquals(longer, settings);
    write("apis/shop/deployments/d.json", "{}");
    assertNotEquals(settings, store.version());
    Object deployed = store.version();
    write("domains/a.b.json", "{}");
    assertNotEquals(deployed, store.version());
    Object mapped = store.version();
    Files.createDirectory(root.resolve("apis/shop/Routes"));
    assertNotEquals(mapped, store.version());
    Object misnamed = store.version();
    write("apis/pets/stages/v0.json", "{}");
    assertNotEquals(misnamed, store.version());
  }

  @Test
  void what_is_no_file_of_a_resource_is_overlooked_below_too() throws Exception {
    write("apis/shop/routes/a.json", "{\"RouteKey\":\"GET /\"}");
    Object before = store.version();
    for (String name :
        List.of(
            "apis/README.md",
            "apis/.hidden/routes/a.json",
            "apis/shop~/routes/a.json",
            "apis/shop/openapi.json",
            "apis/shop/notes/a.json",
            "apis/shop/routes/.a.json.swp",
            "apis/shop/.api.json.swp",
            "apis/..2024_01_01/shop/routes/a.json")) {
      write(name, "{ half");
    }
    Files.createDirectories(root.resolve("apis/empty/routes"));
    assertEquals(before, store.version());
    assertEquals(Set.of("shop"), store.load(store.version()).configuration().apis().keySet());
    assertNull(store.load(store.version()).configuration().plain());
  }

  @Test
  void what_is_not_as_it_should_be_below_is_told_all_together() throws Exception {
    write("apis/shop/routes/a.json", "{\"RouteKey\":\"GET /\"}");
    write("apis/pets.json", "{}");
    write("apis/shop/integrations", "a file");
    Files.createDirectories(root.resolve("apis/shop/routes/sub"));
    Files.createDirectories(root.resolve("apis/shop/Stages"));
    Files.createDirectories(root.resolve("apis/shop/domains"));
    Files.createDirectories(root.resolve("apis/shop/api.json"));
    Files.createDirectories(root.resolve("domains/sub"));
    Files.createDirectories(root.resolve("Apis"));
    write("apis/shop/routes/large.json", " ".repeat((1 << 20) + 1));
    write("apis/shop/deployments/large.json", " ".repeat((16 << 20) + 1));
    Files.createSymbolicLink(root.resolve("apis/shop/stages"), root.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("apis/gone"), root.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("apis/shop/routes/gone.json"), root.resolve("nowhere"));
    assertEquals(
        List.of(
            "Apis: is not read: name the directory `apis`, or give it a name of its own",
            "apis/gone: is a symbolic link to nothing: correct it, or remove it",
            "apis/pets.json: is a file: make it a directory, or remove it",
            "apis/shop/Stages: is not read: name the directory `stages`, or give it a name of its"
                + " own",
            "apis/shop/api.json: is a directory: make it a file, or remove it",
            "apis/shop/deployments/large.json: is larger than 16 MiB, the most that is read: split"
                + " what it holds, or remove it",
            "apis/shop/domains: is not read here: move it to the top, as `domains/`",
            "apis/shop/integrations: is a file: make it a directory, with a file per resource",
            "apis/shop/routes/gone.json: is a symbolic link to nothing: correct it, or remove it",
            "apis/shop/routes/large.json: is larger than 1 MiB, the most that is read: split what"
                + " it holds, or remove it",
            "apis/shop/routes/sub: is a directory, which is not read: move its files to"
                + " `apis/shop/routes/`, or remove it",
            "apis/shop/stages: is a symbolic link to nothing: correct it, or remove it",
            "domains/sub: is a directory, which is not read: move its files to `domains/`, or"
                + " remove it"),
        problems());
  }

  @Test
  void apis_that_is_a_file_is_told() throws Exception {
    write("apis", "a file");
    assertEquals(List.of("apis: is a file: make it a directory, or remove it"), problems());
  }

  @Test
  void the_sample_configuration_is_in_order() throws Exception {
    var files = new FileStore(Path.of("config"), new ConfigurationJson());
    var sample = files.load(files.version()).configuration();
    Api hello = sample.apis().get("hello");
    assertEquals("first", hello.release(hello.stages().get("prod")).deploymentId());
    assertEquals(2, sample.domains().get("hello.localhost").mappings().size());
  }

  private List<String> problems() {
    return assertThrows(ConfigurationException.class, () -> store.load(store.version()))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
