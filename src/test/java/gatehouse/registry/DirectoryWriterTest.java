package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.Api;
import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.Problem;
import gatehouse.registry.DirectoryWriter.Patience;
import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer, a registry and real files, which people change as well. */
class DirectoryWriterTest {

  private static final Patience IMPATIENT = new Patience(Duration.ZERO, Duration.ofMillis(1));

  @TempDir Path temp;
  private Path root;
  private final FakeClock clock = new FakeClock();
  private final LogCapture log = new LogCapture();
  private final List<String> swaps = new ArrayList<>();
  private final ConfigurationJson reader = new ConfigurationJson();
  private Consumer<Configuration> compiling = configuration -> {};
  private Registry<List<String>> registry;
  private DirectoryWriter writer;

  @BeforeEach
  void create() {
    root = temp.resolve("config");
    registry =
        new Registry<>(
            new FileStore(root, reader),
            configuration -> {
              compiling.accept(configuration);
              return routes(configuration);
            },
            List.of(),
            clock,
            (configuration, plan) -> swaps.add(plan.toString()));
    byHand("routes/a.json", route("/a"));
    registry.poll();
    swaps.clear();
    writer = new DirectoryWriter(root, reader, registry, IMPATIENT);
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
    log.close();
  }

  @Test
  void a_change_is_in_the_files_and_in_service_when_it_returns() throws IOException {
    String said =
        writer.change(
            (now, edits) -> {
              assertEquals(route("/a"), text(now.contents().get("routes/a.json")));
              edits.write("routes/b.json", bytes(route("/b")));
              edits.write("apis/x/routes/c.json", bytes(route("/c")));
              edits.delete("routes/a.json");
              return "done";
            });
    assertEquals("done", said);
    assertEquals(List.of("/b", "/c"), registry.current());
    assertEquals(2, registry.state().generation());
    assertEquals(
        Map.of("routes/b.json", route("/b"), "apis/x/routes/c.json", route("/c")), visible());
    assertEquals(new FileStore(root, reader).files().version(), registry.version());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void the_polls_behind_a_change_swap_nothing_and_log_nothing() throws IOException {
    write("routes/b.json", route("/b"));
    for (int i = 0; i < 4; i++) {
      registry.poll();
      clock.advance(Duration.ofSeconds(2));
    }
    assertEquals(List.of("[/a, /b]"), swaps);
    assertEquals(2, registry.state().generation());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void a_change_by_hand_behind_it_is_served_when_two_looks_agree() throws IOException {
    write("routes/b.json", route("/b"));
    byHand("routes/c.json", route("/c"));
    registry.poll();
    assertEquals(List.of("/a", "/b"), registry.current());
    registry.poll();
    assertEquals(List.of("/a", "/b", "/c"), registry.current());
  }

  @Test
  void the_first_change_makes_the_directory(@TempDir Path empty) throws IOException {
    Path directory = empty.resolve("not/yet");
    try (DirectoryWriter first = Counted.writer(directory)) {
      assertEquals(1, Counted.increment(first));
      assertEquals(2, Counted.increment(first));
    }
    assertEquals(2, Counted.number(new FileStore(directory, new ConfigurationJson()).files()));
    assertEquals("*\n", Files.readString(directory.resolve(".gatehouse/.gitignore")));
  }

  @Test
  void what_cannot_be_read_or_served_changes_nothing() throws IOException {
    Map<String, String> before = everything();
    List<Problem> problems =
        assertThrows(ConfigurationException.class, () -> write("routes/b.json", "{}")).problems();
    assertEquals("routes/b.json", problems.get(0).file());

    compiling =
        configuration -> {
          throw new ConfigurationException(List.of(new Problem("x", null, "no")));
        };
    assertThrows(ConfigurationException.class, () -> write("routes/b.json", route("/b")));

    assertThrows(
        IllegalStateException.class,
        () ->
            writer.change(
                (now, edits) -> {
                  edits.write("routes/b.json", bytes(route("/b")));
                  throw new IllegalStateException();
                }));
    assertEquals(before, everything());
    assertEquals(List.of("/a"), registry.current());
    assertEquals(List.of(), registry.state().problems());
  }

  @Test
  void what_is_wrong_by_hand_keeps_changes_from_being_made_but_those_that_mend_it()
      throws IOException {
    byHand("routes/bad.json", "{");
    registry.poll();
    registry.poll();
    assertEquals(1, log.lines().size());
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> write("routes/b.json", route("/b")));
    assertEquals("routes/bad.json", refused.problems().get(0).file());
    assertFalse(visible().containsKey("routes/b.json"));

    write("routes/bad.json", route("/good"));
    assertEquals(List.of("/a", "/good"), registry.current());
    assertEquals(List.of(), registry.state().problems());
    assertEquals(1, log.lines().size());
  }

  @Test
  void a_file_that_cannot_be_read_is_mended_by_deleting_it() throws IOException {
    byHand("routes/large.json", " ".repeat((1 << 20) + 1));
    writer.change(
        (now, edits) -> {
          edits.delete("routes/large.json");
          return true;
        });
    assertEquals(Map.of("routes/a.json", route("/a")), visible());
  }

  @Test
  void what_is_as_it_should_be_is_not_written() throws IOException {
    Map<String, String> before = everything();
    writer.change(
        (now, edits) -> {
          edits.write("routes/a.json", bytes(route("/a")));
          edits.delete("routes/none.json");
          return true;
        });
    assertEquals(before, everything());
    assertNull(new FileStore(root, reader).mark());
  }

  @Test
  void what_people_change_before_the_change_is_made_is_not_lost() throws IOException {
    List<Integer> calls = new ArrayList<>();
    compiling =
        configuration -> {
          if (calls.size() == 1) {
            byHand("routes/a.json", route("/by-hand"));
          }
        };
    writer.change(
        (now, edits) -> {
          calls.add(1);
          edits.write(
              "routes/a.json",
              bytes(text(now.contents().get("routes/a.json")).replace("\"}", "-changed\"}")));
          return true;
        });
    assertEquals(2, calls.size());
    assertEquals(Map.of("routes/a.json", route("/by-hand-changed")), visible());
    assertEquals(List.of("/by-hand-changed"), registry.current());
  }

  @Test
  void people_who_never_stop_are_a_conflict_and_keep_what_they_wrote() throws IOException {
    List<Integer> calls = new ArrayList<>();
    compiling =
        configuration -> {
          if (configuration.plain().routes().containsKey("b")) {
            calls.add(1);
            byHand("routes/a.json", route("/hand" + calls.size()));
          }
        };
    assertThrows(ConflictException.class, () -> write("routes/b.json", route("/b")));
    assertEquals(Map.of("routes/a.json", route("/hand" + calls.size())), visible());
    assertEquals(List.of("/a"), registry.current());
    assertEquals(List.of(), hidden());
  }

  @Test
  void a_change_waits_until_people_have_settled() throws IOException {
    byHand("routes/b.json", "{");
    List<Integer> looks = new ArrayList<>();
    Serving onlooker =
        new Serving() {
          @Override
          public @Nullable String version() {
            looks.add(1);
            if (looks.size() == 1) {
              byHand("routes/b.json", route("/whole"));
            }
            return registry.version();
          }

          @Override
          public void replace(Loaded next, Commit commit) throws IOException {
            registry.replace(next, commit);
          }
        };
    try (DirectoryWriter other = new DirectoryWriter(root, reader, onlooker, IMPATIENT)) {
      other.change(
          (now, edits) -> {
            edits.write("routes/c.json", bytes(route("/c")));
            return true;
          });
    }
    assertEquals(List.of("/a", "/whole", "/c"), registry.current());
    assertEquals(2, looks.size());
  }

  @Test
  void what_another_writer_has_left_needs_no_second_look() throws IOException {
    try (DirectoryWriter other = Counted.writer(temp.resolve("shared"));
        DirectoryWriter hasty =
            new DirectoryWriter(
                temp.resolve("shared"),
                reader,
                registry,
                new Patience(Duration.ZERO, Duration.ofDays(1)))) {
      Counted.increment(other);
      assertEquals(2, Counted.increment(hasty));
    }
  }

  @Test
  void others_who_never_stop_are_a_conflict() throws IOException {
    try (DirectoryWriter other = new DirectoryWriter(root, reader, registry, IMPATIENT)) {
      writer.change(
          (now, edits) -> {
            assertThrows(ConflictException.class, () -> other.change((then, more) -> true));
            return true;
          });
      assertEquals("now", other.change((now, edits) -> "now"));
    }
  }

  @Test
  void threads_and_deployments_beside_polls_lose_nothing(@TempDir Path shared) throws Exception {
    ConfigurationJson json = new ConfigurationJson();
    Registry<Configuration> polled =
        new Registry<>(
            new FileStore(shared, json),
            configuration -> configuration,
            Configuration.EMPTY,
            clock,
            (configuration, plan) -> {});
    try (DirectoryWriter one = new DirectoryWriter(shared, json, polled, Counted.PATIENT);
        DirectoryWriter two = Counted.writer(shared)) {
      List<Callable<Integer>> counters = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        DirectoryWriter counter = i % 2 == 0 ? one : two;
        counters.add(
            () -> {
              polled.poll();
              int number = Counted.increment(counter);
              if (counter == one) {
                assertTrue(number <= number(polled.current()));
              }
              return number;
            });
      }
      ExecutorService threads = Executors.newFixedThreadPool(4);
      Set<Integer> numbers = new HashSet<>();
      try {
        for (Future<Integer> counted : threads.invokeAll(counters)) {
          numbers.add(counted.get());
        }
      } finally {
        threads.shutdownNow();
      }
      assertEquals(20, numbers.size());
      polled.poll();
      polled.poll();
      assertEquals(20, number(polled.current()));
    }
  }

