package gatehouse.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that is refused, with everything that is wrong with it. Its message has one line
 * per problem, ordered by file.
 */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * A refusal.
   *
   * @param problems at least one, in any order; those of one file keep theirs
   */
  public ConfigurationException(List<Problem> problems) {
    super(
        sorted(problems).stream().map(Problem::toString).collect(Collectors.joining("\n")),
        null,
        false,
        false);
    this.problems = sorted(problems);
  }

  /** All problems, ordered by file; unmodifiable. */
  public List<Problem> problems() {
    return problems;
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream().sorted(Comparator.comparing(Problem::file)).toList();
  }
}
