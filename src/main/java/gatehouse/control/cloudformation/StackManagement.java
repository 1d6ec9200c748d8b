package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.audit.AuditRecord;
import gatehouse.control.aws.Address;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.aws.Front;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.http.Account;
import gatehouse.http.Body;
import gatehouse.http.Causes;
import gatehouse.http.Headers;
import gatehouse.http.QueryParameters;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.registry.ConfigWriter;
import gatehouse.registry.Edits;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stacks below {@code /_gatehouse/stacks}: {@code PUT} applies a template, {@code GET} tells,
 * {@code DELETE} removes. The address is ours; requests come in as those to the management API of
 * AWS do, and what a template makes needs the permissions that its operations would need there. For
 * any number of threads.
 */
public final class StackManagement {

  private static final String PATH = "/_gatehouse/stacks";
  private static final int LARGEST_BODY = 4 << 20;
  private static final int MOST_PROBLEMS = 5;
  private static final String SOURCE = "cloudformation.amazonaws.com";

  private final Front front;
  private final AwsManagement.Source source;
  private final ConfigWriter writer;
  private final Surroundings surroundings;
  private final Options options;

  /**
   * How templates are applied.
   *
   * @param allow31 whether OpenAPI 3.1 is read as if it were 3.0
   * @param check throws a {@link ConfigurationException} for files that could not be served
   */
  public record Options(boolean allow31, Consumer<ConfigurationFiles> check) {}

  /**
   * What stacks need to know.
   *
   * @param ids makes ids of resources
   * @param rules what operations go by
   * @param address how this deployment is reached
   */
  public record Surroundings(InstantSource clock, Ids ids, Rules rules, Address address) {}

  /**
   * An address of stacks.
   *
   * @param front lets requests in
   */
  public StackManagement(
      Front front,
      AwsManagement.Source source,
      ConfigWriter writer,
      Surroundings surroundings,
      Options options) {
    this.front = front;
    this.source = source;
    this.writer = writer;
    this.surroundings = surroundings;
    this.options = options;
  }

  /**
   * Answers what is for stacks.
   *
   * @return null when the request is for somebody else; completed normally always
   */
  public @Nullable CompletionStage<Response> handle(Request request) {
    String path = request.path().decoded();
    if (request.path().isEscaped() || !(path.equals(PATH) || path.startsWith(PATH + "/"))) {
      return null;
    }
    return front.handle(
        new Asking(request, path.substring(Math.min(path.length(), PATH.length() + 1))));
  }

  /** One request. */
  private final class Asking implements Front.Matter {

    private final AuditRecord.Asked asked;
    private final String name;

    /** The files as they would be, for refusals to tell of; null before there are any. */
    private volatile @Nullable Workspace tried;

    Asking(Request request, String name) {
      this.name = name;
      this.asked =
          new AuditRecord.Asked(
              request,
              UUID.randomUUID().toString(),
              SOURCE,
              operation(request),
              arn(name),
              QueryParameters.values(request.query(), "dryRun").contains("true"));
    }

    @Override
    public AuditRecord.Asked asked() {
      return asked;
    }

    @Override
    public String action() {
      return "cloudformation:" + asked.operation();
    }

    @Override
    public boolean isRecorded() {
      return !asked.operation().equals("DescribeStacks");
    }

    @Override
    public int largestBody() {
      return LARGEST_BODY;
    }

    @Override
    public Response answer(Front.Attempt attempt) throws IOException {
      return switch (asked.request().method()) {
        case "GET", "HEAD" -> told(name);
        case "PUT" -> StackManagement.answer(applied(attempt).json());
        case "DELETE" -> StackManagement.answer(deleted(attempt).json());
        default -> throw AwsException.badRequest("Method Not Allowed: use PUT, GET or DELETE");
      };
    }

    /** The template is read before the files are anybody's own: others wait for no template. */
    private StackReport applied(Front.Attempt attempt) throws IOException {
      StackRequest message = StackMessage.read(name, attempt.body());
      Stacks stacks = stacks(attempt);
      Stacks.Plan plan = stacks.read(message);
      attempt.hide(plan.secrets());
      return changed(attempt, files -> stacks.apply(files, plan));
    }