  private static int number(Configuration configuration) {
    return Integer.parseInt(routes(configuration).get(0).replaceAll("\\D", ""));
  }

  @Test
  void a_lock_that_is_removed_is_made_again() throws IOException {
    write("routes/b.json", route("/b"));
    Files.delete(root.resolve(".gatehouse/lock"));
    write("routes/c.json", route("/c"));
    for (String name : List.of(".gitignore", "mark", "lock")) {
      Files.delete(root.resolve(".gatehouse").resolve(name));
    }
    Files.delete(root.resolve(".gatehouse"));
    write("routes/d.json", route("/d"));
    assertEquals(List.of("/a", "/b", "/c", "/d"), registry.current());
  }

  @Test
  void permissions_of_a_file_stay() throws IOException {
    Path file = root.resolve("routes/a.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    write("routes/a.json", route("/changed"));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(route("/changed"), Files.readString(file));
  }

  @Test
  void an_api_goes_with_its_last_file_but_not_what_else_lies_there() throws IOException {
    byHand("apis/x/routes/a.json", route("/x"));
    byHand("apis/x/api.json", "{}");
    byHand("apis/y/routes/a.json", route("/y"));
    byHand("apis/y/notes.txt", "keep");
    writer.change(
        (now, edits) -> {
          now.contents().keySet().stream()
              .filter(p -> p.startsWith("apis/"))
              .forEach(edits::delete);
          return true;
        });
    assertFalse(Files.exists(root.resolve("apis/x")));
    assertFalse(Files.exists(root.resolve("apis/y/routes")));
    assertEquals("keep", Files.readString(root.resolve("apis/y/notes.txt")));
    assertEquals(List.of("/a"), registry.current());
  }

  @Test
  void what_lies_behind_links_is_read_only() throws IOException {
    byHand("elsewhere/a.json", route("/e"));
    Files.createSymbolicLink(root.resolve("routes/link.json"), root.resolve("elsewhere/a.json"));
    Files.createSymbolicLink(root.resolve("integrations"), root.resolve("elsewhere2"));
    Files.createDirectory(root.resolve("elsewhere2"));
    Map<String, String> before = everything();
    for (String path : List.of("routes/link.json", "integrations/i.json")) {
      ReadOnlyException refused =
          assertThrows(ReadOnlyException.class, () -> write(path, route("/n")));
      assertTrue(refused.getMessage().contains("is a symbolic link"), refused.getMessage());
    }
    assertEquals(before, everything());
    write("routes/b.json", route("/b"));
    assertEquals(List.of("/a", "/b", "/e"), registry.current());
  }

  @Test
  void volumes_of_kubernetes_are_read_only() throws IOException {
    Files.createSymbolicLink(root.resolve("routes/..data"), root.resolve("routes"));
    ReadOnlyException refused =
        assertThrows(ReadOnlyException.class, () -> write("routes/b.json", route("/b")));
    assertTrue(refused.getMessage().contains("volume of Kubernetes"), refused.getMessage());
    write("apis/x/routes/b.json", route("/b"));
    Files.createSymbolicLink(root.resolve("..data"), root.resolve("routes"));
    assertThrows(ReadOnlyException.class, () -> write("apis/x/routes/b.json", route("/c")));
  }

  @Test
  void a_link_to_the_directory_is_followed() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), root);
    try (DirectoryWriter through = new DirectoryWriter(link, reader, registry, IMPATIENT)) {
      through.change(
          (now, edits) -> {
            edits.write("routes/b.json", bytes(route("/b")));
            return true;
          });
    }
    assertEquals(List.of("/a", "/b"), registry.current());
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void a_disk_that_refuses_changes_nothing_and_says_why() throws IOException {
    Map<String, String> before = visible();
    FileSystemException full = new FileSystemException("f", null, "No space left on device");
    assertEquals(full, assertThrows(IOException.class, () -> failing(full)));
    FileSystemException readOnly = new FileSystemException("f", null, "Read-only file system");
    assertTrue(
        assertThrows(ReadOnlyException.class, () -> failing(readOnly))
            .getMessage()
            .contains("mount its file system for writing"));
    assertTrue(
        assertThrows(ReadOnlyException.class, () -> failing(new AccessDeniedException("f")))
            .getMessage()
            .contains("permit it"));
    assertEquals(before, visible());
    assertEquals(List.of(), hidden());
    assertEquals(List.of("/a"), registry.current());
  }

  @Test
  void a_plan_whose_change_is_not_made_leaves_nothing_beside_the_plans() throws IOException {
    List<List<String>> compiled = new ArrayList<>();
    compiling = configuration -> compiled.add(routes(configuration));
    Steps steps = new FailingSteps(step -> step.equals("move routes/b.json"), new IOException("x"));
    try (DirectoryWriter other = new DirectoryWriter(root, reader, registry, IMPATIENT, steps)) {
      assertThrows(
          IOException.class,
          () ->
              other.change(
                  (now, edits) -> {
                    edits.write("routes/b.json", bytes(route("/b")));
                    return true;
                  }));
    }
    assertEquals(List.of(List.of("/a", "/b"), List.of("/a")), compiled);
    assertEquals(List.of("/a"), registry.current());
    assertEquals(List.of(), swaps);
    assertEquals(List.of(), hidden());
  }

  @Test
  void a_disk_that_takes_back_what_it_granted_gets_the_change_later() throws IOException {
    Steps steps = new FailingSteps(step -> step.equals("move routes/b.json"), new IOException("x"));
    try (DirectoryWriter other = new DirectoryWriter(root, reader, registry, IMPATIENT, steps)) {
      other.change(
          (now, edits) -> {
            edits.write("routes/a.json", bytes(route("/new")));
            edits.write("routes/b.json", bytes(route("/b")));
            return true;
          });
    }
    assertEquals(List.of("/new", "/b"), registry.current());
    assertEquals(1, log.lines().size());
    assertFalse(Files.exists(root.resolve("routes/b.json")));
    assertEquals(2, new FileStore(root, reader).files().contents().size());
    byHand("routes/c.json", route("/c"));
    registry.poll();
    registry.poll();
    assertEquals(List.of("/new", "/b", "/c"), registry.current());
    writer.mend();
    assertEquals(3, visible().size());
    assertEquals(List.of(), hidden());
    assertEquals(1, log.lines().size());
    registry.poll();
    registry.poll();
    assertEquals(List.of("/new", "/b", "/c"), registry.current());
    assertEquals(3, registry.state().generation());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flushDirectory [^/]+/routes",
        "delete .gatehouse/journal.new",
        "write .gatehouse/mark then delete"
      })
  void one_file_is_changed_from_its_rename_on_whatever_the_disk_refuses_then(String step)
      throws IOException {
    boolean isEarly = step.startsWith("write");
    Steps steps =
        new FailingSteps(
            each -> each.matches(isEarly ? "write .gatehouse/mark" : step), new IOException("x"));
    List<String> told = new ArrayList<>();
    ConfigWriter.Change<Boolean> change =
        new ConfigWriter.Change<>() {
          @Override
          public Boolean make(ConfigurationFiles now, Edits edits) {
            edits.write("routes/b.json", bytes(route("/b")));
            return true;
          }

          @Override
          public void made() {
            told.add("made");
          }
        };
    try (DirectoryWriter other = new DirectoryWriter(root, reader, registry, IMPATIENT, steps)) {
      if (isEarly) {
        assertThrows(IOException.class, () -> other.change(change));
      } else {
        assertTrue(other.change(change));
      }
    }
    assertEquals(isEarly ? List.of() : List.of("made"), told);
    assertEquals(!isEarly, Files.exists(root.resolve("routes/b.json")));
    assertEquals(isEarly ? List.of("/a") : List.of("/a", "/b"), registry.current());
    assertEquals(isEarly ? 0 : 1, log.lines().size());
    write("routes/c.json", route("/c"));
    assertEquals(List.of(), hidden());
  }

  @Test
  void one_file_is_deleted_whatever_the_disk_refuses_then() throws IOException {
    Steps steps =
        new FailingSteps(each -> each.matches("flushDirectory [^/]+/routes"), new IOException("x"));
    try (DirectoryWriter other = new DirectoryWriter(root, reader, registry, IMPATIENT, steps)) {
      other.change(
          (now, edits) -> {
            edits.delete("routes/a.json");
            return true;
          });
    }
    assertEquals(List.of(), registry.current());
    assertFalse(Files.exists(root.resolve("routes/a.json")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_journal_that_is_not_on_the_disk_is_taken_back_or_counts(boolean isStuck)
      throws IOException {
    Steps steps =
        new FailingSteps(
            step ->
                (step.endsWith("/.gatehouse")
                        && step.startsWith("flushDirectory")
                        && Files.exists(root.resolve(".gatehouse/journal")))
                    || (isStuck && step.equals("delete .gatehouse/journal")),
            new IOException("x"));
    try (DirectoryWriter other = new DirectoryWriter(root, reader, registry, IMPATIENT, steps)) {
      ConfigWriter.Change<Boolean> change =
          (now, edits) -> {
            edits.write("routes/a.json", bytes(route("/new")));
            edits.write("routes/b.json", bytes(route("/b")));
            return true;
          };
      if (isStuck) {
        assertTrue(other.change(change));
      } else {
        assertThrows(IOException.class, () -> other.change(change));
      }
    }
    assertEquals(isStuck ? List.of("/new", "/b") : List.of("/a"), registry.current());
    write("routes/c.json", route("/c"));
    assertEquals(isStuck ? List.of("/new", "/b", "/c") : List.of("/a", "/c"), registry.current());
    assertEquals(List.of(), hidden());
  }

  private void failing(IOException failure) throws IOException {
    Steps steps = new FailingSteps(step -> step.startsWith("write routes/."), failure);
    try (DirectoryWriter other = new DirectoryWriter(root, reader, registry, IMPATIENT, steps)) {
      other.change(
          (now, edits) -> {
            edits.write("routes/a.json", bytes(route("/new")));
            edits.write("apis/x/routes/b.json", bytes(route("/b")));
            return true;
          });
    }
  }

  private void write(String path, String text) throws IOException {
    writer.change(
        (now, edits) -> {
          edits.write(path, bytes(text));
          return true;
        });
  }

  private void byHand(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What people see of it. */
  private Map<String, String> visible() throws IOException {
    Map<String, String> files = everything();
    files.keySet().removeIf(path -> path.contains("/.") || path.startsWith("."));
    return files;
  }

  /** What a change may leave behind only when it is cut off. */
  private List<String> hidden() throws IOException {
    return everything().keySet().stream()
        .filter(path -> path.contains(".gatehouse-") || path.contains("journal"))
        .toList();
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(path).toString();
        if (!name.startsWith(".gatehouse/") || name.contains("journal")) {
          files.put(name, Files.readString(path));
        }
      }
    }
    return files;
  }

  private static List<String> routes(Configuration configuration) {
    List<Api> apis = new ArrayList<>(configuration.apis().values());
    if (configuration.plain() != null) {
      apis.add(0, configuration.plain());
    }
    return apis.stream()
        .flatMap(api -> api.routes().values().stream())
        .map(route -> route.key().toString().substring("GET ".length()))
        .toList();
  }

  private static String route(String path) {
    return "{\"RouteKey\":\"GET " + path + "\"}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
