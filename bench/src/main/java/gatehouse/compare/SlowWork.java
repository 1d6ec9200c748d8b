package gatehouse.compare;

import java.util.List;

/** 3,000 clients of an upstream that answers after 200 ms; 15,000 requests per second at most. */
final class SlowWork implements Workload {

  private static final String PATH = "/event/after/200";
  private static final int CONNECTIONS = 3_000;

  @Override
  public String name() {
    return "slow";
  }

  @Override
  public String title() {
    return "3,000 connections, upstream answers after 200 ms";
  }

  @Override
  public double seconds(Options options, int subjects) {
    return subjects * options.rounds() * (options.seconds() + 3.0);
  }

  @Override
  public List<String> metrics() {
    return ThroughputWork.METRICS;
  }

  @Override
  public void run(Context context, Fleet fleet) {
    fleet.alternate(
        name(),
        context.options().rounds(),
        (subject, running, round) -> {
          Window window = new Window(running);
          LoadResult result =
              ClosedLoop.run(
                  running.port(PATH),
                  subject.get(PATH),
                  CONNECTIONS,
                  Math.max(1.5, context.lead()),
                  context.options().seconds(),
                  window);
          Figures figures = context.figures();
          ThroughputWork.add(figures, name(), subject, result.perSecond(), result.failed(), window);
          figures.add(name(), subject.name(), ThroughputWork.P50, result.millis(50));
          figures.add(name(), subject.name(), ThroughputWork.P99, result.millis(99));
        });
  }
}
