package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.aws.Admission;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.http.Account;
import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Headers;
import gatehouse.http.QueryParameters;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.registry.ConfigWriter;
import gatehouse.registry.ConflictException;
import gatehouse.registry.Edits;
import gatehouse.registry.ReadOnlyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stacks below {@code /_gatehouse/stacks}: {@code PUT} applies a template, {@code GET} tells,
 * {@code DELETE} removes. The address is ours; whoever may use the management API of AWS may use
 * it. For any number of threads.
 */
public final class StackManagement {

  private static final System.Logger LOG = System.getLogger("gatehouse.control");
  private static final String PATH = "/_gatehouse/stacks";
  private static final int LARGEST_BODY = 4 << 20;
  private static final int MOST_PROBLEMS = 5;

  private final Admission admission;
  private final AwsManagement.Source source;
  private final ConfigWriter writer;
  private final Executor executor;
  private final AwsManagement.Surroundings surroundings;
  private final Options options;

  /**
   * How templates are applied.
   *
   * @param allow31 whether OpenAPI 3.1 is read as if it were 3.0
   * @param check throws a {@link ConfigurationException} for files that could not be served
   */
  public record Options(boolean allow31, Consumer<ConfigurationFiles> check) {}

  /**
   * An address of stacks.
   *
   * @param executor has the threads that wait for files, and refuses what is too much
   */
  public StackManagement(
      Admission admission,
      AwsManagement.Source source,
      ConfigWriter writer,
      Executor executor,
      AwsManagement.Surroundings surroundings,
      Options options) {
    this.admission = admission;
    this.source = source;
    this.writer = writer;
    this.executor = executor;
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
    String name = path.substring(Math.min(path.length(), PATH.length() + 1));
    AtomicReference<Workspace> attempt = new AtomicReference<>();
    try {
      admission.connected(request);
      return BodyCollector.collect(request.body(), LARGEST_BODY, request.cancellation())
          .thenApplyAsync(body -> run(request, name, body, attempt), executor)
          .exceptionally(failure -> refusal(failure, attempt.get()));
    } catch (RuntimeException e) {
      return CompletableFuture.completedStage(refusal(e, null));
    }
  }

  private Response run(
      Request request, String name, byte[] body, AtomicReference<Workspace> attempt) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    String action = Map.of("GET", "DescribeStacks", "DELETE", "DeleteStack").get(method);
    Account account = surroundings.rules().account();
    admission.admit(
        new Admission.Asked(
            request,
            body,
            "cloudformation:" + (action == null ? "UpdateStack" : action),
            "arn:aws:cloudformation:%s:%s:stack/%s/*"
                .formatted(account.region(), account.id(), name)));
    try {
      return switch (method) {
        case "GET" -> told(name);
        case "PUT" -> answer(200, applied(request, name, body, attempt).json());
        case "DELETE" -> deleted(request, name, attempt);
        default -> throw AwsException.badRequest("Method Not Allowed: use PUT, GET or DELETE");
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      return answer(200, all);
    }
    ObjectNode stack = Stacks.describe(files, name);
    if (stack == null) {
      throw missing(name);
    }
    return answer(200, stack);
  }

  private StackReport applied(
      Request request, String name, byte[] body, AtomicReference<Workspace> attempt)
      throws IOException {
    StackRequest asked = StackMessage.read(name, body);
    Stacks stacks = stacks(request);
    if (isDryRun(request)) {
      Workspace files = attempt(files(), new Edits(), attempt);
      StackReport report = stacks.apply(files, asked);
      options.check().accept(files.files());
      return report;
    }
    return writer.change((now, edits) -> stacks.apply(attempt(now, edits, attempt), asked));
  }

  private Response deleted(Request request, String name, AtomicReference<Workspace> attempt)
      throws IOException {
    Stacks stacks = stacks(request);
    StackReport report =
        isDryRun(request)
            ? stacks.delete(attempt(files(), new Edits(), attempt), name)
            : writer.change((now, edits) -> deleted(stacks, attempt(now, edits, attempt), name));
    if (report == null) {
      throw missing(name);
    }
    return answer(200, report.json());
  }

  private static StackReport deleted(Stacks stacks, Workspace files, String name) {
    StackReport report = stacks.delete(files, name);
    if (report == null) {
      throw missing(name);
    }
    return report;
  }

  private static Workspace attempt(
      ConfigurationFiles now, Edits edits, AtomicReference<Workspace> attempt) {
    Workspace files = new Workspace(now, edits);
    attempt.set(files);
    return files;
  }

  private static boolean isDryRun(Request request) {
    return QueryParameters.values(request.query(), "dryRun").contains("true");
  }

  private Stacks stacks(Request request) {
    return new Stacks(
        new Call.Around(
            surroundings.clock().instant(),
            surroundings.ids(),
            surroundings.rules(),
            surroundings.address().base(request)),
        options.allow31());
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

  private static Response refusal(Throwable failure, @Nullable Workspace attempt) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    AwsException refusal = known(cause, attempt);
    if (refusal == null) {
      LOG.log(Level.ERROR, "a stack's request failed unexpectedly", cause);
      refusal = AwsException.of(AwsException.Kind.INTERNAL, "Internal Server Error");
    }
    Headers.Builder headers = headers();
    headers.add("x-amzn-ErrorType", refusal.kind().wireName());
    return new Response(
        refusal.kind().status(),
        headers.build(),
        Body.of(JsonTree.bytes(JsonTree.object().put("message", refusal.text()))));
  }

  private static @Nullable AwsException known(Throwable cause, @Nullable Workspace attempt) {
    if (cause instanceof AwsException known) {
      return known;
    }
    if (cause instanceof TemplateException wrong) {
      return AwsException.badRequest(String.valueOf(wrong.getMessage()));
    }
    if (cause instanceof ConfigurationException invalid && attempt != null) {
      List<String> lines = Refusals.told(invalid, attempt.files());
      return AwsException.badRequest(
          String.join("; ", lines.subList(0, Math.min(lines.size(), MOST_PROBLEMS))));
    }
    if (cause instanceof ConflictException) {
      return AwsException.conflict("The configuration is being changed: try again later");
    }
    if (cause instanceof ReadOnlyException) {
      return AwsException.of(AwsException.Kind.ACCESS_DENIED, String.valueOf(cause.getMessage()));
    }
    if (cause instanceof RejectedExecutionException) {
      return AwsException.of(AwsException.Kind.TOO_MANY_REQUESTS, "Too Many Requests");
    }
    return BodyCollector.isTooLarge(cause)
        ? AwsException.badRequest("the body has more than %d bytes".formatted(LARGEST_BODY))
        : null;
  }

  private static Response answer(int status, ObjectNode json) {
    return new Response(status, headers().build(), Body.of(JsonTree.fileBytes(json)));
  }

  private static Headers.Builder headers() {
    Headers.Builder headers = new Headers.Builder(6);
    headers.add("Content-Type", "application/json");
    headers.add("Cache-Control", "no-store");
    headers.add("X-Content-Type-Options", "nosniff");
    return headers;
  }
}
