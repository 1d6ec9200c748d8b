package gatehouse.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.RequestPath;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.UpstreamRequest;
import java.lang.management.ManagementFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No request costs a hundred times its own size of memory: the worst that we know for each parser
 * on a request's way, measured from its head to the call of the upstream. All of it happens on this
 * thread, whose allocations the JVM counts.
 */
class AmplificationTest {

  private static final long MOST_TIMES = 100;

  /** What a request of no length costs, with room for what the JVM does by itself. */
  private static final long FIXED_BYTES = 200_000;

  private static final int LONG = 60_000;

  /** Requests, each made for one parser. */
  enum Worst {
    LONG_PATH(() -> get("/any/" + "a".repeat(LONG), null)),
    DEEP_PATH(() -> get("/any/" + "a/".repeat(LONG / 2), null)),
    EMPTY_SEGMENTS(() -> get("/any/" + "/".repeat(LONG), null)),
    ENCODED_PATH(() -> get("/any/" + "%C3%A9".repeat(LONG / 6), null)),
    PATH_PARAMETERS(() -> get("/any/" + ";a".repeat(LONG / 2), null)),
    MANY_PARAMETERS(() -> get("/mapped/x", "a&".repeat(LONG / 2))),
    MANY_NAMES(() -> get("/mapped/x", distinct(LONG / 8, "=1&"))),
    SAME_NAMES(() -> get("/mapped/x", "q=1&".repeat(LONG / 4))),
    ENCODED_QUERY(() -> get("/mapped/x", "q=" + "%F0%9F%98%80".repeat(LONG / 12))),
    PLAIN_QUERY(() -> get("/any/x", "&=".repeat(LONG / 2))),
    MANY_FIELDS(() -> get("/any/x", null, fields(10_000, "x-f"))),
    SAME_FIELDS(() -> get("/mapped/x", null, sameFields(10_000, "v"))),
    MANY_FORWARDED(() -> get("/any/x", null, sameFields(5_000, "X-Forwarded-For"))),
    CONNECTION_NAMES(() -> get("/any/x", null, one("Connection", distinct(LONG / 8, ",")))),
    CONNECTION_COMMAS(() -> get("/any/x", null, one("Connection", ",".repeat(LONG)))),
    MANY_COOKIES(() -> get("/function/x", null, one("Cookie", "a=b; ".repeat(LONG / 5)))),
    MANY_COOKIE_FIELDS(() -> get("/function/x", null, sameFields(10_000, "Cookie"))),
    FUNCTION_PARAMETERS(() -> get("/function/x", distinct(LONG / 8, "=1&"))),
    FUNCTION_FIELDS(() -> get("/function/x", null, fields(10_000, "x-f"))),
    CONTROL_CHARACTERS_FOR_A_FUNCTION(
        () -> post("/function/x", "\u0001".repeat(LONG), "text/plain")),
    BINARY_FOR_A_FUNCTION(() -> post("/function/x", "\u00ff".repeat(LONG), "image/png")),
    DEEP_JSON(() -> post("/json/x", "[".repeat(LONG), "application/json")),
    WIDE_JSON(() -> post("/json/x", "[" + "0,".repeat(LONG / 2) + "0]", "application/json")),
    MANY_JSON_NAMES(() -> post("/json/x", "{" + names(LONG / 12) + "\"a\":1}", "application/json")),
    LONG_NUMBER(() -> post("/json/x", "{\"a\":" + "9".repeat(LONG) + "}", "application/json")),
    LARGE_EXPONENT(() -> post("/json/x", "{\"a\":1e999999999}", "application/json")),
    LONG_TOKEN(() -> get("/jwt/x", null, one("Authorization", "Bearer " + "a".repeat(LONG)))),
    DOTS_IN_A_TOKEN(() -> get("/jwt/x", null, one("Authorization", "Bearer " + ".".repeat(LONG)))),
    DEEP_TOKEN(() -> get("/jwt/x", null, one("Authorization", "Bearer " + deepToken()))),
    LONG_SIGNATURE(
        () ->
            get(
                "/iam/x",
                null,
                one("Authorization", "AWS4-HMAC-SHA256 " + "a=b,".repeat(LONG / 4)))),
    MANY_SIGNED(
        () ->
            get(
                "/iam/x",
                null,
                one(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/execute-api/aws4_request,"
                        + "SignedHeaders="
                        + "a;".repeat(LONG / 2)
                        + "host,Signature=00"))),
    LONG_ORIGIN(() -> get("/any/x", null, one("Origin", "https://" + "a".repeat(LONG)))),
    PREFLIGHT(
        () ->
            new Made(
                "OPTIONS",
                "/any/x",
                null,
                Headers.of(
                    "Origin",
                    "https://a.example",
                    "Access-Control-Request-Method",
                    "GET",
                    "Access-Control-Request-Headers",
                    "a,".repeat(LONG / 2)),
                "")),
    LONG_METHOD(() -> new Made("A".repeat(LONG), "/any/x", null, Headers.EMPTY, "")),
    LONG_HOST(() -> get("/any/x", null, one("Host", "a.".repeat(LONG / 2)))),
    LONG_TRACE(() -> get("/any/x", null, one("X-Amzn-Trace-Id", "Root=1;".repeat(LONG / 7))));

    private final Supplier<Made> made;

    Worst(Supplier<Made> made) {
      this.made = made;
    }

    private static Made get(String path, @Nullable String query) {
      return get(path, query, Headers.EMPTY);
    }

    private static Made get(String path, @Nullable String query, Headers headers) {
      return new Made("GET", path, query, headers, "");
    }

    private static Made post(String path, String body, String type) {
      return new Made("POST", path, null, Headers.of("Content-Type", type), body);
    }

