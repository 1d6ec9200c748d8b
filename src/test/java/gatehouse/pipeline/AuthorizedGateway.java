package gatehouse.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatehouse.authorize.AccessChecks;
import gatehouse.authorize.JwtChecks;
import gatehouse.authorize.SigningAlgorithm;
import gatehouse.authorize.iam.CredentialsFile;
import gatehouse.authorize.iam.IamAccess;
import gatehouse.authorize.lambda.AuthorizerResults;
import gatehouse.authorize.lambda.LambdaAuthorizers;
import gatehouse.authorize.policy.RouteArn;
import gatehouse.config.AuthorizationType;
import gatehouse.config.Configuration;
import gatehouse.config.ConfigurationFiles;
import gatehouse.config.ConfigurationJson;
import gatehouse.http.Account;
import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.http.TrustedProxies;
import gatehouse.integration.Integrators;
import gatehouse.lambda.EventHeaders;
import gatehouse.lambda.InvokedFunctions;
import gatehouse.size.Quotas;
import gatehouse.testkit.TestFunctions;
import gatehouse.testkit.TestServices;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.pool.Pools;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** The gateway with all kinds of authorization, and the access keys of the tests. */
final class AuthorizedGateway {

  private static final String TRACE_ROOT = "1-00000000-000000000000000000000000";

  private final PlanCompiler compiler;
  private Configuration configuration;
  private final Gateway gateway;
  private volatile Plan plan;

  AuthorizedGateway(
      Outbound outbound, ScheduledExecutorService clock, Ticker ticker, Map<String, String> files) {
    RouteArn arns = new RouteArn(Account.DEFAULT.region());
    InvokedFunctions functions = TestFunctions.of(outbound, clock);
    compiler =
        new PlanCompiler(
            new Integrators(
                new Pools(outbound, null, ticker::nanos, bound -> 0, 0),
                functions,
                TestServices.of(outbound, clock),
                () -> TRACE_ROOT),
            new AccessChecks(
                Map.of(
                    AuthorizationType.JWT,
                    new JwtChecks(outbound, clock, ticker, SigningAlgorithm.OF_AWS, false),
                    AuthorizationType.CUSTOM,
                    new LambdaAuthorizers(
                        functions,
                        new EventHeaders(() -> TRACE_ROOT),
                        arns,
                        new AuthorizerResults(ticker, clock, 1 << 20)),
                    AuthorizationType.AWS_IAM,
                    new IamAccess(
                            new CredentialsFile(Path.of("src/test/resources/iam/credentials.json")),
                            Account.DEFAULT.region(),
                            Long.MAX_VALUE)
                        .kind())),
            "");
    configuration = read(files);
    plan = compiler.compile(configuration);
    gateway =
        new Gateway(
            () -> plan,
            new RequestIds(InstantSource.system()),
            ticker,
            TrustedProxies.NONE,
            8_192,
            Quotas.NONE);
  }

  private static Configuration read(Map<String, String> files) {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(UTF_8)));
    return new ConfigurationJson(30_000, false).read(new ConfigurationFiles(contents, List.of()));
  }

  /** As a reload does; by one thread at a time. */
  void compile() {
    plan = compiler.compile(configuration);
  }

  /** As a reload of other files does; by one thread at a time. */
  void compile(Map<String, String> files) {
    configuration = read(files);
    compile();
  }

  /** A request that a client may leave. */
  CompletableFuture<Response> get(String path, Headers headers, Cancellation cancellation) {
    return handle(
        new Request(
            "GET",
            "HTTP/1.1",
            RequestPath.parse(path),
            null,
            headers,
            Body.EMPTY,
            new Request.Connection("http", "198.51.100.7", "192.0.2.1"),
            cancellation));
  }

  /** Any other request. */
  CompletableFuture<Response> handle(Request request) {
    return gateway.handle(request).toCompletableFuture();
  }
}
