package gatehouse.soak;

import gatehouse.testkit.server.ServerBuilder;
import gatehouse.testkit.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The run. Arguments: {@code jetty} or {@code tomcat}, seconds, clients, how many milliseconds each
 * of them thinks behind an answer, how often the gateway is deployed again, the directory for
 * results. The exit code is 0 when all is well, 1 when a demand is not met.
 */
public final class Soak {

  private static final double SECONDS_PER_SAMPLE = 10;

  private final SoakUpstream upstream;
  private final SoakConfiguration configuration;
  private final Probe probe;
  private final Clients clients;
  private final LogLines logs;
  private final Report report;
  private final List<Sample> samples = new ArrayList<>();
  private Tally counted = new Tally();
  private long began = System.nanoTime();

  private Soak(
      SoakUpstream upstream,
      SoakConfiguration configuration,
      Probe probe,
      Clients clients,
      LogLines logs,
      Report report) {
    this.upstream = upstream;
    this.configuration = configuration;
    this.probe = probe;
    this.clients = clients;
    this.logs = logs;
    this.report = report;
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    String kind = arguments[0];
    int seconds = Integer.parseInt(arguments[1]);
    int clientCount = Integer.parseInt(arguments[2]);
    int thinkMillis = Integer.parseInt(arguments[3]);
    int redeploys = Integer.parseInt(arguments[4]);
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm"));
    Path work = Files.createDirectories(Path.of(System.getProperty("test.work")));
    Path directory = Files.createTempDirectory(work, kind + "-");
    Report report =
        new Report(
            Files.createDirectories(Path.of(arguments[5]))
                .resolve("soak-" + kind + "-" + time + ".md"),
            kind,
            clientCount);
    boolean good;
    try (SoakUpstream upstream = new SoakUpstream()) {
      SoakConfiguration configuration =
          new SoakConfiguration(directory.resolve("config"), upstream.port(), nobody());
      ServerBuilder builder =
          kind.equals("tomcat") ? ServerProcess.tomcat() : ServerProcess.jetty();
      Path logs = directory.resolve("logs");
      try (ServerProcess server =
              builder
                  .jvm("-Xmx256m", "-XX:+UseG1GC", "-Dslf4j.internal.verbosity=ERROR")
                  .deploy("/", ServerBuilder.gatehouseWar(), settings(directory, logs))
                  .start();
          Clients clients = new Clients(server.port(), clientCount, thinkMillis)) {
        Soak soak =
            new Soak(
                upstream, configuration, new Probe(server), clients, new LogLines(logs), report);
        good = soak.run(seconds, redeploys);
      }
    }
    System.out.println("written: " + report.file() + ", logs: " + directory);
    System.exit(good ? 0 : 1);
  }

  private static Map<String, String> settings(Path directory, Path logs) {
    return Map.of(
        "gatehouse.config", directory.resolve("config").toString(),
        "gatehouse.management", "loopback",
        "gatehouse.reloadIntervalMillis", "200",
        "gatehouse.accessLog.directory", logs.toString(),
        "gatehouse.accessLog.maxFileBytes", "4000000",
        "gatehouse.accessLog.keptFiles", "100000",
        "gatehouse.maxInFlight", "5000",
        "gatehouse.maxInFlightPerIntegration", "2000");
  }

  /** A port that nobody listens at. */
  private static int nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean run(int seconds, int redeploys) throws IOException, InterruptedException {
    awaitConfiguration();
    report.begin();
    sample();
    double interval = Math.min(SECONDS_PER_SAMPLE, Math.max(1, seconds / 10.0));
    double nextSample = interval;
    int redeployed = 0;
    Map<String, Long> early = Map.of();
    began = System.nanoTime();
    clients.go();
    while (elapsed() < seconds) {
      Thread.sleep(1_000);
      configuration.change();
      if (elapsed() >= nextSample) {
        sample();
        if (early.isEmpty() && elapsed() > seconds / 3.0) {
          early = probe.histogram();
        }
        if (elapsed() >= seconds * (redeployed + 1.0) / (redeploys + 1)) {
          redeployed++;
          probe.redeploy();
          awaitConfiguration();
        }
        nextSample = elapsed() + interval;
        clients.go();
      }
    }
    sample();
    Map<String, Long> late = probe.histogram();
    Verdict verdict =
        new Verdict(samples, counted, logs.count(), configuration.changes(), probe.scrapes());
    report.end(verdict, counted, early, late, logs.files());
    return verdict.isGood();
  }

  private void awaitConfiguration() throws IOException, InterruptedException {
    for (int i = 0; i < 300; i++) {
      Map<String, Double> metrics = probe.scrape();
      if (metrics != null && metrics.getOrDefault("gatehouse_configuration_current", 0.0) >= 1) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the gateway takes no configuration; see its log");
  }

  private double elapsed() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Pauses the clients, waits until the gateway is done with what they left, and looks. */
  private void sample() throws IOException, InterruptedException {
    double seconds = samples.isEmpty() ? 0 : elapsed();
    Map<String, Double> busy = probe.metrics();
    counted = clients.pause();
    Map<String, Double> paused = probe.metrics();
    for (int i = 0; i < 100 && !isIdle(paused); i++) {
      Thread.sleep(100);
      paused = probe.metrics();
    }
    long requests = Math.round(paused.getOrDefault("gatehouse_requests_total", 0.0));
    for (int i = 0; i < 50 && logs.count().of("lines") < requests; i++) {
      Thread.sleep(100);
    }
    Probe.Usage usage = probe.usage();
    Sample sample =
        new Sample(
            seconds,
            counted.matching(".*\\.sent"),
            usage,
            paused,
            logs.count().of("lines"),
            upstream.connections());
    report.row(sample, busy, counted);
    samples.add(sample);
  }

  private static boolean isIdle(Map<String, Double> metrics) {
    return metrics.getOrDefault("gatehouse_requests_in_flight", 0.0) == 0
        && metrics.getOrDefault("gatehouse_upstream_connections_leased", 0.0) == 0
        && metrics.getOrDefault("gatehouse_exchanges_in_flight", 0.0) <= 1;
  }
}