    private static Headers one(String name, String value) {
      return Headers.of(name, value);
    }

    private static Headers fields(int count, String name) {
      Headers.Builder headers = new Headers.Builder(count);
      for (int i = 0; i < count; i++) {
        headers.add(name + i, "1");
      }
      return headers.build();
    }

    private static Headers sameFields(int count, String name) {
      Headers.Builder headers = new Headers.Builder(count);
      for (int i = 0; i < count; i++) {
        headers.add(name, "a");
      }
      return headers.build();
    }

    private static String distinct(int count, String between) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        text.append('n').append(i).append(between);
      }
      return text.toString();
    }

    private static String names(int count) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        text.append("\"n").append(i).append("\":0,");
      }
      return text.toString();
    }

    private static String deepToken() {
      Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
      String head = "{\"alg\":\"RS256\",\"kid\":\"k\"}";
      return encoder.encodeToString(head.getBytes(UTF_8))
          + "."
          + encoder.encodeToString("[".repeat(LONG / 2).getBytes(UTF_8))
          + ".AA";
    }
  }

  /** A request before anything of ours has looked at it. */
  private record Made(
      String method, String path, @Nullable String query, Headers headers, String body) {

    long size() {
      long size = method.length() + path.length() + (query == null ? 0 : query.length());
      for (int i = 0; i < headers.size(); i++) {
        // With its colon, space and line end.
        size += headers.name(i).length() + headers.value(i).length() + 4;
      }
      return size + body.getBytes(UTF_8).length;
    }
  }

  /** Answers at once, and has read the request's head. */
  private static final class Answering implements Outbound {

    @Override
    public CompletionStage<Response> exchange(
        UpstreamRequest request, Cancellation cancellation, Runnable atEnd) {
      atEnd.run();
      return CompletableFuture.completedStage(new Response(200, Headers.EMPTY, Body.EMPTY));
    }

    @Override
    public void limit(Destination to, @Nullable Integer most) {}

    @Override
    public TlsProfile profile(
        @Nullable List<X509Certificate> trusted, TlsProfile.@Nullable Identity identity) {
      throw new UnsupportedOperationException();
    }
  }

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry(
              "api.json",
              "{\"CorsConfiguration\":{\"AllowOrigins\":[\"https://*\"],"
                  + "\"AllowMethods\":[\"*\"],\"AllowHeaders\":[\"*\"]}}"),
          Map.entry("stages/s.json", "{\"Name\":\"$default\"}"),
          route("any", ""),
          route("mapped", ""),
          route("json", ""),
          route("function", ""),
          route("jwt", ",\"AuthorizationType\":\"JWT\",\"AuthorizerId\":\"users\""),
          route("iam", ",\"AuthorizationType\":\"AWS_IAM\""),
          Map.entry(
              "authorizers/users.json",
              "{\"Name\":\"users\",\"AuthorizerType\":\"JWT\","
                  + "\"IdentitySource\":[\"$request.header.Authorization\"],"
                  + "\"JwtConfiguration\":{\"Issuer\":\"http://127.0.0.1:1\","
                  + "\"Audience\":[\"pets\"]}}"),
          integration("any", ""),
          integration("jwt", ""),
          integration("iam", ""),
          integration(
              "mapped",
              ",\"RequestParameters\":{\"append:header.a\":\"$request.querystring.q\","
                  + "\"append:header.b\":\"$request.header.v\","
                  + "\"append:querystring.c\":\"${request.querystring.q}${request.header.v}\","
                  + "\"overwrite:path\":\"/${request.querystring.q}\"}"),
          integration("json", ",\"RequestParameters\":{\"append:header.a\":\"$request.body.a\"}"),
          Map.entry(
              "integrations/function.json",
              "{\"IntegrationType\":\"AWS_PROXY\",\"PayloadFormatVersion\":\"2.0\","
                  + "\"IntegrationUri\":\"arn:aws:lambda:us-east-1:123456789012:function:f\"}"),
          Map.entry("functions/f.json", "{\"Endpoint\":\"http://127.0.0.1:1\"}"));

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final AuthorizedGateway gateway =
      new AuthorizedGateway(new Answering(), clock, Ticker.SYSTEM, FILES);

  @AfterEach
  void end() {
    clock.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void no_request_costs_a_hundred_times_its_size(Worst worst) {
    Made made = worst.made.get();
    // Once before it counts: the JVM loads classes.
    allocatedBy(made);
    long bytes = allocatedBy(made);
    long most = MOST_TIMES * made.size() + FIXED_BYTES;
    assertTrue(bytes <= most, () -> "%d bytes for a request of %d".formatted(bytes, made.size()));
  }

  private long allocatedBy(Made made) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    byte[] body = made.body().getBytes(UTF_8);
    long before = threads.getThreadAllocatedBytes(thread);
    try {
      gateway.handle(
          new Request(
              made.method(),
              "HTTP/1.1",
              RequestPath.parse(made.path()),
              made.query(),
              made.headers(),
              Body.of(body),
              new Request.Connection("http", "198.51.100.7", "192.0.2.1"),
              new Cancellation()));
    } catch (gatehouse.http.Refusal e) {
      // Refused by its path, as the servlet would.
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static Map.Entry<String, String> route(String name, String more) {
    return Map.entry(
        "routes/" + name + ".json",
        "{\"RouteKey\":\"ANY /%s/{proxy+}\",\"Target\":\"integrations/%s\"%s}"
            .formatted(name, name, more));
  }

  private static Map.Entry<String, String> integration(String name, String more) {
    return Map.entry(
        "integrations/" + name + ".json",
        "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"http://127.0.0.1:1/{proxy}\"%s}"
            .formatted(more));
  }
}
