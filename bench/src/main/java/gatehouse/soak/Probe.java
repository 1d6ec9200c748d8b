package gatehouse.soak;

import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks at the server's process and at the gateway's metrics. For one thread. */
final class Probe {

  private static final Pattern HEAP = Pattern.compile("used (\\d+)K");
  private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");
  private static final Pattern HISTOGRAM_LINE =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");

  private final ServerProcess server;
  private final HttpClient client = HttpClient.newHttpClient();
  private int scrapes;

  /** What the counters of deployments that have ended had come to. */
  private final Map<String, Double> earlier = new TreeMap<>();

  private Map<String, Double> last = Map.of();

  Probe(ServerProcess server) {
    this.server = server;
  }

  /** What the process takes. Sizes in KiB; heap after a full collection. */
  record Usage(
      long heap, long metaspace, long resident, long threads, long gatehouse, long files) {}

  /** Collects garbage and looks. */
  Usage usage() throws IOException {
    server.jcmd("GC.run");
    String heap = server.jcmd("GC.heap_info");
    Path process = Path.of("/proc/" + server.pid());
    String status = Files.readString(process.resolve("status"));
    long threads = 0;
    long ours = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path task : tasks) {
        threads++;
        ours += name(task).startsWith("gatehouse-") ? 1 : 0;
      }
    }
    long files = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path ignored : descriptors) {
        files++;
      }
    }
    return new Usage(
        number(HEAP, heap),
        number(METASPACE, heap),
        number(Pattern.compile("VmRSS:\\s+(\\d+)"), status),
        threads,
        ours,
        files);
  }

  private static String name(Path task) throws IOException {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /**
   * The metrics of this moment: by name, summed over all labels; counters with what earlier
   * deployments had counted.
   */
  Map<String, Double> metrics() throws IOException, InterruptedException {
    Map<String, Double> sums = scrape();
    if (sums == null) {
      throw new IOException("the gateway gives no metrics");
    }
    return sums;
  }

  /** The same; null while the gateway is not there. */
  @Nullable Map<String, Double> scrape() throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + "/_gatehouse/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      return null;
    }
    scrapes++;
    Map<String, Double> sums = new TreeMap<>();
    response
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              String name = line.split("[{ ]", 2)[0];
              double value = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
              sums.merge(name, value, Double::sum);
              sums.merge("series", 1.0, Double::sum);
            });
    earlier.forEach((name, count) -> sums.merge(name, count, Double::sum));
    last = sums;
    return sums;
  }

  /** Deploys the gateway again, which then counts from 0. */
  void redeploy() {
    earlier.clear();
    last.forEach(
        (name, value) -> {
          if (name.endsWith("_total")) {
            earlier.put(name, value);
          }
        });
    server.redeploy("/");
  }

  /** How often {@link #metrics} was called. */
  int scrapes() {
    return scrapes;
  }

  /** Objects that are alive, in bytes by class. */
  Map<String, Long> histogram() {
    Map<String, Long> bytes = new TreeMap<>();
    Matcher line = HISTOGRAM_LINE.matcher(server.jcmd("GC.class_histogram"));
    while (line.find()) {
      bytes.merge(line.group(3), Long.parseLong(line.group(2)), Long::sum);
    }
    return bytes;
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("not found: " + pattern + " in " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
