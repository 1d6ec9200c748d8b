package gatehouse.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.BodyCollector;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Ticker;
import gatehouse.testkit.Field;
import gatehouse.testkit.SigV4;
import gatehouse.testkit.TestTokens;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * The credentials of one request never reach another's: exchanges of two users, through the whole
 * gateway but for its sockets, while results expire, keys are fetched anew and the configuration is
 * compiled again. Each exchange is compared with what its integration was told of its caller.
 * {@code -Dtest.exchanges=1000000} makes more of them.
 */
class IdentityMixUpTest {

  private static final int EXCHANGES = Integer.getInteger("test.exchanges", 100_000);
  private static final int THREADS = 4;

  /** Under way at once in each thread. */
  private static final int WINDOW = 32;

  /** So that results expire, and plans change, equally often however many there are. */
  private static final int EXCHANGES_OF_A_SECOND = EXCHANGES / 1_000;

  private static final int EXCHANGES_OF_A_PLAN = EXCHANGES / 50;
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
  private final AuthorizedGateway gateway =
      new AuthorizedGateway(counterparts, clock, ticker, FILES);

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
        gateway.compile();
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
    return gateway
        .get(call.path(), headers.build(), new Cancellation())
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
        ("lambda iam lambda jwt lambda iam lambda iam lambda jwt lambda iam lambda"
                + " jwt-event lambda-event iam-event")
            .split(" ")) {
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

  private static Map.Entry<String, String> route(
      String name, String authorization, String integration) {
    return Map.entry(
        "routes/" + name + ".json",
        "{\"RouteKey\":\"GET /%s\",\"Target\":\"integrations/%s\",\"AuthorizationType\":\"%s\"}"
            .formatted(name, integration, authorization));
  }
}
