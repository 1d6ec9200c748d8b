package gatehouse.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import gatehouse.http.BodyCollector;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Ticker;
import gatehouse.integration.Integrators;
import gatehouse.integration.TrustedProxies;
import gatehouse.lambda.EventHeaders;
import gatehouse.lambda.InvokedFunctions;
import gatehouse.size.Quotas;
import gatehouse.testkit.Field;
import gatehouse.testkit.SigV4;
import gatehouse.testkit.TestFunctions;
import gatehouse.testkit.TestTokens;
import gatehouse.upstream.pool.Pools;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The credentials of one request never reach another's: a million exchanges of two users, through
 * the whole gateway but for its sockets, while results expire, keys are fetched anew and the
 * configuration is compiled again. Each exchange is compared with what its integration was told of
 * its caller.
 */
class IdentityMixUpTest {

  private static final int EXCHANGES = 1_000_000;
  private static final int THREADS = 4;

  /** Under way at once in each thread. */
  private static final int WINDOW = 32;

  private static final int EXCHANGES_OF_A_SECOND = 1_000;
  private static final int EXCHANGES_OF_A_PLAN = 20_000;
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("stages/default.json", "{\"Name\":\"$default\"}"),
          Map.entry(
              "authorizers/users.json",
              """
              {"Name":"users","AuthorizerType":"JWT",
               "IdentitySource":["$request.header.Authorization"],
               "JwtConfiguration":{"Issuer":"https://issuer.test","Audience":["pets"]}}
              """),
          Map.entry(
              "authorizers/guard.json",
              """
              {"Name":"guard","AuthorizerType":"REQUEST",
               "AuthorizerUri":"arn:aws:lambda:us-east-1:123456789012:function:guard",
               "AuthorizerPayloadFormatVersion":"2.0","EnableSimpleResponses":true,
               "IdentitySource":["$request.header.Authorization"],
               "AuthorizerResultTtlInSeconds":2}
              """),
          Map.entry("functions/guard.json", "{\"Endpoint\":\"http://functions.test\"}"),
          Map.entry("functions/app.json", "{\"Endpoint\":\"http://functions.test\"}"),
          Map.entry(
              "integrations/http.json",
              """
              {"IntegrationType":"HTTP_PROXY","IntegrationUri":"http://upstream.test/",
               "RequestParameters":{
                "overwrite:header.x-sub":"$context.authorizer.claims.sub",
                "overwrite:header.x-user":"$context.authorizer.user",
                "overwrite:header.x-arn":"$context.identity.userArn"}}
              """),
          Map.entry(
              "integrations/app.json",
              """
              {"IntegrationType":"AWS_PROXY","PayloadFormatVersion":"2.0",
               "IntegrationUri":"arn:aws:lambda:us-east-1:123456789012:function:app"}
              """),
          route("jwt", "JWT\",\"AuthorizerId\":\"users", "http"),
          route("lambda", "CUSTOM\",\"AuthorizerId\":\"guard", "http"),
          route("iam", "AWS_IAM", "http"),
          route("jwt-event", "JWT\",\"AuthorizerId\":\"users", "app"),
          route("lambda-event", "CUSTOM\",\"AuthorizerId\":\"guard", "app"),
          route("iam-event", "AWS_IAM", "app"));

  /** How often the time passes, and nothing else of it: tokens and signatures stay as they are. */
  private final AtomicLong seconds = new AtomicLong();

  private final Ticker ticker =
      new Ticker() {
        @Override
        public Instant now() {
          return NOW;
        }

        @Override
        public long nanos() {
          return TimeUnit.SECONDS.toNanos(seconds.get());
        }
      };

  private final ExecutorService others = Executors.newFixedThreadPool(2);
  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Counterparts counterparts = new Counterparts(others);
  private final PlanCompiler compiler = compiler();
  private final Configuration configuration = configuration();
  private volatile Plan plan = compiler.compile(configuration);
  private final Gateway gateway =
      new Gateway(() -> plan, new RequestIds(InstantSource.system()), ticker, 8_192, Quotas.NONE);

  /** A route with a user's credentials, and what an integration must be told. */
  private record Call(String path, Headers credentials, String told) {}

  @AfterEach
  void end() {
    others.shutdownNow();
    clock.shutdownNow();
  }

  @Test
  void an_integration_is_told_of_who_calls_and_of_nobody_else() throws Exception {
    List<Call> alice =
        calls(
            "alice",
            "AKIAALICE00000000001",
            "alices/secret+key/that/only/tests/know/0",
            null,
            "arn:aws:iam::123456789012:user/alice");
    List<Call> bob =
        calls(
            "bob",
            "ASIABOB0000000000001",
            "bobs/secret+key/that/only/tests/know/000",
            "bobs-session-token/+=",
            "arn:aws:sts::123456789012:assumed-role/reader/bob");
    AtomicBoolean stopped = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Long>> runs = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int seed = thread;
        runs.add(clients.submit(() -> run(seed, alice, bob, stopped)));
      }
      long done = 0;
      for (Future<Long> run : runs) {
        done += run.get();
      }
      assertEquals(EXCHANGES, done);
      assertTrue(counterparts.answersOfGuard() > 100, "results have not expired");
      assertTrue(counterparts.keySets() > 1, "keys were not fetched anew");
    } finally {
      stopped.set(true);
      clients.shutdownNow();
    }
  }

  private long run(int seed, List<Call> alice, List<Call> bob, AtomicBoolean stopped)
      throws Exception {
    CompletableFuture<?>[] window = new CompletableFuture<?>[WINDOW];
    long done = 0;
    for (int i = 0; i < EXCHANGES / THREADS && !stopped.get(); i++) {
      if (window[i % WINDOW] != null) {
        window[i % WINDOW].get(1, TimeUnit.MINUTES);
      }
      List<Call> user = ((i ^ seed) & 1) == 0 ? alice : bob;
      window[i % WINDOW] = exchange(user.get((i + seed) / 2 % user.size()), seed + "-" + i);
      done++;
      if (i % EXCHANGES_OF_A_SECOND == seed) {
        seconds.incrementAndGet();
      }
      if (seed == 0 && i % EXCHANGES_OF_A_PLAN == 0) {
        plan = compiler.compile(configuration);
      }
    }
    for (CompletableFuture<?> last : window) {
      last.get(1, TimeUnit.MINUTES);
    }
    return done;
  }

  private CompletableFuture<Void> exchange(Call call, String nonce) {
    Headers.Builder headers = new Headers.Builder(call.credentials().size() + 1);
    call.credentials().forEach(headers::add);
    headers.add("X-Nonce", nonce);
    Request request =
        new Request(
            "GET",
            "HTTP/1.1",
            RequestPath.parse(call.path()),
            null,
            headers.build(),
            Body.EMPTY,
            new Request.Connection("http", "198.51.100.7", "192.0.2.1"),
            new Cancellation());
    return gateway
        .handle(request)
        .thenCompose(
            response ->
                BodyCollector.collect(response.body(), 4_096, new Cancellation())
                    .thenAccept(
                        body ->
                            assertEquals(
                                "200 " + call.told() + " " + nonce,
                                response.status() + " " + new String(body, UTF_8))))
        .toCompletableFuture();
  }

  private static List<Call> calls(
      String name, String keyId, String secret, String session, String arn) {
    String token =
        TestTokens.of(
            "{\"iss\":\"https://issuer.test\",\"aud\":\"pets\",\"exp\":%d,\"sub\":\"%s\"}"
                .formatted(NOW.getEpochSecond() + 600, name));
    Headers bearer = Headers.of("Host", "gateway.test", "Authorization", "Bearer " + token);
    Headers guarded = Headers.of("Host", "gateway.test", "Authorization", name);
    List<Call> calls = new ArrayList<>();
    // Events take the most time of all, and signatures of tokens the next.
    for (String kind :
        "jwt lambda iam lambda iam jwt lambda jwt-event iam-event lambda-event".split(" ")) {
      String path = "/" + kind;
      switch (kind.substring(0, 3)) {
        case "jwt" -> calls.add(new Call(path, bearer, name));
        case "lam" -> calls.add(new Call(path, guarded, name));
        default -> calls.add(new Call(path, signed(path, keyId, secret, session), arn));
      }
    }
    return calls;
  }

  private static Headers signed(String path, String keyId, String secret, String session) {
    SigV4 signer = new SigV4(keyId, secret, session, "us-east-1", Clock.fixed(NOW, ZoneOffset.UTC));
    Headers.Builder headers = new Headers.Builder(8);
    signer
        .sign(
            "GET", path, List.of(new Field("Host", "gateway.test")), new byte[0], SigV4.Form.HEADER)
        .headers()
        .forEach(field -> headers.add(field.name(), field.value()));
    return headers.build();
  }

  private PlanCompiler compiler() {
    RouteArn arns = new RouteArn(Account.DEFAULT.region());
    InvokedFunctions functions = TestFunctions.of(counterparts, clock);
    EventHeaders eventHeaders =
        new EventHeaders(
            TrustedProxies.NONE::contains, () -> "1-00000000-000000000000000000000000");
    AccessChecks access =
        new AccessChecks(
            Map.of(
                AuthorizationType.JWT,
                new JwtChecks(counterparts, clock, ticker, SigningAlgorithm.OF_AWS, false),
                AuthorizationType.CUSTOM,
                new LambdaAuthorizers(
                    functions, eventHeaders, arns, new AuthorizerResults(ticker, clock, 1 << 20)),
                AuthorizationType.AWS_IAM,
                new IamAccess(
                        new CredentialsFile(Path.of("src/test/resources/iam/credentials.json")),
                        Account.DEFAULT.region())
                    .kind()));
    return new PlanCompiler(
        new Integrators(
            new Pools(counterparts, null, ticker::nanos, bound -> 0, 0),
            functions,
            TrustedProxies.NONE,
            () -> "1-00000000-000000000000000000000000"),
        access,
        "");
  }

  private static Configuration configuration() {
    Map<String, byte[]> contents = new TreeMap<>();
    FILES.forEach((path, text) -> contents.put(path, text.getBytes(UTF_8)));
    return new ConfigurationJson(30_000, false).read(new ConfigurationFiles(contents, List.of()));
  }

  private static Map.Entry<String, String> route(
      String name, String authorization, String integration) {
    return Map.entry(
        "routes/" + name + ".json",
        "{\"RouteKey\":\"GET /%s\",\"Target\":\"integrations/%s\",\"AuthorizationType\":\"%s\"}"
            .formatted(name, integration, authorization));
  }
}
