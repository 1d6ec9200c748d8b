package gatehouse.compare;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The run as a page of Markdown. */
final class Report {

  private final StringBuilder text = new StringBuilder();
  private final Figures figures;
  private final Map<String, String> titles;

  private Report(Figures figures, Map<String, String> titles) {
    this.figures = figures;
    this.titles = titles;
  }

  /**
   * Writes it.
   *
   * @param whole whether the run is at its end
   * @param titles of subjects by name, in order
   * @param picture the file's name
   */
  static String of(
      Options options,
      Map<String, String> facts,
      Figures figures,
      boolean whole,
      List<Workload> workloads,
      Map<String, String> titles,
      String picture) {
    Report report = new Report(figures, titles);
    report.head(whole, options, facts, picture);
    report.verdicts();
    for (Workload workload : workloads) {
      if (figures.has(workload.name())) {
        report.table(workload);
      }
    }
    return report.text.toString();
  }

  private void head(boolean whole, Options options, Map<String, String> facts, String picture) {
    line("# Gatehouse and its peers");
    line("");
    if (!whole) {
      line("**This run was broken off.**");
      line("");
    }
    line(
        ("%d rounds in alternating order, %d s for each measurement, %d s of warm-up. All on"
                + " 127.0.0.1, load generator, subject and upstream on the same processors. Medians"
                + " of the rounds; in brackets the smallest and the largest.")
            .formatted(options.rounds(), options.seconds(), options.warmSeconds()));
    line("");
    line("![" + "the figures as bars" + "](" + picture + ")");
    line("");
    line("| | |");
    line("|---|---|");
    facts.forEach((name, value) -> line("| %s | %s |".formatted(name, value)));
    line("");
    line(
        "*µs CPU*: the subject's own processor time for each request. *others' CPUs*: how many of"
            + " the machine's processors were busy meanwhile with what does not belong to the run;"
            + " above 0.1 a figure says less than it seems to.");
    if (!figures.leftOut().isEmpty() || !figures.faults().isEmpty()) {
      line("");
      figures
          .leftOut()
          .forEach((subject, reason) -> line("- **Left out: " + subject + ".** " + reason));
      figures.faults().forEach(fault -> line("- **Not measured:** " + fault));
    }
    line("");
  }

  private void verdicts() {
    line("## Targets");
    line("");
    line("| target | found | met |");
    line("|---|---|---|");
    for (Targets.Verdict verdict : Targets.judge(figures)) {
      String met = verdict.met() == null ? "–" : verdict.met() ? "yes" : "**no**";
      line("| %s | %s | %s |".formatted(verdict.target(), verdict.found(), met));
    }
    line("");
  }

  private void table(Workload workload) {
    String work = workload.name();
    line("## " + workload.title());
    line("");
    line(
        "`%s`, load average at the beginning of the rounds: %s."
            .formatted(
                work,
                String.join(
                    ", ",
                    figures.loads(work).stream().map(load -> "%.1f".formatted(load)).toList())));
    line("");
    List<String> metrics =
        workload.metrics().stream()
            .filter(
                metric ->
                    titles.keySet().stream()
                        .anyMatch(subject -> !figures.all(work, subject, metric).isEmpty()))
            .toList();
    line("| | " + String.join(" | ", metrics) + " |");
    line("|---|" + "---:|".repeat(metrics.size()));
    titles.forEach(
        (subject, title) -> {
          if (metrics.stream().anyMatch(metric -> !figures.all(work, subject, metric).isEmpty())) {
            StringBuilder row = new StringBuilder("| " + title + " |");
            metrics.forEach(
                metric -> row.append(" ").append(cell(work, subject, metric)).append(" |"));
            line(row.toString());
          }
        });
    line("");
  }

  private String cell(String work, String subject, String metric) {
    OptionalDouble median = figures.median(work, subject, metric);
    if (median.isEmpty()) {
      return "";
    }
    if (metric.equals(ThroughputWork.FAILED)) {
      // One failure in three rounds is a failure, and no median of 0.
      return number(figures.all(work, subject, metric).stream().mapToDouble(count -> count).sum());
    }
    double smallest = figures.smallest(work, subject, metric);
    double largest = figures.largest(work, subject, metric);
    String value = number(median.getAsDouble());
    return figures.all(work, subject, metric).size() == 1
        ? value
        : "%s (%s–%s)".formatted(value, number(smallest), number(largest));
  }

  static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) || size >= 1_000) {
      return "%,.0f".formatted(value);
    }
    return size >= 100
        ? "%.0f".formatted(value)
        : size >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
