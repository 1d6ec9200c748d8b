package gatehouse.compare;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Twice as many requests as Gatehouse can do, whether answers come or not, and then half as many:
 * what comes through, what is shed, and how long it takes until all is as before. The half begins
 * while what is under way from before still waits for its answers. The limit of requests under way
 * is one that an operator would set who knows his upstream.
 */
final class OverloadWork implements Workload {

  private static final String PEAK = "peak/s";
  private static final String GOODPUT = "good/s at 200 %";
  private static final String SHARE = "good at 200 %, % of peak";
  private static final String SHED = "shed/s at 200 %";
  private static final String LOST = "lost/s at 200 %";
  private static final String RECOVERY = "s to recover";
  private static final String AFTER = "p99 ms at 50 % then";

  private static final String PATH = "/static/225";
  private static final int USUAL_CONNECTIONS = 64;
  private static final int CONNECTIONS = 2_000;
  private static final String MOST_UNDER_WAY = "128";
  private static final int SECONDS_AFTER = 10;

  /** A second counts as one like before the overload when its p99 is at most this. */
  private static final double RECOVERED_MILLIS = 50;

  private final List<Subject> subjects;

  /** Of the subjects it takes Gatehouse's, with a setting more. */
  OverloadWork(List<Subject> subjects) {
    this.subjects =
        Stream.of("jetty", "tomcat")
            .filter(server -> subjects.stream().anyMatch(one -> one.name().equals(name(server))))
            .map(OverloadWork::subject)
            .toList();
  }

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public String title() {
    return "Overload: an open loop of twice the maximum, then of half; gatehouse.maxInFlight="
        + MOST_UNDER_WAY;
  }

  @Override
  public boolean startsItsOwn() {
    return true;
  }

  @Override
  public double seconds(Options options, int count) {
    return subjects.size()
        * (10
            + options.warmSeconds()
            + options.rounds() * (3 * options.seconds() + SECONDS_AFTER + 5));
  }

  @Override
  public List<String> metrics() {
    return List.of(PEAK, GOODPUT, SHARE, SHED, LOST, RECOVERY, AFTER, ThroughputWork.OTHERS);
  }

  @Override
  public void run(Context context, Fleet none) throws Exception {
    try (Fleet fleet = new Fleet(context, subjects)) {
      fleet.alternate(
          name(),
          context.options().rounds(),
          (subject, running, round) -> measure(context, subject, running));
    }
  }

  private static Subject subject(String server) {
    return new Subject(
        name(server),
        "Gatehouse on " + server,
        site -> {
          Path room = site.room("gatehouse-overload-" + server);
          Path config = Files.createDirectories(room.resolve("config"));
          GatehouseConfiguration.plain(config, site);
          Map<String, String> settings = Map.of("gatehouse.maxInFlight", MOST_UNDER_WAY);
          return Gatehouse.start(site, server, room, settings);
        });
  }

  private static String name(String server) {
    return "gatehouse-" + server;
  }

  private void measure(Context context, Subject subject, Running running) throws Exception {
    ByteBuffer request = subject.get(PATH);
    int port = running.port(PATH);
    double seconds = context.options().seconds();
    LoadResult most =
        ClosedLoop.run(
            port, request, USUAL_CONNECTIONS, context.lead(), seconds, new Window(running));
    double peak = most.perSecond();

    Window window = new Window(running);
    double goodput;
    double shed;
    double lost;
    OpenLoop after;
    OpenLoop overload = new OpenLoop(port, request, 2 * peak, 1, CONNECTIONS);
    try (overload) {
      Thread.sleep((long) (context.lead() * 1e3));
      long goodBefore = overload.right();
      long shedBefore = overload.shed();
      long failedBefore = overload.failed();
      window.begin();
      Thread.sleep((long) (seconds * 1e3));
      long good = overload.right() - goodBefore;
      window.end(good);
      goodput = good / seconds;
      shed = (overload.shed() - shedBefore) / seconds;
      lost = (overload.failed() - failedBefore) / seconds - shed;
      overload.stop();

      after = new OpenLoop(port, request, peak / 2, SECONDS_AFTER);
      try (after) {
        for (int i = 0; i < SECONDS_AFTER; i++) {
          after.record(i);
          Thread.sleep(1_000);
        }
        after.record(-1);
      }
    }
    int recovered = 0;
    while (recovered < SECONDS_AFTER && p99(after.latency(recovered)) > RECOVERED_MILLIS) {
      recovered++;
    }
    add(context, subject, PEAK, peak);
    add(context, subject, GOODPUT, goodput);
    add(context, subject, SHARE, 100 * goodput / peak);
    add(context, subject, SHED, shed);
    add(context, subject, LOST, lost);
    add(context, subject, RECOVERY, recovered);
    add(context, subject, AFTER, p99(after.latency(SECONDS_AFTER - 1)));
    add(context, subject, ThroughputWork.OTHERS, window.foreign());
    System.out.printf(
        "overload %-16s peak %6.0f /s; at twice that %6.0f /s right, %6.0f shed, %6.0f lost, others %.2f; recovered after %d s%n",
        subject.name(), peak, goodput, shed, lost, window.foreign(), recovered);
  }

  private void add(Context context, Subject subject, String metric, double value) {
    context.figures().add(name(), subject.name(), metric, value);
  }

  private static double p99(Histogram latency) {
    return latency.getValueAtPercentile(99) / 1e6;
  }
}
