package gatehouse.command;

import gatehouse.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A configuration that the server would refuse: exit code 1. */
final class ProblemsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Path directory;
  private final transient List<Problem> problems;

  /**
   * A refusal.
   *
   * @param directory as the caller wrote it
   * @param problems at least one, ordered
   */
  ProblemsException(Path directory, List<Problem> problems) {
    super("problems in " + directory, null, false, false);
    this.directory = directory;
    this.problems = List.copyOf(problems);
  }

  /** All problems, ordered by file. */
  List<Problem> problems() {
    return problems;
  }

  /** A line for each problem, which editors can follow, and one that counts them. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    problems.forEach(problem -> lines.add(Reading.located(directory, problem.toString())));
    lines.add(
        "%s in %s"
            .formatted(
                Count.of(problems.size(), "problem"),
                Count.of(problems.stream().map(Problem::file).distinct().count(), "file")));
    return lines;
  }
}
