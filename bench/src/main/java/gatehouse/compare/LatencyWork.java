package gatehouse.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Latency at fixed rates, shares of what the same generator got out of the subject just before. At
 * Gatehouse's rates the upstream is asked directly as well: what lies between is Gatehouse's.
 */
final class LatencyWork implements Workload {

  static final String MAXIMUM = "maximum/s";
  private static final String PATH = "/static/225";
  private static final int CONNECTIONS = 64;
  private static final List<Integer> SHARES = List.of(30, 60);

  /** Half load is what Gatehouse's target speaks of. */
  private static final List<Integer> OF_GATEHOUSE = List.of(30, 50, 60);

  private final Running upstream;

  /**
   * The workload.
   *
   * @param upstream asked directly
   */
  LatencyWork(Running upstream) {
    this.upstream = upstream;
  }

  static String at(int share, String metric) {
    return metric + " at " + share + " %";
  }

  static String added(int share, String metric) {
    return "added " + at(share, metric);
  }

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "Latency at fixed rates (open loop), 225-byte answers";
  }

  @Override
  public double seconds(Options options, int subjects) {
    double once = options.seconds() + Math.max(1, options.seconds() / 5.0) + 0.5;
    return subjects * once + options.rounds() * (2 * (subjects - 2) + 2 * 2 * 3) * once;
  }

  @Override
  public List<String> metrics() {
    List<String> metrics = new ArrayList<>(List.of(MAXIMUM));
    for (int share : OF_GATEHOUSE) {
      for (String metric : List.of("p50 ms", "p99 ms", "p99.9 ms")) {
        metrics.add(at(share, metric));
      }
    }
    for (int share : OF_GATEHOUSE) {
      metrics.add(added(share, "p50 ms"));
      metrics.add(added(share, "p99 ms"));
    }
    metrics.add(ThroughputWork.FAILED);
    return metrics;
  }

  @Override
  public void run(Context context, Fleet fleet) {
    Figures figures = context.figures();
    Map<String, Double> maximum = new HashMap<>();
    double seconds = context.options().seconds();
    fleet.alternate(
        name(),
        1,
        (subject, running, round) -> {
          LoadResult most =
              ClosedLoop.run(
                  running.port(PATH),
                  subject.get(PATH),
                  CONNECTIONS,
                  context.lead(),
                  seconds,
                  new Window(running));
          maximum.put(subject.name(), most.perSecond());
          figures.add(name(), subject.name(), MAXIMUM, most.perSecond());
        });
    fleet.alternate(
        name(),
        context.options().rounds(),
        (subject, running, round) -> {
          boolean ours = subject.name().startsWith("gatehouse");
          for (int share : ours ? OF_GATEHOUSE : SHARES) {
            double rate = maximum.get(subject.name()) * share / 100;
            LoadResult result = at(context, running, subject, rate);
            figures.add(name(), subject.name(), at(share, "p50 ms"), result.millis(50));
            figures.add(name(), subject.name(), at(share, "p99 ms"), result.millis(99));
            figures.add(name(), subject.name(), at(share, "p99.9 ms"), result.millis(99.9));
            figures.add(name(), subject.name(), ThroughputWork.FAILED, result.failed());
            System.out.printf(
                "latency  %-16s %2d %% = %6.0f /s: p50 %7.3f p99 %8.3f ms, %d failed%n",
                subject.name(), share, rate, result.millis(50), result.millis(99), result.failed());
            if (ours) {
              LoadResult direct = at(context, upstream, subject, rate);
              for (int percentile : new int[] {50, 99}) {
                figures.add(
                    name(),
                    subject.name(),
                    added(share, "p" + percentile + " ms"),
                    result.millis(percentile) - direct.millis(percentile));
              }
            }
          }
        });
  }

  private static LoadResult at(Context context, Running running, Subject subject, double rate)
      throws Exception {
    return OpenLoop.run(
        running.port(PATH), subject.get(PATH), rate, context.lead(), context.options().seconds());
  }
}
