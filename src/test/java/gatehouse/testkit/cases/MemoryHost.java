package gatehouse.testkit.cases;

import gatehouse.accesslog.AccessLogOptions;
import gatehouse.accesslog.AccessLogs;
import gatehouse.authorize.AccessChecks;
import gatehouse.authorize.JwtChecks;
import gatehouse.authorize.SigningAlgorithm;
import gatehouse.authorize.iam.AccessKeys;
import gatehouse.authorize.iam.CredentialsFile;
import gatehouse.authorize.iam.IamAccess;
import gatehouse.authorize.lambda.AuthorizerResults;
import gatehouse.authorize.lambda.LambdaAuthorizers;
import gatehouse.authorize.policy.RouteArn;
import gatehouse.aws.AwsSigning;
import gatehouse.aws.TestSigning;
import gatehouse.config.AuthorizationType;
import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.config.LogDestination;
import gatehouse.control.Access;
import gatehouse.control.Management;
import gatehouse.control.MetricsText;
import gatehouse.control.Readiness;
import gatehouse.http.Account;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Refusal;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.http.TrustedProxies;
import gatehouse.integration.Integrators;
import gatehouse.lambda.EventHeaders;
import gatehouse.lambda.InvokedFunctions;
import gatehouse.metrics.Metrics;
import gatehouse.metrics.MetricsPage;
import gatehouse.pipeline.Gateway;
import gatehouse.pipeline.Plan;
import gatehouse.pipeline.PlanCompiler;
import gatehouse.pipeline.RequestIds;
import gatehouse.pipeline.StageListeners;
import gatehouse.pipeline.Traffic;
import gatehouse.registry.Loaded;
import gatehouse.registry.RegistryState;
import gatehouse.service.AwsService;
import gatehouse.service.Services;
import gatehouse.size.Quotas;
import gatehouse.testkit.Field;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.SignatureCheck;
import gatehouse.testkit.TestFunctions;
import gatehouse.testkit.TestPools;
import gatehouse.testkit.WholeBody;
import gatehouse.upstream.Origin;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The gateway without a server: takes the target apart as servers do, and reads the path as the
 * servlet does. Everything from {@link Gateway#handle} on is real, the sockets to the upstream
 * included.
 */
final class MemoryHost implements Host {

  private static final Request.Connection CONNECTION =
      new Request.Connection("http", "127.0.0.1", "127.0.0.1");

  private static final Map<AwsService, String> ENDPOINTS =
      Map.of(
          AwsService.EVENT_BRIDGE, "gatehouse.eventBridge.endpoint",
          AwsService.SQS, "gatehouse.sqs.endpoint",
          AwsService.APP_CONFIG, "gatehouse.appConfig.endpoint",
          AwsService.KINESIS, "gatehouse.kinesis.endpoint",
          AwsService.STEP_FUNCTIONS, "gatehouse.stepFunctions.endpoint");

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);
  private final RequestIds ids = new RequestIds(InstantSource.system());
  private final Path directory = newDirectory();
  private final LogTail log = new LogTail(directory.resolve("access.log"));
  private final AccessLogs accessLogs =
      new AccessLogs(
          new AccessLogOptions(
              LogDestination.parse("file:access.log"), null, directory, 1_000_000_000, 0),
          Ticker.SYSTEM);
  private final Metrics metrics = new Metrics();
  private final Management management =
      new Management(
          new Access(true, null),
          new Readiness(this::state),
          this::state,
          "memory",
          accept -> text(metrics.page(accept)));
  private final JwtChecks tokens =
      new JwtChecks(upstream, clock, Ticker.SYSTEM, SigningAlgorithm.OF_AWS, false);
  private final AwsSigning signing = TestSigning.of(SignatureCheck.KEY_ID, SignatureCheck.SECRET);
  private final Map<Held, PlanCompiler> compilers = new HashMap<>();
  private AccessKeys accessKeys = AccessKeys.NONE;
  private Quotas quotas = Quotas.NONE;
  private TrustedProxies proxies = TrustedProxies.NONE;
  private Map<AwsService, Origin> endpoints = Map.of();
  private Gateway gateway = gateway();
  private Plan plan = Plan.EMPTY;
  private RegistryState state = RegistryState.INITIAL;

  /** What compilers are made for. */
  private record Held(Quotas quotas, Map<AwsService, Origin> endpoints) {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void set(Map<String, String> settings) {
    Map<String, String> rest = new HashMap<>(settings);
    String credentials = rest.remove("gatehouse.iam.credentialsFile");
    accessKeys =
        credentials == null ? AccessKeys.NONE : new CredentialsFile(Path.of(credentials)).get();
    String trusted = rest.remove("gatehouse.trustedProxies");
    proxies = trusted == null ? TrustedProxies.NONE : TrustedProxies.parse(trusted);
    endpoints = endpoints(rest);
    quotas = quotas(rest);
    gateway = gateway();
  }

  @Override
  public void configure(Map<String, String> files) {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    ConfigurationFiles read = new ConfigurationFiles(contents, List.of());
    Configuration configuration = new ConfigurationJson(30_000, quotas.ofAws()).read(read);
    metrics.compiling();
    plan =
        compilers
            .computeIfAbsent(new Held(quotas, endpoints), this::compiler)
            .compile(configuration);
    metrics.inService();
    state =
        new RegistryState(
            1,
            Instant.now(),
            List.of(),
            new Loaded(configuration, read.version()),
            new RegistryState.Tally(1, 0, null));
  }

  private Gateway gateway() {
    return new Gateway(this::plan, ids, Ticker.SYSTEM, proxies, 8_192, quotas);
  }

  private PlanCompiler compiler(Held held) {
    InvokedFunctions functions = TestFunctions.of(upstream, clock);
    RouteArn arns = new RouteArn(Account.DEFAULT.region());
    AccessChecks access =
        new AccessChecks(
            Map.of(
                AuthorizationType.CUSTOM,
                new LambdaAuthorizers(
                    functions,
                    new EventHeaders(ids::traceRoot),
                    arns,
                    new AuthorizerResults(Ticker.SYSTEM, clock, 1 << 20)),
                AuthorizationType.AWS_IAM,
                new IamAccess(
                        () -> accessKeys,
                        Account.DEFAULT.region(),
                        held.quotas().requestBodyBytes())
                    .kind(),
                AuthorizationType.JWT,
                tokens));
    return new PlanCompiler(
        new Integrators(
            TestPools.of(upstream, clock),
            functions,
            new Services(upstream, signing, clock, held.endpoints(), Account.DEFAULT.region()),
            ids::traceRoot),
        held.quotas().ofAws() ? access.withQuotaOfAws(arns) : access,
        Account.DEFAULT,
        "",
        StageListeners.all(
            metrics.listeners(), (stage, settings, routes) -> accessLogs.of(settings.accessLog())),
        new Traffic(Ticker.SYSTEM, held.quotas(), Traffic.UNLIMITED, Traffic.UNLIMITED));
  }

  /** As the servlet reads them: {@code gatehouse.sqs.endpoint} and the like. */
  private static Map<AwsService, Origin> endpoints(Map<String, String> settings) {
    Map<AwsService, Origin> endpoints = new EnumMap<>(AwsService.class);
    ENDPOINTS.forEach(
        (service, setting) -> {
          String url = settings.remove(setting);
          if (url != null) {
            URI uri = URI.create(url);
            endpoints.put(service, new Origin(uri.getScheme(), uri.getHost(), uri.getPort()));
          }
        });
    return endpoints;
  }

  /** As the servlet reads them; others than these need a server. */
  private static Quotas quotas(Map<String, String> settings) {
    Map<String, String> rest = new HashMap<>(settings);
    Quotas usual = "aws".equals(rest.remove("gatehouse.quotas")) ? Quotas.AWS : Quotas.NONE;
    Quotas quotas =
        new Quotas(
            number(rest.remove("gatehouse.maxRequestBodyBytes"), usual.requestBodyBytes()),
            number(rest.remove("gatehouse.maxResponseBodyBytes"), usual.responseBodyBytes()),
            number(rest.remove("gatehouse.maxRequestHeadBytes"), usual.requestHeadBytes()),
            usual.ofAws());
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("a case in memory cannot have the settings " + rest);
    }
    return quotas;
  }

  private static long number(String text, long usual) {
    return text == null ? usual : Long.parseLong(text);
  }

  @Override
  public Answer send(Sent sent) throws Exception {
    Response response;
    try {
      Request request = request(sent);
      CompletionStage<Response> own = management.handle(request);
      response =
          (own == null ? gateway.handle(request) : own)
              .toCompletableFuture()
              .get(RawUpstream.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Refusal refusal) {
      response = gateway.refuse(refusal);
    }
    List<Field> headers = new ArrayList<>();
    response.headers().forEach((name, value) -> headers.add(new Field(name, value)));
    if (sent.method().equals("HEAD")) {
      WholeBody.discard(response.body());
      return new Answer(response.status(), headers, new byte[0], true);
    }
    WholeBody body = WholeBody.of(response.body());
    return new Answer(response.status(), headers, body.bytes(), body.isComplete());
  }

  @Override
  public List<String> logged(int count) throws Exception {
    return log.take(count);
  }

  @Override
  public void close() {
    accessLogs.close();
    upstream.close();
    signing.close();
    clock.shutdownNow();
  }

  private static Path newDirectory() {
    try {
      Path work = Path.of(System.getProperty("test.work", "target/it")).toAbsolutePath();
      return Files.createTempDirectory(Files.createDirectories(work), "memory-cases-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RegistryState state() {
    return state;
  }

  private static MetricsText.Text text(MetricsPage page) {
    return new MetricsText.Text(page.contentType(), page.text());
  }

  private Plan plan() {
    return plan;
  }

  private static Request request(Sent sent) {
    int mark = sent.target().indexOf('?');
    Headers.Builder headers = new Headers.Builder(sent.headers().size());
    sent.headers().forEach(field -> headers.add(field.name(), field.value()));
    return new Request(
        sent.method(),
        "HTTP/1.1",
        RequestPath.parse(mark < 0 ? sent.target() : sent.target().substring(0, mark)),
        mark < 0 ? null : sent.target().substring(mark + 1),
        headers.build(),
        body(sent),
        CONNECTION,
        new Cancellation());
  }

  private static Body body(Sent sent) {
    Body body = Body.of(sent.body());
    if (!HeaderList.values(sent.headers(), "Transfer-Encoding").isEmpty()) {
      return Body.streaming(Body.UNKNOWN_LENGTH, body.publisher());
    }
    List<String> announced = HeaderList.values(sent.headers(), "Content-Length");
    return announced.isEmpty()
        ? body
        : Body.streaming(Long.parseLong(announced.get(0)), body.publisher());
  }
}
