package gatehouse.command;

import gatehouse.pipeline.MappingLine;
import gatehouse.pipeline.Plan;
import gatehouse.pipeline.RouteLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code check} tells people of a configuration that is fine. */
final class CheckText {

  private static final int LONGEST_COLUMN = 60;

  private CheckText() {}

  /** A line for each warning, which editors can follow as they do a compiler's. */
  static List<String> warnings(Reading reading) {
    return reading.plan().warnings().stream()
        .map(Warning::of)
        .map(warning -> warning.located(reading.directory()))
        .toList();
  }

  /** The routes of each API and stage, in columns. */
  static List<String> routes(Plan plan) {
    Map<String, List<RouteLine>> groups = new LinkedHashMap<>();
    for (RouteLine line : plan.routes()) {
      groups.computeIfAbsent(heading(line), h -> new ArrayList<>()).add(line);
    }
    List<String> lines = new ArrayList<>();
    groups.forEach(
        (heading, routes) -> {
          lines.add(heading);
          int width =
              routes.stream()
                  .mapToInt(route -> route.place().length())
                  .filter(length -> length <= LONGEST_COLUMN)
                  .max()
                  .orElse(0);
          for (RouteLine route : routes) {
            lines.add(
                ("  %-7s %-" + Math.max(1, width) + "s -> %s")
                    .formatted(route.method(), route.place(), route.answerer()));
          }
          lines.add("");
        });
    addMappings(plan.mappings(), lines);
    return lines;
  }

  private static void addMappings(List<MappingLine> mappings, List<String> lines) {
    if (!mappings.isEmpty()) {
      int width = mappings.stream().mapToInt(line -> line.place().length()).max().orElse(1);
      lines.add("domains");
      for (MappingLine line : mappings) {
        lines.add(
            ("  %-" + width + "s -> API %s, stage %s")
                .formatted(line.place(), line.apiId(), line.stageName()));
      }
      lines.add("");
    }
  }

  /** One line that counts what there is. */
  static String summary(Reading reading) {
    Plan plan = reading.plan();
    return "fine: %s, %s, %s, %s"
        .formatted(
            Count.of(plan.routes().stream().map(RouteLine::apiId).distinct().count(), "API"),
            Count.of(plan.routes().stream().map(CheckText::heading).distinct().count(), "stage"),
            Count.of(plan.routes().size(), "route"),
            Count.of(plan.warnings().size(), "warning"));
  }

  private static String heading(RouteLine line) {
    return line.deploymentId() == null
        ? "API %s, stage %s".formatted(line.apiId(), line.stageName())
        : "API %s, stage %s, deployment %s"
            .formatted(line.apiId(), line.stageName(), line.deploymentId());
  }
}
