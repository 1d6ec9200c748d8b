package gatehouse.registry;

import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration that says one number in several files, the half of which come and go with it: who
 * reads two numbers, or a file too many, has read half a change.
 */
final class Counted {

  static final DirectoryWriter.Patience PATIENT =
      new DirectoryWriter.Patience(Duration.ofMinutes(2), Duration.ofMillis(1));

  private Counted() {}

  /** A writer as a server has one, whose plans are the configurations. */
  static DirectoryWriter writer(Path directory) {
    ConfigurationJson reader = new ConfigurationJson();
    return new DirectoryWriter(
        directory,
        reader,
        new Registry<>(
            new FileStore(directory, reader),
            configuration -> configuration,
            Configuration.EMPTY,
            new FakeClock(),
            (configuration, plan) -> {}),
        PATIENT);
  }

  /** Counts one on, in a change of four files, and returns the number. */
  static int increment(ConfigWriter writer) throws IOException {
    return writer.change(
        (now, edits) -> {
          int next = number(now) + 1;
          Map<String, String> wanted = texts(next);
          for (String path : texts(next - 1).keySet()) {
            if (!wanted.containsKey(path)) {
              edits.delete(path);
            }
          }
          wanted.forEach((path, text) -> edits.write(path, text.getBytes(StandardCharsets.UTF_8)));
          return next;
        });
  }

  /** The number; 0 when there are no files. Fails when it is not the same everywhere. */
  static int number(ConfigurationFiles files) {
    Map<String, String> texts = new TreeMap<>();
    files
        .contents()
        .forEach((path, bytes) -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
    if (texts.isEmpty()) {
      return 0;
    }
    int number = Integer.parseInt(texts.values().iterator().next().replaceAll("\\D", ""));
    if (!texts.equals(texts(number)) || !files.problems().equals(List.of())) {
      throw new AssertionError("half a change: " + texts + files.problems());
    }
    return number;
  }

  private static Map<String, String> texts(int number) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("routes/a.json", "{\"RouteKey\":\"GET /a" + number + "\"}");
    texts.put("routes/b.json", "{\"RouteKey\":\"GET /b" + number + "\"}");
    texts.put(
        number % 2 == 0 ? "apis/even/routes/c.json" : "apis/odd/routes/c.json",
        "{\"RouteKey\":\"GET /c" + number + "\"}");
    return texts;
  }
}
