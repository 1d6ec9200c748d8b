package gatehouse.compare;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A configuration of 10,000 routes is changed by one, while requests come at a fixed rate. Their
 * latency is kept apart for the time from a change until some seconds after it is live, because the
 * gateway then reads all once more.
 */
final class ReloadWork implements Workload {

  static final String SUBJECT = "10000";
  static final String LIVE = "ms until live";
  static final String WORK = "ms of work";
  static final String LOOK = "ms per look";
  static final String QUIET_P50 = "quiet p50 ms";
  static final String QUIET_P99 = "quiet p99 ms";
  static final String QUIET_MAX = "quiet max ms";
  static final String RELOAD_P50 = "reload p50 ms";
  static final String RELOAD_P99 = "reload p99 ms";
  static final String RELOAD_MAX = "reload max ms";

  private static final String THREAD = "gatehouse-reloa";
  private static final int ROUTES = 10_000;
  private static final double MOST = 2_000;
  private static final double SHARE = 0.3;
  private static final int QUIET = 0;
  private static final int RELOADING = 1;

  /** Behind each look at the files. */
  private static final double PAUSE_MILLIS = 500;

  /** In which the gateway reads once more. */
  private static final long AFTER_MILLIS = 3_500;

  @Override
  public String name() {
    return "reload";
  }

  @Override
  public String title() {
    return "Gatehouse on Jetty: a reload of 10,000 routes at 30 %% of the maximum, at most %,.0f/s"
        .formatted(MOST);
  }

  @Override
  public boolean startsItsOwn() {
    return true;
  }

  @Override
  public double seconds(Options options, int count) {
    return 15 + options.warmSeconds() + options.rounds() * (10 + quietMillis(options) / 1e3);
  }

  private static long quietMillis(Options options) {
    return 1_000L * Math.max(3, options.seconds());
  }

  @Override
  public List<String> metrics() {
    return List.of(
        ThroughputWork.RATE,
        LIVE,
        WORK,
        LOOK,
        QUIET_P50,
        QUIET_P99,
        QUIET_MAX,
        RELOAD_P50,
        RELOAD_P99,
        RELOAD_MAX,
        ThroughputWork.FAILED);
  }

  @Override
  public void run(Context context, Fleet none) throws Exception {
    Path room = context.site().room("gatehouse-reload");
    Path config = Files.createDirectories(room.resolve("config"));
    GatehouseConfiguration.routes(config, context.site(), ROUTES);
    GatehouseConfiguration.small(config, context.site());
    Subject subject =
        new Subject(SUBJECT, "10,000 routes", site -> Gatehouse.start(site, "jetty", room));
    try (Fleet fleet = new Fleet(context, List.of(subject))) {
      fleet.alternate(
          name(),
          context.options().rounds(),
          (one, running, round) -> measure(context, one, running, config, "more" + round));
    }
  }

  private void measure(Context context, Subject subject, Running running, Path config, String route)
      throws Exception {
    Figures figures = context.figures();
    RightAnswers answers = new RightAnswers();
    answers.status(subject, running, "/static/" + route);
    ByteBuffer request = subject.get("/static/225");
    LoadResult most = ClosedLoop.run(running.files(), request, 64, 0.5, 1, new Window(running));
    double rate = Math.max(1, Math.min(MOST, SHARE * most.perSecond()));
    figures.add(name(), SUBJECT, ThroughputWork.RATE, rate);
    OpenLoop loop = new OpenLoop(running.files(), request, rate, 2);
    try (loop) {
      Thread.sleep(2_000);
      double began = ProcessFiles.threadMillis(running.pid(), THREAD);
      loop.record(QUIET);
      long quietMillis = quietMillis(context.options());
      Thread.sleep(quietMillis);
      double looked = ProcessFiles.threadMillis(running.pid(), THREAD);
      double looking = looked - began;
      figures.add(name(), SUBJECT, LOOK, looking / ((quietMillis - looking) / PAUSE_MILLIS));
      loop.record(RELOADING);
      long changed = System.nanoTime();
      GatehouseConfiguration.oneMore(config, context.site(), route);
      boolean live = false;
      while (!live && System.nanoTime() - changed < 30_000_000_000L) {
        live = answers.status(subject, running, "/static/" + route) == 200;
        Thread.sleep(2);
      }
      double millis = (System.nanoTime() - changed) / 1e6;
      double worked = ProcessFiles.threadMillis(running.pid(), THREAD) - looked;
      Thread.sleep(AFTER_MILLIS);
      loop.record(-1);
      if (!live) {
        throw new IllegalStateException("the change is not live after 30 s");
      }
      figures.add(name(), SUBJECT, LIVE, millis);
      figures.add(name(), SUBJECT, WORK, worked);
      System.out.printf("reload   live after %.0f ms, work %.0f ms%n", millis, worked);
    }
    Histogram quiet = loop.latency(QUIET);
    Histogram reload = loop.latency(RELOADING);
    add(figures, QUIET_P50, quiet.getValueAtPercentile(50));
    add(figures, QUIET_P99, quiet.getValueAtPercentile(99));
    add(figures, QUIET_MAX, quiet.getMaxValue());
    add(figures, RELOAD_P50, reload.getValueAtPercentile(50));
    add(figures, RELOAD_P99, reload.getValueAtPercentile(99));
    add(figures, RELOAD_MAX, reload.getMaxValue());
    figures.add(name(), SUBJECT, ThroughputWork.FAILED, loop.failed());
  }

  private void add(Figures figures, String metric, double nanos) {
    figures.add(name(), SUBJECT, metric, nanos / 1e6);
  }
}
