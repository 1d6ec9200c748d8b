package gatehouse.control.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.Problem;
import gatehouse.control.aws.Operations.Found;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.AwsException.Kind;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.http.BodyCollector;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.registry.ConfigWriter;
import gatehouse.registry.ConflictException;
import gatehouse.registry.ReadOnlyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * AWS's management API below {@code /_gatehouse/aws}, so that the AWS CLI and the SDKs drive the
 * gateway with nothing but another endpoint. It is a view of the configuration's files: what it
 * tells is read from them, what it changes is written to them. For any number of threads.
 *
 * <p>AWS: the ApiGatewayV2 API, rest-json 1.1.
 */
public final class AwsManagement {

  private static final System.Logger LOG = System.getLogger("gatehouse.control");
  private static final int MOST_PROBLEMS = 5;

  private final Admission admission;
  private final Operations operations;
  private final Source source;
  private final ConfigWriter writer;
  private final Executor executor;
  private final Surroundings surroundings;

  /** Gives the files of the configuration as they are now; may block. */
  @FunctionalInterface
  public interface Source {

    /**
     * The files.
     *
     * @throws NoSuchFileException when there is no such place yet
     */
    ConfigurationFiles files() throws IOException;
  }

  /**
   * What the operations need to know.
   *
   * @param ids makes ids of resources
   * @param address how this deployment is reached
   */
  public record Surroundings(InstantSource clock, Ids ids, Rules rules, Address address) {}

  /**
   * A management API.
   *
   * @param executor has the threads that wait for files, and refuses what is too much
   */
  public AwsManagement(
      Admission admission,
      Operations operations,
      Source source,
      ConfigWriter writer,
      Executor executor,
      Surroundings surroundings) {
    this.admission = admission;
    this.operations = operations;
    this.source = source;
    this.writer = writer;
    this.executor = executor;
    this.surroundings = surroundings;
  }

  /**
   * Answers what is for the management API.
   *
   * @return null when the request is for somebody else; completed normally always
   */
  public @Nullable CompletionStage<Response> handle(Request request) {
    List<String> segments = RawSegments.below(request.path());
    if (segments == null) {
      return null;
    }
    try {
      admission.connected(request);
      Found found = operations.find(request.method(), segments);
      if (found == null) {
        throw AwsException.notFound(
            "There is no operation %s /%s".formatted(request.method(), String.join("/", segments)));
      }
      Operation operation = found.operation();
      return BodyCollector.collect(request.body(), operation.largestBody(), request.cancellation())
          .thenApplyAsync(body -> run(request, found, body), executor)
          .exceptionally(failure -> AwsAnswers.refusal(refusal(failure, operation)));
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(AwsAnswers.refusal(refusal(e, null)));
    }
  }

  /** Whether somebody who sends this path, acceptable or not, wants to hear of it as AWS tells. */
  public static boolean isMeant(String path) {
    return path.contains("/_gatehouse/aws/");
  }

  /** The answer to what cannot be read as a request. */
  public static Response unreadable() {
    return AwsAnswers.refusal(AwsException.badRequest("Bad Request"));
  }

  /** Here it is known who asks for what: the place of an audit log. */
  private Response run(Request request, Found found, byte[] body) {
    Operation operation = found.operation();
    admission.admit(
        new Admission.Asked(request, body, "apigateway:" + request.method(), resource(request)));
    return AwsAnswers.of(operation.status(), reply(request, found, object(body)));
  }

  private String resource(Request request) {
    List<String> segments = RawSegments.below(request.path());
    String path = segments == null ? "" : String.join("/", segments.subList(1, segments.size()));
    return "arn:aws:apigateway:%s::/%s".formatted(surroundings.rules().account().region(), path);
  }

  private Reply reply(Request request, Found found, ObjectNode body) {
    Call.Around around =
        new Call.Around(
            surroundings.clock().instant(),
            surroundings.ids(),
            surroundings.rules(),
            surroundings.address().base(request));
    Operation operation = found.operation();
    Map<String, String> labels = found.labels();
    try {
      return operation.changes()
          ? writer.change(
              (now, edits) ->
                  operation
                      .handler()
                      .handle(
                          new Call(
                              labels,
                              request.query(),
                              body.deepCopy(),
                              new Workspace(now, edits),
                              around)))
          : operation
              .handler()
              .handle(
                  new Call(labels, request.query(), body, new Workspace(files(), null), around));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConfigurationFiles files() throws IOException {
    try {
      return source.files();
    } catch (NoSuchFileException e) {
      return new ConfigurationFiles(Map.of(), List.of());
    }
  }

  private static ObjectNode object(byte[] body) {
    if (body.length == 0) {
      return JsonTree.object();
    }
    ObjectNode object = JsonTree.parse(body);
    if (object == null) {
      throw AwsException.badRequest("Invalid request body: it must be a JSON object");
    }
    return object;
  }

  /** A snapshot of what is wrong is wrong in the same way, and need not be told. */
  private static String told(List<Problem> problems) {
    List<Problem> others =
        problems.stream().filter(problem -> !problem.file().contains("deployments/")).toList();
    return (others.isEmpty() ? problems : others)
        .stream().limit(MOST_PROBLEMS).map(Problem::toString).collect(Collectors.joining("; "));
  }

  private static AwsException refusal(Throwable failure, @Nullable Operation operation) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
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
    if (cause instanceof RejectedExecutionException) {
      return AwsException.of(Kind.TOO_MANY_REQUESTS, "Too Many Requests");
    }
    if (operation != null && BodyCollector.isTooLarge(cause)) {
      return AwsException.badRequest(
          "Invalid request body: it must have at most %d bytes".formatted(operation.largestBody()));
    }
    LOG.log(Level.ERROR, "an operation of the management API failed unexpectedly", cause);
    return AwsException.of(Kind.INTERNAL, "Internal Server Error");
  }
}
