package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.ConfigurationJson;
import gatehouse.config.Route;
import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry over real files, changed in all the ways that operators and their tools do. */
class ReloadTest {

  @TempDir Path temp;
  private Path root;
  private final FakeClock clock = new FakeClock();
  private final LogCapture log = new LogCapture();
  private Registry<List<String>> registry;

  @BeforeEach
  void create() throws IOException {
    root = temp.resolve("config");
    route("a", "GET /a");
    registry =
        new Registry<>(
            new FileStore(root, new ConfigurationJson()),
            configuration ->
                configuration.plain().routes().values().stream()
                    .map(Route::key)
                    .map(Object::toString)
                    .toList(),
            List.of(),
            clock,
            (configuration, plan) -> {});
    registry.poll();
    assertEquals(List.of("GET /a"), registry.current());
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void several_files_changed_together_are_one_change() throws Exception {
    route("b", "GET /b");
    registry.poll();
    route("c", "GET /c");
    registry.poll();
    assertEquals(List.of("GET /a"), registry.current());
    registry.poll();
    assertEquals(List.of("GET /a", "GET /b", "GET /c"), registry.current());
    assertEquals(2, registry.state().generation());
  }

  @Test
  void a_file_that_is_removed_is_gone() throws Exception {
    route("b", "GET /b");
    settle();
    Files.delete(root.resolve("routes/a.json"));
    settle();
    assertEquals(List.of("GET /b"), registry.current());
  }

  @Test
  void an_atomic_rename_is_a_change() throws Exception {
    write("routes/.a.json.tmp", "{\"RouteKey\":\"GET /b\"}");
    settle();
    assertEquals(1, registry.state().generation());
    Files.move(
        root.resolve("routes/.a.json.tmp"),
        root.resolve("routes/a.json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    settle();
    assertEquals(List.of("GET /b"), registry.current());
  }

  @Test
  void what_editors_leave_about_changes_nothing() throws Exception {
    for (String name : List.of(".a.json.swp", "#a.json#", "a.json~", "4913")) {
      write("routes/" + name, "{ half");
      settle();
    }
    assertEquals(1, registry.state().generation());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void kubernetes_swaps_a_link_in_front_of_all_files() throws Exception {
    Path volume = temp.resolve("volume");
    configMap(volume, "..2024_1", "GET /one");
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2024_1"));
    Files.createSymbolicLink(volume.resolve("a.json"), Path.of("..data/a.json"));
    Files.delete(root.resolve("routes/a.json"));
    Files.delete(root.resolve("routes"));
    Files.createSymbolicLink(root.resolve("routes"), volume);
    settle();
    assertEquals(List.of("GET /one"), registry.current());

    configMap(volume, "..2024_2", "GET /two");
    sameTimes(volume.resolve("..2024_1/a.json"), volume.resolve("..2024_2/a.json"));
    Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2024_2"));
    Files.move(
        volume.resolve("..data_tmp"),
        volume.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Files.delete(volume.resolve("..2024_1/a.json"));
    Files.delete(volume.resolve("..2024_1"));
    settle();
    assertEquals(List.of("GET /two"), registry.current());
    assertEquals(List.of(), log.lines());
  }

  @Test
  void a_whole_configuration_may_be_swapped_by_one_link() throws Exception {
    Path next = temp.resolve("next");
    Files.createDirectories(next.resolve("routes"));
    Files.writeString(next.resolve("routes/a.json"), "{\"RouteKey\":\"GET /next\"}");
    Path first = temp.resolve("first");
    Files.move(root, first);
    Files.createSymbolicLink(root, first);
    settle();
    assertEquals(1, registry.state().generation());
    Files.createSymbolicLink(temp.resolve("link"), next);
    Files.move(
        temp.resolve("link"),
        root,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    settle();
    assertEquals(List.of("GET /next"), registry.current());
  }

  @Test
  void a_half_written_file_is_refused_once_and_served_when_it_is_complete() throws Exception {
    write("routes/a.json", "{\"RouteKey\":\"GET /");
    settle();
    clock.advance(Duration.ofSeconds(2));
    settle();
    assertEquals(List.of("GET /a"), registry.current());
    List<String> lines = log.lines();
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains("routes/a.json: is not valid JSON"), lines::toString);
    write("routes/a.json", "{\"RouteKey\":\"GET /whole\"}");
    settle();
    assertEquals(List.of("GET /whole"), registry.current());
    assertEquals(
        List.of("INFO the configuration in " + root + " is in order, and in service"), log.lines());
  }

  @Test
  void a_change_of_neither_size_nor_time_is_found_when_the_clock_has_ticked() throws Exception {
    Path file = root.resolve("routes/a.json");
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "{\"RouteKey\":\"GET /b\"}");
    Files.setLastModifiedTime(file, time);
    settle();
    assertEquals(List.of("GET /a"), registry.current());
    clock.advance(Duration.ofSeconds(2));
    registry.poll();
    assertEquals(List.of("GET /b"), registry.current());
  }

  @Test
  void a_file_that_is_touched_only_swaps_nothing() throws Exception {
    Files.setLastModifiedTime(root.resolve("routes/a.json"), FileTime.fromMillis(0));
    settle();
    assertEquals(1, registry.state().generation());
  }

  @Test
  void a_directory_that_vanishes_leaves_the_plan_and_is_picked_up_when_it_is_back()
      throws Exception {
    Path away = temp.resolve("away");
    Files.move(root, away);
    settle();
    assertEquals(List.of("GET /a"), registry.current());
    assertEquals(1, log.lines().size());
    Files.move(away, root);
    route("b", "GET /b");
    settle();
    assertEquals(List.of("GET /a", "GET /b"), registry.current());
    assertEquals(1, log.lines().size());
  }

  /** Two polls that see the same. */
  private void settle() {
    registry.poll();
    registry.poll();
  }

  private static void configMap(Path volume, String generation, String key) throws IOException {
    Files.createDirectories(volume.resolve(generation));
    Files.writeString(
        volume.resolve(generation).resolve("a.json"), "{\"RouteKey\":\"" + key + "\"}");
  }

  private static void sameTimes(Path from, Path to) throws IOException {
    Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
  }

  private void route(String id, String key) throws IOException {
    write("routes/" + id + ".json", "{\"RouteKey\":\"" + key + "\"}");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
