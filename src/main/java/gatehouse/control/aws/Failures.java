package gatehouse.control.aws;

import gatehouse.config.ConfigurationException;
import gatehouse.config.Problem;
import gatehouse.control.audit.AuditUnavailableException;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.AwsException.Kind;
import gatehouse.http.BodyCollector;
import gatehouse.http.Causes;
import gatehouse.registry.ConflictException;
import gatehouse.registry.ReadOnlyException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

/** What clients of AWS are told of whatever goes wrong. */
public final class Failures {

  private static final System.Logger LOG = System.getLogger("gatehouse.control");
  private static final int MOST_PROBLEMS = 5;

  private Failures() {}

  /** A snapshot of what is wrong is wrong in the same way, and need not be told. */
  private static String told(List<Problem> problems) {
    List<Problem> others =
        problems.stream().filter(problem -> !problem.file().contains("deployments/")).toList();
    return (others.isEmpty() ? problems : others)
        .stream().limit(MOST_PROBLEMS).map(Problem::toString).collect(Collectors.joining("; "));
  }

  /**
   * What the client is told.
   *
   * @param mostBytes that the request's body might have had
   */
  public static AwsException of(Throwable failure, int mostBytes) {
    Throwable cause = Causes.of(failure);
    if (cause instanceof AwsException known) {
      return known;
    }
    if (cause instanceof ConfigurationException invalid) {
      return AwsException.badRequest(told(invalid.problems()));
    }
    if (cause instanceof ConflictException) {
      return AwsException.conflict(
          "Unable to complete operation due to concurrent modification. Please try again later.");
    }
    if (cause instanceof ReadOnlyException) {
      return AwsException.of(Kind.ACCESS_DENIED, String.valueOf(cause.getMessage()));
    }
    if (cause instanceof AuditUnavailableException) {
      return AwsException.of(Kind.INTERNAL, String.valueOf(cause.getMessage()));
    }
    if (cause instanceof RejectedExecutionException) {
      return AwsException.of(Kind.TOO_MANY_REQUESTS, "Too Many Requests");
    }
    if (BodyCollector.isTooLarge(cause)) {
      return AwsException.badRequest(
          "Invalid request body: it must have at most %d bytes".formatted(mostBytes));
    }
    LOG.log(Level.ERROR, "an operation of the management API failed unexpectedly", cause);
    return AwsException.of(Kind.INTERNAL, "Internal Server Error");
  }
}
