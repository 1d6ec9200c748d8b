package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationException;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.audit.Actor;
import gatehouse.control.audit.AuditRecord;
import gatehouse.control.aws.Address;
import gatehouse.control.aws.Admission;
import gatehouse.control.aws.AwsManagement;
import gatehouse.control.aws.BodyBudget;
import gatehouse.control.aws.Failures;
import gatehouse.control.aws.Guard;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.Rules;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.http.Account;
import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.Response;
import gatehouse.registry.ConfigWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
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

  private static final String PATH = "/_gatehouse/stacks";
  private static final int LARGEST_BODY = 4 << 20;
  private static final int MOST_PROBLEMS = 5;
  private static final String SOURCE = "cloudformation.amazonaws.com";

  /** Of all bodies at once. */
  private static final long MOST_BYTES = 16L << 20;

  private final Guard guard;
  private final Executor executor;
  private final Account account;
  private final StackWork work;
  private final BodyBudget budget = new BodyBudget(MOST_BYTES);

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
   * @param guard says who may, and records who did
   * @param executor has the threads that wait for files, and refuses what is too much
   */
  public StackManagement(
      Guard guard,
      AwsManagement.Source source,
      ConfigWriter writer,
      Executor executor,
      Surroundings surroundings,
      Options options) {
    this.guard = guard;
    this.executor = executor;
    this.account = surroundings.rules().account();
    this.work = new StackWork(source, writer, surroundings, options);
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
    String id = UUID.randomUUID().toString();
    AuditRecord record = isRead(request) ? null : record(request, name, id);
    try {
      guard.admission().connected(request);
    } catch (RuntimeException e) {
      if (record != null) {
        guard.audit().missed();
      }
      return CompletableFuture.completedStage(refusal(e, null, id));
    }
    long taken = budget.take(request.body(), LARGEST_BODY);
    if (taken < 0) {
      BodyCollector.discard(request.body());
      return CompletableFuture.completedStage(
          refusal(new RejectedExecutionException("too many bodies"), null, id));
    }
    AtomicReference<@Nullable Workspace> attempt = new AtomicReference<>();
    return BodyCollector.collect(request.body(), LARGEST_BODY, request.cancellation())
        .thenApplyAsync(
            body -> {
              try {
                return run(request, name, body, record, attempt);
              } catch (RuntimeException e) {
                if (record != null) {
                  AwsException refused = refused(e, attempt.get());
                  record.refused(refused.kind().wireName(), refused.text());
                }
                throw e;
              }
            },
            executor)
        .exceptionally(failure -> refusal(failure, attempt.get(), id))
        .whenComplete((answer, failure) -> budget.giveBack(taken));
  }

  private static boolean isRead(Request request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  private AuditRecord record(Request request, String name, String id) {
    return guard
        .audit()
        .begin(new AuditRecord.Asked(request, id, SOURCE, operation(request), arn(name)));
  }

  private static String operation(Request request) {
    return isRead(request)
        ? "DescribeStacks"
        : request.method().equals("DELETE") ? "DeleteStack" : "UpdateStack";
  }

  private String arn(String name) {
    return "arn:aws:cloudformation:%s:%s:stack/%s/*"
        .formatted(account.region(), account.id(), name);
  }

  private Response run(
      Request request,
      String name,
      byte[] body,
      @Nullable AuditRecord record,
      AtomicReference<@Nullable Workspace> attempt) {
    Actor actor = guard.admission().identify(request, body);
    if (record != null) {
      record.by(actor);
    }
    String action = "cloudformation:" + operation(request);
    guard.admission().permit(actor, new Admission.Asked(request, body, action, arn(name)));
    if (record != null) {
      guard.audit().checkWritable();
    }
    try {
      Response response =
          switch (request.method()) {
            case "GET", "HEAD" -> answer(work.told(name));
            case "PUT" -> answer(work.applied(request, name, body, record, attempt).json());
            case "DELETE" -> answer(work.deleted(request, name, record, attempt).json());
            default -> throw AwsException.badRequest("Method Not Allowed: use PUT, GET or DELETE");
          };
      if (record != null) {
        record.done();
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response refusal(Throwable failure, @Nullable Workspace attempt, String id) {
    AwsException refusal = refused(failure, attempt);
    Headers.Builder headers = headers();
    headers.add("x-amzn-RequestId", id);
    headers.add("x-amzn-ErrorType", refusal.kind().wireName());
    return new Response(
        refusal.kind().status(),
        headers.build(),
        Body.of(JsonTree.bytes(JsonTree.object().put("message", refusal.text()))));
  }

  private static AwsException refused(Throwable failure, @Nullable Workspace attempt) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TemplateException wrong) {
      return AwsException.badRequest(String.valueOf(wrong.getMessage()));
    }
    if (cause instanceof ConfigurationException invalid && attempt != null) {
      List<String> lines = Refusals.told(invalid, attempt.files());
      return AwsException.badRequest(
          String.join("; ", lines.subList(0, Math.min(lines.size(), MOST_PROBLEMS))));
    }
    return Failures.of(cause, LARGEST_BODY);
  }

  private static Response answer(ObjectNode json) {
    return new Response(200, headers().build(), Body.of(JsonTree.fileBytes(json)));
  }

  private static Headers.Builder headers() {
    Headers.Builder headers = new Headers.Builder(8);
    headers.add("Content-Type", "application/json");
    headers.add("Cache-Control", "no-store");
    headers.add("X-Content-Type-Options", "nosniff");
    return headers;
  }
}
