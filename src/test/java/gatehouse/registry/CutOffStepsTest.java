package gatehouse.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.testkit.LogCapture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cuts a writer off before each of its steps, and in the middle of each file that it writes: what
 * is there then is the state before or the state behind, for those who read, for the next one who
 * writes, and, when that one is there, for people.
 */
class CutOffStepsTest {

  private static final Map<String, String> BEFORE =
      Map.of(
          "routes/a.json",
          route("a1"),
          "apis/old/routes/b.json",
          route("b1"),
          "stages/v0.json",
          "{}");

  private static final Map<String, String> AFTER =
      Map.of(
          "routes/a.json",
          route("a2"),
          "apis/new/routes/b.json",
          route("b2"),
          "stages/v0.json",
          "{}");

  @TempDir Path temp;
  private final LogCapture log = new LogCapture();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void a_change_of_several_files_is_made_wholly_or_not_at_all() throws IOException {
    assertEquals(Set.of("before", "behind"), cutOffEverywhere(AFTER));
  }

  @Test
  void a_new_file_is_there_wholly_or_not_at_all() throws IOException {
    Map<String, String> more = new TreeMap<>(BEFORE);
    more.put("apis/new/routes/b.json", route("b2"));
    assertEquals(Set.of("before", "behind"), cutOffEverywhere(more));
  }

  @Test
  void a_file_is_deleted_or_not() throws IOException {
    Map<String, String> less = new TreeMap<>(BEFORE);
    less.remove("apis/old/routes/b.json");
    assertEquals(Set.of("before", "behind"), cutOffEverywhere(less));
  }

  /** What became of it, over all places at which it was cut off. */
  private Set<String> cutOffEverywhere(Map<String, String> after) throws IOException {
    Set<String> outcomes = new HashSet<>();
    for (int steps = 0; ; steps++) {
      Path root = temp.resolve(steps + "");
      for (Map.Entry<String, String> file : BEFORE.entrySet()) {
        write(root, file.getKey(), file.getValue());
      }
      boolean acknowledged = cutOff(root, after, steps);
      Map<String, String> read = read(root);
      assertTrue(read.equals(BEFORE) || read.equals(after), steps + ": " + read);
      if (acknowledged) {
        assertEquals(after, read);
      }
      byHandWhileCutOff(root, after, steps);
      outcomes.add(read.equals(after) ? "behind" : "before");

      try (DirectoryWriter next = Counted.writer(root)) {
        next.change(
            (now, edits) -> {
              assertEquals(read, texts(now));
              edits.write("stages/v1.json", "{}".getBytes(StandardCharsets.UTF_8));
              return true;
            });
      }
      read.put("stages/v1.json", "{}");
      assertEquals(read, seenByPeople(root), "after " + steps + " steps");
      assertEquals(read, read(root));
      if (acknowledged) {
        return outcomes;
      }
    }
  }

  /** What a person writes while a change is cut off is taken for later than the change. */
  private void byHandWhileCutOff(Path root, Map<String, String> after, int steps)
      throws IOException {
    Path copy = temp.resolve("copy" + steps);
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        Files.copy(path, copy.resolve(root.relativize(path).toString()));
      }
    }
    Map<String, String> wanted = read(copy);
    wanted.put("routes/a.json", route("by-hand"));
    write(copy, "routes/a.json", route("by-hand"));
    assertEquals(wanted, read(copy));
    try (DirectoryWriter next = Counted.writer(copy)) {
      next.change(
          (now, edits) -> {
            edits.write("stages/v1.json", "{}".getBytes(StandardCharsets.UTF_8));
            return true;
          });
    }
    wanted.put("stages/v1.json", "{}");
    assertEquals(wanted, seenByPeople(copy));
  }

  /** Whether the change returned. */
  private static boolean cutOff(Path root, Map<String, String> after, int steps)
      throws IOException {
    ConfigurationJson reader = new ConfigurationJson();
    Registry<Configuration> registry =
        new Registry<>(
            new FileStore(root, reader),
            configuration -> configuration,
            Configuration.EMPTY,
            new FakeClock(),
            (configuration, plan) -> {});
    DirectoryWriter.Patience patience = new DirectoryWriter.Patience(Duration.ZERO, Duration.ZERO);
    try (DirectoryWriter writer =
        new DirectoryWriter(root, reader, registry, patience, new EndingSteps(steps))) {
      writer.change(
          (now, edits) -> {
            BEFORE.keySet().stream().filter(p -> !after.containsKey(p)).forEach(edits::delete);
            after.forEach((path, text) -> edits.write(path, text.getBytes(StandardCharsets.UTF_8)));
            return true;
          });
      return true;
    } catch (Ended e) {
      return false;
    }
  }

  private static Map<String, String> read(Path root) throws IOException {
    return texts(new FileStore(root, new ConfigurationJson()).files());
  }

  private static Map<String, String> texts(ConfigurationFiles files) {
    assertEquals(List.of(), files.problems());
    Map<String, String> texts = new TreeMap<>();
    files
        .contents()
        .forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
    return texts;
  }

  /** All files, hidden ones in directories of resources, too. */
  private static Map<String, String> seenByPeople(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(root)) {
      walk.filter(Files::isRegularFile).forEach(paths::add);
    }
    for (Path path : paths) {
      String name = root.relativize(path).toString();
      if (!Set.of(".gatehouse/lock", ".gatehouse/mark", ".gatehouse/.gitignore").contains(name)) {
        texts.put(name, Files.readString(path));
      }
    }
    return texts;
  }

  private static void write(Path root, String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  private static String route(String path) {
    return "{\"RouteKey\":\"GET /" + path + "\"}";
  }

  /** The end of the process: from here on nothing is done any more, not even by way of cleaning. */
  private static final class Ended extends Error {
    private static final long serialVersionUID = 1;
  }

  private static final class EndingSteps implements Steps {
    private final Steps disk = new Disk();
    private int left;

    /** Each write counts twice: it can end in its middle, too. */
    EndingSteps(int left) {
      this.left = left;
    }

    private void step() {
      if (left <= 0) {
        throw new Ended();
      }
      left--;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
      step();
      disk.createDirectory(directory);
    }

    @Override
    public void write(Path file, byte[] content, @Nullable Path like, boolean durable)
        throws IOException {
      step();
      if (left == 0) {
        Files.write(file, Arrays.copyOf(content, content.length / 2));
      }
      step();
      disk.write(file, content, like, durable);
    }

    @Override
    public void flushDirectory(Path directory) throws IOException {
      step();
      disk.flushDirectory(directory);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      step();
      disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
      step();
      disk.delete(path);
    }
  }
}
