package gatehouse.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What the figures were to be, and what they are. */
final class Targets {

  /** Medians of two that do the same differ by about that much; "as many as" allows for it. */
  private static final double SAME = 0.98;

  /** A reload may lift the 99th percentile by half and 1 ms before it counts as seen. */
  private static final double DENT_RATIO = 1.5;

  private static final double DENT_MILLIS = 1;

  private final Figures figures;
  private final List<Verdict> verdicts = new ArrayList<>();

  private Targets(Figures figures) {
    this.figures = figures;
  }

  /**
   * A judgement.
   *
   * @param met null when something that it needs was not measured
   */
  record Verdict(String target, String found, @org.jspecify.annotations.Nullable Boolean met) {}

  static List<Verdict> judge(Figures figures) {
    Targets targets = new Targets(figures);
    for (String ours : List.of(Subjects.JETTY, Subjects.TOMCAT)) {
      targets.ratio("small", ours, "jetty-servlet", 1.1);
      targets.ratio("small", ours, "mitre", 1.3);
      targets.ratio("small", ours, "scg-webflux", 1.3);
      targets.ratio("small", ours, "scg-webmvc", 5);
      targets.ratio("small", ours, "nginx", 0.7);
    }
    for (String ours : List.of(Subjects.JETTY, Subjects.TOMCAT)) {
      targets.ratio("slow", ours, "mitre", 8);
      targets.ratio("slow", ours, "scg-webflux", SAME);
      targets.noneFailed(ours);
    }
    targets.ratio("features", "all", "none", 0.75);
    for (String ours : List.of(Subjects.JETTY, Subjects.TOMCAT)) {
      targets.most("latency", ours, LatencyWork.added(50, "p50 ms"), 0.3);
      targets.most("latency", ours, LatencyWork.added(50, "p99 ms"), 2);
    }
    targets.ratio("routes", "10000", "1", 0.98);
    targets.most("reload", ReloadWork.SUBJECT, ReloadWork.WORK, 500);
    targets.dent();
    return targets.verdicts;
  }

  private void ratio(String work, String ours, String other, double least) {
    if (isOff(work)) {
      return;
    }
    OptionalDouble one = figures.median(work, ours, ThroughputWork.RATE);
    OptionalDouble two = figures.median(work, other, ThroughputWork.RATE);
    String target = "%s: %s at least %s × %s".formatted(work, ours, number(least), other);
    if (one.isEmpty() || two.isEmpty()) {
      verdicts.add(new Verdict(target, "not measured", null));
    } else {
      double ratio = one.getAsDouble() / two.getAsDouble();
      String found =
          "%.2f × (%,.0f : %,.0f)".formatted(ratio, one.getAsDouble(), two.getAsDouble());
      verdicts.add(new Verdict(target, found, ratio >= least));
    }
  }

  private void noneFailed(String ours) {
    if (isOff("slow")) {
      return;
    }
    List<Double> failed = figures.all("slow", ours, ThroughputWork.FAILED);
    double sum = failed.stream().mapToDouble(count -> count).sum();
    verdicts.add(
        new Verdict(
            "slow: " + ours + ", none failed",
            failed.isEmpty() ? "not measured" : "%.0f".formatted(sum),
            failed.isEmpty() ? null : sum == 0));
  }

  private void most(String work, String subject, String metric, double most) {
    if (isOff(work)) {
      return;
    }
    OptionalDouble median = figures.median(work, subject, metric);
    verdicts.add(
        new Verdict(
            "%s: %s, %s at most %s".formatted(work, subject, metric, number(most)),
            median.isEmpty() ? "not measured" : "%.3f".formatted(median.getAsDouble()),
            median.isEmpty() ? null : median.getAsDouble() <= most));
  }

  private void dent() {
    if (isOff("reload")) {
      return;
    }
    OptionalDouble quiet = figures.median("reload", ReloadWork.SUBJECT, ReloadWork.QUIET_P99);
    OptionalDouble reload = figures.median("reload", ReloadWork.SUBJECT, ReloadWork.RELOAD_P99);
    String target =
        "reload: p99 meanwhile at most %s × the quiet one + %s ms"
            .formatted(number(DENT_RATIO), number(DENT_MILLIS));
    if (quiet.isEmpty() || reload.isEmpty()) {
      verdicts.add(new Verdict(target, "not measured", null));
    } else {
      verdicts.add(
          new Verdict(
              target,
              "%.2f ms, quiet %.2f ms".formatted(reload.getAsDouble(), quiet.getAsDouble()),
              reload.getAsDouble() <= DENT_RATIO * quiet.getAsDouble() + DENT_MILLIS));
    }
  }

  private boolean isOff(String work) {
    return !figures.has(work);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : "" + value;
  }
}
