package gatehouse.control.aws;

import gatehouse.authorize.iam.AccessKeys;
import gatehouse.config.ConfigurationJson;
import gatehouse.control.audit.AuditTrail;
import gatehouse.control.aws.resource.Ids;
import gatehouse.control.aws.resource.OpenApiDocuments;
import gatehouse.control.aws.resource.Reply;
import gatehouse.control.aws.resource.Rules;
import gatehouse.http.Account;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.TrustedProxies;
import gatehouse.registry.ConfigWriter;
import gatehouse.registry.MemoryWriter;
import gatehouse.testkit.WholeBody;
import gatehouse.testkit.admin.AdminScript.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A management API over files in memory, which are checked like those of a directory. */
final class MemoryAdmin implements ConfigWriter {

  static final String BASE = "http://localhost:8080/gw";

  final Map<String, byte[]> files = new TreeMap<>();
  private final MemoryWriter writer = new MemoryWriter(files);
  final List<String> resets = new ArrayList<>();
  Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
  @Nullable RuntimeException failure;

  /** The audit log. */
  final List<String> audit = new ArrayList<>();

  @Nullable IOException auditFailure;
  IssuerCheck.Mode issuerCheck = IssuerCheck.Mode.OFF;
  boolean issuerHasKeys = true;
  boolean allow31;

  /** What the bodies of those who are known may have together, and those of others. */
  long largestBodies = 64 << 20;

  /** What happens when bodies have taken too long; who is in time is not in it. */
  final List<Runnable> deadlines = new ArrayList<>();

  Executor threads = Runnable::run;

  /** What goes wrong when a change has just been made; null for nothing. */
  @Nullable Error failureBehind;

  private Admission admission = new LoopbackAdmission();
  private @Nullable AwsManagement made;

  /** Only who signs with one of these keys may do anything. */
  MemoryAdmin demanding(AccessKeys keys) {
    admission =
        new IamAdmission(() -> keys, "apigateway", "us-east-1", () -> now, TrustedProxies.NONE);
    return this;
  }

  private AwsManagement management() {
    AwsManagement management = made;
    if (management == null) {
      management =
          new AwsManagement(
              new Front(
                  new Guard(admission, new AuditTrail(this::append, () -> now, "us-east-1")),
                  task -> threads.execute(task),
                  new BodyIntake(largestBodies, largestBodies, this::late)),
              new Operations(
                  Operations.Documents.of(new OpenApiDocuments(allow31)),
                  call -> {
                    resets.add(call.label("apiId") + "/" + call.label("stageName"));
                    return Reply.NONE;
                  }),
              writer::now,
              this,
              new AwsManagement.Surroundings(
                  () -> now,
                  new Ids(new Random(1)),
                  new Rules(Account.DEFAULT, 30_000, false),
                  new Address(null, "/gw"),
                  new IssuerCheck(
                      issuerCheck, issuer -> CompletableFuture.completedStage(issuerHasKeys))));
      made = management;
    }
    return management;
  }

  private Runnable late(Runnable action) {
    deadlines.add(action);
    return () -> deadlines.remove(action);
  }

  private void append(List<String> lines) throws IOException {
    if (auditFailure != null) {
      throw auditFailure;
    }
    audit.addAll(lines);
  }

  /** As files have it. */
  MemoryAdmin file(String path, String json) {
    files.put(path, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String file(String path) {
    return new String(Objects.requireNonNull(files.get(path), path), StandardCharsets.UTF_8);
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Checks that somebody could serve it. */
  void read() {
    new ConfigurationJson().read(writer.now());
  }

  @Override
  public <T> T change(Change<T> change) throws IOException {
    if (failure != null) {
      throw failure;
    }
    T result = writer.change(change);
    if (failureBehind != null) {
      throw failureBehind;
    }
    return result;
  }

  Answer call(String method, String path, @Nullable String body) {
    Response response = response(method, "/_gatehouse/aws" + path, body, "Host", "localhost:8080");
    return new Answer(
        response.status(), response.headers().first("x-amzn-ErrorType"), text(response));
  }

  Response response(String method, String path, @Nullable String body, String... headers) {
    return join(Objects.requireNonNull(management().handle(request(method, path, body, headers))));
  }

  /** Not waited for. */
  CompletionStage<Response> begin(Request request) {
    return Objects.requireNonNull(management().handle(request));
  }

  Response response(Request request) {
    return join(Objects.requireNonNull(management().handle(request)));
  }

  boolean isForApis(String path) {
    return management().handle(request("GET", path, null, "Host", "localhost")) == null;
  }

  static Request request(String method, String path, @Nullable String body, String... headers) {
    int mark = path.indexOf('?');
    return new Request(
        method,
        "HTTP/1.1",
        RequestPath.parse(mark < 0 ? path : path.substring(0, mark)),
        mark < 0 ? null : path.substring(mark + 1),
        Headers.of(headers),
        body == null ? Body.EMPTY : Body.of(body.getBytes(StandardCharsets.UTF_8)),
        new Request.Connection("http", "127.0.0.1", "127.0.0.1"),
        new Cancellation());
  }

  static String text(Response response) {
    try {
      return new String(WholeBody.of(response.body()).bytes(), StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Response join(CompletionStage<Response> stage) {
    return stage.toCompletableFuture().join();
  }
}