    private StackReport deleted(Front.Attempt attempt) throws IOException {
      Stacks stacks = stacks(attempt);
      return changed(
          attempt,
          files -> {
            StackReport report = stacks.delete(files, name);
            if (report == null) {
              throw missing(name);
            }
            return report;
          });
    }

    private StackReport changed(Front.Attempt attempt, Work work) throws IOException {
      if (asked.isDryRun()) {
        Workspace files = trying(files(), new Edits());
        StackReport report = work.with(files);
        options.check().accept(files.files());
        return report;
      }
      return writer.change(attempt.watching((now, edits) -> work.with(trying(now, edits))));
    }

    private Workspace trying(ConfigurationFiles now, Edits edits) {
      Workspace files = new Workspace(now, edits);
      tried = files;
      return files;
    }

    private Stacks stacks(Front.Attempt attempt) {
      String region = surroundings.rules().account().region();
      return new Stacks(
          new Call.Around(
              surroundings.clock().instant(),
              surroundings.ids(),
              surroundings.rules(),
              surroundings.address().base(asked.request())),
          options.allow31(),
          (method, path) ->
              attempt.permit(
                  "apigateway:" + method, "arn:aws:apigateway:%s::/%s".formatted(region, path)));
    }

    @Override
    public AwsException refusal(Throwable failure) {
      Throwable cause = Causes.of(failure);
      if (cause instanceof TemplateException wrong) {
        return AwsException.badRequest(String.valueOf(wrong.getMessage()));
      }
      Workspace files = tried;
      if (cause instanceof ConfigurationException invalid && files != null) {
        List<String> lines = Refusals.told(invalid, files.files());
        return AwsException.badRequest(
            String.join("; ", lines.subList(0, Math.min(lines.size(), MOST_PROBLEMS))));
      }
      return Front.Matter.super.refusal(failure);
    }

    @Override
    public Response refused(AwsException refusal) {
      Headers.Builder headers = headers();
      headers.add("x-amzn-RequestId", asked.requestId());
      headers.add("x-amzn-ErrorType", refusal.kind().wireName());
      return new Response(
          refusal.kind().status(),
          headers.build(),
          Body.of(JsonTree.bytes(JsonTree.object().put("message", refusal.text()))));
    }
  }

  /** What to do with files. */
  private interface Work {
    StackReport with(Workspace files);
  }

  private static String operation(Request request) {
    return switch (request.method()) {
      case "GET", "HEAD" -> "DescribeStacks";
      case "DELETE" -> "DeleteStack";
      default -> "UpdateStack";
    };
  }

  private String arn(String name) {
    Account account = surroundings.rules().account();
    return "arn:aws:cloudformation:%s:%s:stack/%s/*"
        .formatted(account.region(), account.id(), name);
  }

  private Response told(String name) throws IOException {
    ConfigurationFiles files = files();
    if (name.isEmpty()) {
      ObjectNode all = JsonTree.object();
      var list = all.putArray("Stacks");
      for (String each : Stacks.names(files)) {
        ObjectNode stack = Stacks.describe(files, each);
        if (stack != null) {
          list.add(stack.retain("StackName", "StackId", "StackStatus", "LastUpdatedTime"));
        }
      }
      return answer(all);
    }
    ObjectNode stack = Stacks.describe(files, name);
    if (stack == null) {
      throw missing(name);
    }
    return answer(stack);
  }

  private ConfigurationFiles files() throws IOException {
    try {
      return source.files();
    } catch (NoSuchFileException e) {
      return new ConfigurationFiles(Map.of(), List.of());
    }
  }

  private static AwsException missing(String name) {
    return AwsException.notFound("There is no stack %s".formatted(name));
  }

  private static Response answer(ObjectNode json) {
    return new Response(200, headers().build(), Body.of(JsonTree.fileBytes(json)));
  }

  private static Headers.Builder headers() {
    return new Headers.Builder(8)
        .add("Content-Type", "application/json")
        .add("Cache-Control", "no-store")
        .add("X-Content-Type-Options", "nosniff");
  }
}
