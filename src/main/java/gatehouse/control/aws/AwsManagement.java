package gatehouse.control.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.audit.AuditRecord;
import gatehouse.control.aws.Operations.Found;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.registry.ConfigWriter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

  /** Of one request; AWS's largest resources have some hundreds. */
  private static final int MOST_VALUES = 10_000;

  private final Front front;
  private final Operations operations;
  private final Source source;
  private final ConfigWriter writer;
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
   * @param front lets requests in
   */
  public AwsManagement(
      Front front,
      Operations operations,
      Source source,
      ConfigWriter writer,
      Surroundings surroundings) {
    this.front = front;
    this.operations = operations;
    this.source = source;
    this.writer = writer;
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
    Found found = operations.find(request.method(), segments);
    String id = AwsAnswers.newId();
    if (found == null) {
      AwsException refusal = front.refusal(request);
      return CompletableFuture.completedStage(
          AwsAnswers.refusal(
              refusal != null
                  ? refusal
                  : AwsException.notFound(
                      "There is no operation %s /%s"
                          .formatted(request.method(), String.join("/", segments))),
              id));
    }
    return front.handle(
        new Asked(
            found,
            new AuditRecord.Asked(
                request, id, SOURCE, found.operation().name(), resource(request, found))));
  }

  /** Whether somebody who sends this path, acceptable or not, wants to hear of it as AWS tells. */
  public static boolean isMeant(String path) {
    return path.contains("/_gatehouse/aws/");
  }

  /** The answer to what cannot be read as a request. */
  public static Response unreadable() {
    return AwsAnswers.refusal(AwsException.badRequest("Bad Request"), AwsAnswers.newId());
  }

  /** One request for an operation. */
  private final class Asked implements Front.Matter {

    private final Found found;
    private final AuditRecord.Asked asked;

    Asked(Found found, AuditRecord.Asked asked) {
      this.found = found;
      this.asked = asked;
    }

    @Override
    public AuditRecord.Asked asked() {
      return asked;
    }

    @Override
    public String action() {
      return "apigateway:" + asked.request().method();
    }

    @Override
    public boolean isRecorded() {
      return !asked.request().method().equals("GET");
    }

    @Override
    public int largestBody() {
      return found.operation().largestBody();
    }

    @Override
    public Response answer(Front.Attempt attempt) throws IOException {
      Operation operation = found.operation();
      ObjectNode input = object(operation, attempt.body());
      surroundings.issuers().before(operation.name(), input);
      Reply reply = reply(asked.request(), found, input, attempt);
      surroundings.issuers().after(operation.name(), input, found.labels(), reply);
      return AwsAnswers.of(operation.status(), reply, asked.requestId());
    }
  }

  private String resource(Request request, Found found) {
    return ResourceArn.of(surroundings.rules().account().region(), request, found);
  }

  private Reply reply(Request request, Found found, ObjectNode body, Front.Attempt attempt)
      throws IOException {
    Call.Around around =
        new Call.Around(
            surroundings.clock().instant(),
            surroundings.ids(),
            surroundings.rules(),
            surroundings.address().base(request));
    Operation operation = found.operation();
    Map<String, String> labels = found.labels();
    if (!operation.changes()) {
      return operation
          .handler()
          .handle(new Call(labels, request.query(), body, new Workspace(files(), null), around));
    }
    return writer.change(
        attempt.watching(
            (now, edits) ->
                operation
                    .handler()
                    .handle(
                        new Call(
                            labels,
                            request.query(),
                            body.deepCopy(),
                            new Workspace(now, edits),
                            around))));
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
