package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.Problem;
import gatehouse.testkit.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {

  private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.UTF_8);

  @TempDir Path root;
  private FileStore store;

  @BeforeEach
  void create() {
    store = new FileStore(root, new ConfigurationJson());
  }

  @Test
  void the_smallest_example_is_read() throws Exception {
    write("stages/v0.json", "{\"Name\":\"v0\",\"Routes\":[\"routes/ja32tiv\"]}");
    write(
        "routes/ja32tiv.json",
        "{\"RouteKey\":\"GET /postman\",\"Target\":\"integrations/pa09itl\"}");
    write(
        "integrations/pa09itl.json",
        "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"https://postman-echo.com/get\"}");
    Configuration configuration = store.load(store.version()).configuration();
    assertEquals("pa09itl", configuration.plain().routes().get("ja32tiv").integrationId());
    assertEquals(root.toString(), store.location());
  }

  @Test
  void a_renewed_certificate_is_another_version_and_another_configuration(@TempDir Path keys)
      throws Exception {
    TestCertificates certificates = TestCertificates.in(keys);
    certificates.issueClient("old");
    certificates.issueClient("new");
    write(
        "connections/c.json",
        "{\"Targets\":[{\"Host\":\"h\",\"Port\":443}],\"Tls\":{\"TrustStore\":\"certs/c\"}}");
    write("certs/c", certificates.certificatePem("old"));
    Object version = store.version();
    Loaded before = store.load(store.version());
    assertEquals(before, store.load(store.version()));

    write("certs/c", certificates.certificatePem("new") + "\n");

    assertNotEquals(version, store.version());
    assertNotEquals(before, store.load(store.version()));
  }

  @Test
  void a_store_that_keeps_reads_what_changes_and_nothing_else() throws Exception {
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    FileStore kept = FileStore.keeping(root, new ConfigurationJson(), () -> now);
    at(now.minusSeconds(61), "routes/old.json", "old");
    at(now.minusSeconds(59), "routes/new.json", "new");
    at(now.minusSeconds(61), "routes/gone.json", "x");
    assertEquals(Map.of("old", "old", "new", "new", "gone", "x"), texts(kept));

    // What no look can show: whoever has it has read the file.
    at(now.minusSeconds(61), "routes/old.json", "OLD");
    at(now.minusSeconds(59), "routes/new.json", "NEW");
    Files.delete(root.resolve("routes/gone.json"));
    assertEquals(Map.of("old", "old", "new", "NEW"), texts(kept));

    at(now.minusSeconds(60), "routes/old.json", "two");
    at(now.minusSeconds(61), "routes/gone.json", "y");
    assertEquals(Map.of("old", "two", "new", "NEW", "gone", "y"), texts(kept));
    at(now.minusSeconds(60), "routes/old.json", "three");
    assertEquals("three", texts(kept).get("old"));
  }

  @Test
  void what_has_not_changed_is_not_made_sense_of_again() throws Exception {
    write("routes/a.json", "{\"RouteKey\":\"GET /a\"}");
    Loaded first = store.load(store.version());

    assertSame(first, store.load(store.version()));

    write("routes/a.json", "{\"RouteKey\":\"GET /b\"}");
    Loaded second = store.load(store.version());
    assertNotEquals(first.configuration(), second.configuration());
    write("routes/a.json", "{");
    assertThrows(ConfigurationException.class, () -> store.load(store.version()));
    assertThrows(ConfigurationException.class, () -> store.load(store.version()));
    write("routes/a.json", "{\"RouteKey\":\"GET /a\"}");
    assertEquals(first, store.load(store.version()));
  }

  @Test
  void a_file_that_is_not_as_large_as_it_looked_is_read_to_its_end_or_to_the_limit()
      throws Exception {
    for (int looked = 0; looked <= 12; looked++) {
      for (int most = 1; most <= 12; most++) {
        byte[] read = FileStore.bytes(new ByteArrayInputStream(TEN), looked, most);
        assertArrayEquals(Arrays.copyOf(TEN, Math.min(10, most)), read);
      }
    }
  }

  private void at(Instant time, String path, String text) throws IOException {
    write(path, text);
    Files.setLastModifiedTime(root.resolve(path), FileTime.from(time));
  }

  private static Map<String, String> texts(FileStore store) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    store
        .files()
        .contents()
        .forEach(
            (path, bytes) ->
                texts.put(
                    path.replaceAll("routes/|\\.json", ""),
                    new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  @Test
  void directories_may_be_absent() throws Exception {
    assertEquals(Configuration.EMPTY, store.load(store.version()).configuration());
  }

  @Test
  void a_root_that_is_absent_or_a_file_is_told_by_exceptions() throws Exception {
    FileStore absent = new FileStore(root.resolve("x"), new ConfigurationJson());
    assertThrows(NoSuchFileException.class, absent::version);
    assertThrows(NoSuchFileException.class, () -> absent.load(absent.version()));
    write("y", "");
    FileStore file = new FileStore(root.resolve("y"), new ConfigurationJson());
    assertThrows(NotDirectoryException.class, file::version);
  }

  @Test
  void the_files_of_editors_and_of_kubernetes_are_overlooked_also_by_the_version()
      throws Exception {
    write("routes/a.json", "{\"RouteKey\":\"GET /\"}");
    Object before = store.version();
    for (String name :
        List.of(
            ".a.json.swp", ".#a.json", "#a.json#", "a.json~", "4913", "a.json.tmp", ".a.json")) {
      write("routes/" + name, "{ half");
      write(name, "{ half");
    }
    write("routes/..2024_01_01_00_00_00.1/a.json", "{ half");
    write("..2024_01_01_00_00_00.1/routes/a.json", "{ half");
    write("docs/readme.json", "{ half");
    assertEquals(before, store.version());
    assertEquals(1, store.load(store.version()).configuration().plain().routes().size());
  }

  @Test
  void whatever_changes_changes_the_version() throws Exception {
    write("routes/a.json", "{\"RouteKey\":\"GET /\"}");
    Object before = store.version();
    assertEquals(before, store.version());
    write("routes/a.json", "{\"RouteKey\":\"GET /longer\"}");
    Object longer = store.version();
    assertNotEquals(before, longer);
    write("stages/b.json", "{}");
    Object added = store.version();
    assertNotEquals(longer, added);
    Files.delete(root.resolve("stages/b.json"));
    assertEquals(longer, store.version());
    Files.createDirectory(root.resolve("Stages"));
    assertNotEquals(longer, store.version());
  }

  @Test
  void a_rename_onto_a_file_shows_whatever_its_size_and_time() throws Exception {
    write("routes/a.json", "{\"RouteKey\":\"GET /a\"}");
    Object before = store.version();
    write("routes/.new", "{\"RouteKey\":\"GET /b\"}");
    Files.setLastModifiedTime(
        root.resolve("routes/.new"), Files.getLastModifiedTime(root.resolve("routes/a.json")));
    Files.move(
        root.resolve("routes/.new"),
        root.resolve("routes/a.json"),
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertNotEquals(before, store.version());
  }

  @Test
  void a_change_behind_a_symbolic_link_shows() throws Exception {
    write("elsewhere/a.json", "{\"RouteKey\":\"GET /a\"}");
    Files.createDirectory(root.resolve("routes"));
    Files.createSymbolicLink(root.resolve("routes/a.json"), root.resolve("elsewhere/a.json"));
    Object before = store.version();
    assertEquals(1, store.load(store.version()).configuration().plain().routes().size());
    write("elsewhere/a.json", "{\"RouteKey\":\"GET /longer\"}");
    assertNotEquals(before, store.version());
  }

  @Test
  void a_directory_may_be_a_symbolic_link() throws Exception {
    write("elsewhere/a.json", "{\"RouteKey\":\"GET /a\"}");
    Files.createSymbolicLink(root.resolve("routes"), root.resolve("elsewhere"));
    assertEquals(1, store.load(store.version()).configuration().plain().routes().size());
  }

  @Test
  void what_is_not_as_it_should_be_is_told_all_together() throws Exception {
    write("integrations", "a file");
    Files.createDirectories(root.resolve("routes/sub"));
    write("routes/large.json", " ".repeat((1 << 20) + 1));
    write("routes/bad.json", "{");
    Files.createSymbolicLink(root.resolve("routes/gone.json"), root.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("routes/loop.json"), Path.of("loop.json"));
    Files.createSymbolicLink(root.resolve("routes/null.json"), Path.of("/dev/null"));
    Files.createSymbolicLink(root.resolve("stages"), root.resolve("nowhere"));
    Files.createDirectory(root.resolve("Routes"));
    write("stage.json", "");
    assertEquals(
        List.of(
            "Routes: is not read: name the directory `routes`, or give it a name of its own",
            "integrations: is a file: make it a directory, with a file per resource",
            "routes/bad.json: is not valid JSON, at line 1, column 2: Unexpected end-of-input: expected close marker for Object",
            "routes/gone.json: is a symbolic link to nothing: correct it, or remove it",
            "routes/large.json: is larger than 1 MiB, the most that is read: split what it holds, or remove it",
            "routes/loop.json: cannot be reached: correct its links and permissions",
            "routes/null.json: is neither a file nor a link to one: replace it, or remove it",
            "routes/sub: is a directory, which is not read: move its files to `routes/`, or remove it",
            "stage.json: is not read: name the directory `stages`, or give it a name of its own",
            "stages: is a symbolic link to nothing: correct it, or remove it"),
        problems());
  }

  @Test
  void a_file_that_cannot_be_read_is_told_and_noticed_when_it_can_be() throws Exception {
    write("routes/a.json", "{\"RouteKey\":\"GET /\"}");
    Path file = root.resolve("routes/a.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root may read everything");
    Object before = store.version();
    assertEquals(
        List.of("routes/a.json: cannot be read: permit it to the server's user"), problems());
    assertEquals(before, store.version());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    Object permitted = store.version();
    assertNotEquals(before, permitted);
    assertEquals(1, store.load(store.version()).configuration().plain().routes().size());
    assertEquals(permitted, store.version());
  }

  @Test
  void a_file_whose_reading_fails_is_told() throws Exception {
    Path broken = Path.of("/proc/self/mem");
    assumeFalse(Files.notExists(broken), "only Linux has a file that can never be read");
    Files.createDirectory(root.resolve("routes"));
    Files.createSymbolicLink(root.resolve("routes/a.json"), broken);
    assertTrue(problems().get(0).startsWith("routes/a.json: cannot be read, "));
  }

  @Test
  void ten_thousand_routes_are_read() throws Exception {
    write(
        "integrations/i.json",
        "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"https://h/{id}\"}");
    for (int i = 0; i < 10_000; i++) {
      write(
          "routes/r" + i + ".json",
          "{\"RouteKey\":\"GET /r" + i + "/{id}\",\"Target\":\"integrations/i\"}");
    }
    Object version = store.version();
    assertEquals(10_000, store.load(store.version()).configuration().plain().routes().size());
    assertEquals(version, store.version());
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
