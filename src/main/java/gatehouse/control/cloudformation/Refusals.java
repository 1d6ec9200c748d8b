package gatehouse.control.cloudformation;

import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.Problem;
import java.util.List;
import java.util.Map;

/** Tells of problems in files as problems in templates. Stateless. */
public final class Refusals {

  private Refusals() {}

  /**
   * Why a configuration cannot be served, a line for each problem.
   *
   * @param attempted the files as they would have been
   */
  public static List<String> told(ConfigurationException refusal, ConfigurationFiles attempted) {
    Map<String, String> makers = Stacks.makers(attempted);
    List<Problem> problems = refusal.problems();
    // A snapshot of what is wrong is wrong in the same way, and need not be told.
    List<Problem> others =
        problems.stream().filter(problem -> !problem.file().contains("deployments/")).toList();
    return (others.isEmpty() ? problems : others)
        .stream()
            .map(
                problem -> {
                  String maker = makers.get(problem.file());
                  return maker == null ? problem.toString() : "%s: %s".formatted(maker, problem);
                })
            .toList();
  }
}
