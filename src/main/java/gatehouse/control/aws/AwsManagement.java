package gatehouse.control.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.audit.Actor;
import gatehouse.control.audit.AuditRecord;
import gatehouse.control.aws.Operations.Found;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.http.BodyCollector;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.registry.ConfigWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * AWS's management API below {@code /_gatehouse/aws}, so that the AWS CLI and the SDKs drive the
 * gateway with nothing but another endpoint. It is a view of the configuration's files: what it
 * tells is read from them, what it changes is written to them. For any number of threads.
 *
 * <p>AWS: the ApiGatewayV2 API, rest-json 1.1.
 */
public final class AwsManagement {

  private static final String SOURCE = "apigateway.amazonaws.com";
  private static final long MOST_BYTES = 64L << 20;

  /** Of one request; AWS's largest resources have some hundreds. */
  private static final int MOST_VALUES = 10_000;

  private final Guard guard;
  private final BodyBudget budget = new BodyBudget(MOST_BYTES);
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
   * @param issuers looks whether issuers are there
   */
  public record Surroundings(
      InstantSource clock, Ids ids, Rules rules, Address address, IssuerCheck issuers) {}

  /**
   * A management API.
   *
   * @param guard says who may, and records it
   * @param executor has the threads that wait for files, and refuses what is too much
   */
  public AwsManagement(
      Guard guard,
      Operations operations,
      Source source,
      ConfigWriter writer,
      Executor executor,
      Surroundings surroundings) {
    this.guard = guard;
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
    String id = AwsAnswers.newId();
    Found found = operations.find(request.method(), segments);
    try {
      guard.admission().connected(request);
    } catch (RuntimeException e) {
      return found == null || isRead(request)
          ? CompletableFuture.completedStage(answer(e, 0, id))
          : atDoor(request, found, e, id);
    }
    if (found == null) {
      return CompletableFuture.completedStage(
          AwsAnswers.refusal(
              AwsException.notFound(
                  "There is no operation %s /%s"
                      .formatted(request.method(), String.join("/", segments))),
              id));
    }
    int most = found.operation().largestBody();
    long taken = budget.take(request.body(), most);
    if (taken < 0) {
      BodyCollector.discard(request.body());
      return CompletableFuture.completedStage(
          AwsAnswers.refusal(
              AwsException.of(AwsException.Kind.TOO_MANY_REQUESTS, "Too Many Requests"), id));
    }
    return BodyCollector.collect(request.body(), most, request.cancellation())
        .handleAsync((body, failure) -> run(request, found, body, failure, id), executor)
        .exceptionally(failure -> tooMuch(request, failure, most, id))
        .whenComplete((answer, failure) -> budget.giveBack(taken));
  }

  /** Whether somebody who sends this path, acceptable or not, wants to hear of it as AWS tells. */
  public static boolean isMeant(String path) {
    return path.contains("/_gatehouse/aws/");
  }

  /** The answer to what cannot be read as a request. */
  public static Response unreadable() {
    return AwsAnswers.refusal(AwsException.badRequest("Bad Request"), AwsAnswers.newId());
  }

  /** A change that is refused before its body is read is recorded, too; not by this thread. */
  private CompletionStage<Response> atDoor(
      Request request, Found found, RuntimeException refusal, String id) {
    try {
      return CompletableFuture.supplyAsync(
          () -> refused(record(request, found, id), refusal, 0, id), executor);
    } catch (RuntimeException e) {
      guard.audit().missed();
      return CompletableFuture.completedStage(answer(refusal, 0, id));
    }
  }

  private Response tooMuch(Request request, Throwable failure, int most, String id) {
    if (!isRead(request)) {
      guard.audit().missed();
    }
    return answer(failure, most, id);
  }

  private Response run(
      Request request,
      Found found,
      byte @Nullable [] body,
      @Nullable Throwable failure,
      String id) {
    Operation operation = found.operation();
    AuditRecord record = isRead(request) ? null : record(request, found, id);
    try {
      if (body == null) {
        // What breaks off is the client's doing, and nobody reads this answer.
        throw failure != null && BodyCollector.isTooLarge(failure)
            ? new CompletionException(failure)
            : AwsException.badRequest("Bad Request");
      }
      Actor actor = guard.admission().identify(request, body);
      if (record != null) {
        record.by(actor);
      }
      guard
          .admission()
          .permit(
              actor,
              new Admission.Asked(
                  request, body, "apigateway:" + request.method(), resource(request, found)));
      if (record != null) {
        guard.audit().checkWritable();
      }
      ObjectNode input = object(operation, body);
      surroundings.issuers().before(operation.name(), input);
      Reply reply = reply(request, found, input, record);
      if (record != null) {
        record.done();
      }
      return AwsAnswers.of(operation.status(), reply, id);
    } catch (RuntimeException e) {
      return refused(record, e, operation.largestBody(), id);
    }
  }

  private static Response refused(
      @Nullable AuditRecord record, RuntimeException failure, int most, String id) {
    AwsException refusal = Failures.of(failure, most);
    if (record != null) {
      record.refused(refusal.kind().wireName(), refusal.text());
    }
    return AwsAnswers.refusal(refusal, id);
  }

  private static Response answer(Throwable failure, int most, String id) {
    return AwsAnswers.refusal(Failures.of(failure, most), id);
  }

  private static boolean isRead(Request request) {
    return request.method().equals("GET");
  }

  private AuditRecord record(Request request, Found found, String id) {
    return guard
        .audit()
        .begin(
            new AuditRecord.Asked(
                request, id, SOURCE, found.operation().name(), resource(request, found)));
  }

  private String resource(Request request, Found found) {
    return ResourceArn.of(surroundings.rules().account().region(), request, found);
  }

  private Reply reply(Request request, Found found, ObjectNode body, @Nullable AuditRecord record) {
    Call.Around around =
        new Call.Around(
            surroundings.clock().instant(),
            surroundings.ids(),
            surroundings.rules(),
            surroundings.address().base(request));
    Operation operation = found.operation();
    Map<String, String> labels = found.labels();
    try {
      if (!operation.changes()) {
        return operation
            .handler()
            .handle(new Call(labels, request.query(), body, new Workspace(files(), null), around));
      }
      ConfigWriter.Change<Reply> change =
          (now, edits) ->
              operation
                  .handler()
                  .handle(
                      new Call(
                          labels,
                          request.query(),
                          body.deepCopy(),
                          new Workspace(now, edits),
                          around));
      return writer.change(record == null ? change : record.watching(change));
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

  private static ObjectNode object(Operation operation, byte[] body) {
    if (body.length == 0) {
      return JsonTree.object();
    }
    ObjectNode object =
        operation.takesDocument()
            ? JsonTree.only("body", body)
            : JsonTree.request(body, MOST_VALUES);
    if (object == null) {
      throw AwsException.badRequest("Invalid request body: it must be a JSON object");
    }
    return object;
  }
}
