package gatehouse.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The run as a page of Markdown, printed as it is written. For one thread. */
final class Report {

  private final Path file;
  private final String server;
  private final int clients;
  private double lastSeconds;
  private long lastSent;

  Report(Path file, String server, int clients) {
    this.file = file;
    this.server = server;
    this.clients = clients;
  }

  Path file() {
    return file;
  }

  void begin() throws IOException {
    Files.deleteIfExists(file);
    line("# Soak run: %s, %d clients".formatted(server, clients));
    line("");
    line(
        "%s %s, %d processors, %s, `-Xmx256m -XX:+UseG1GC`; gateway at `%s`; load average at the start %s."
            .formatted(
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                revision(),
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]));
    line("");
    line(
        "All but the columns *busy* were taken while the clients paused. Heap after a full"
            + " collection; sizes in KiB. *Requests* and *lines*: how many the metrics and the"
            + " access logs have more than the clients.");
    line("");
    line(
        "| s | sent | per s | heap | metaspace | resident | threads | of Gatehouse | descriptors"
            + " | upstream's connections | available | leased (busy) | in flight | (busy)"
            + " | requests ± | lines ± | lost | reloads | series |");
    line("|" + "---:|".repeat(19));
  }

  void row(Sample sample, Map<String, Double> busy, Tally counted) throws IOException {
    long staged = sample.sent() - counted.of(Kind.STAGELESS + ".sent");
    double seconds = sample.seconds() - lastSeconds;
    Probe.Usage usage = sample.usage();
    line(
        "| %.0f | %d | %.0f | %d | %d | %d | %d | %d | %d | %d | %d | %d (%.0f) | %d | (%.0f) | %d | %d | %d | %d | %d |"
            .formatted(
                sample.seconds(),
                sample.sent(),
                seconds == 0 ? 0.0 : (sample.sent() - lastSent) / seconds,
                usage.heap(),
                usage.metaspace(),
                usage.resident(),
                usage.threads(),
                usage.gatehouse(),
                usage.files(),
                sample.connections(),
                sample.metric("upstream_connections_available"),
                sample.metric("upstream_connections_leased"),
                busy.getOrDefault("gatehouse_upstream_connections_leased", 0.0),
                sample.metric("requests_in_flight"),
                busy.getOrDefault("gatehouse_requests_in_flight", 0.0),
                sample.metric("requests_total") - staged,
                sample.lines() - staged,
                sample.metric("access_log_lost_lines_total"),
                sample.metric("configuration_loads_total"),
                Math.round(sample.metrics().get("series"))));
    lastSeconds = sample.seconds();
    lastSent = sample.sent();
  }

  void end(
      Verdict verdict, Tally counted, Map<String, Long> early, Map<String, Long> late, int logFiles)
      throws IOException {
    line("");
    line("What grows is judged in runs of %.0f s and more.".formatted(Verdict.SHORTEST_SECONDS));
    line("");
    line("| demand | met | |");
    line("|---|---|---|");
    for (Verdict.Check check : verdict.checks()) {
      line(
          "| %s | %s | %s |"
              .formatted(check.demand(), check.met() ? "yes" : "**NO**", check.told()));
    }
    line("");
    line("What the clients counted, and %d files of access logs:".formatted(logFiles));
    line("");
    counted.counts().forEach((name, count) -> print("    " + name + " = " + count));
    line("");
    line("Classes whose objects take most bytes more at the end than after a third:");
    line("");
    Map<String, Long> more = new TreeMap<>(late);
    early.forEach((name, bytes) -> more.merge(name, -bytes, Long::sum));
    more.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(12)
        .forEach(entry -> print("    %+9d %s".formatted(entry.getValue(), entry.getKey())));
    line("");
    line(verdict.isGood() ? "All demands are met." : "**Not all demands are met.**");
  }

  private void print(String text) {
    try {
      line(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void line(String text) throws IOException {
    System.out.println(text);
    Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 2))
        .orElse("unknown processor");
  }

  private static String revision() throws IOException {
    Process git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=8").start();
    return new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
        .strip();
  }
}
