package gatehouse.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import gatehouse.http.Body;
import gatehouse.http.BodyCollector;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.testkit.TestTokens;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.UpstreamRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An issuer, a function that authorizes, one that answers, and an upstream, all without sockets.
 * Both who answer tell whom they were told of, and the request's nonce. Some answers come at once,
 * others on other threads.
 */
final class Counterparts implements Outbound {

  private static final Pattern IDENTITY = Pattern.compile("\"identitySource\":\\[\"([^\"]*)\"\\]");
  private static final Pattern CALLER =
      Pattern.compile("\"authorizer\":\\{.*?\"(?:sub|user|userArn)\":\"([^\"]*)\"");
  private static final Pattern NONCE = Pattern.compile("\"x-nonce\":\"([^\"]*)\"");

  private final Executor others;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong answersOfGuard = new AtomicLong();
  private final AtomicLong keySets = new AtomicLong();

  Counterparts(Executor others) {
    this.others = others;
  }

  /** How often the authorizer's function was asked. */
  long answersOfGuard() {
    return answersOfGuard.get();
  }

  /** How often the issuer has given its keys. */
  long keySets() {
    return keySets.get();
  }

  @Override
  public CompletionStage<Response> exchange(
      UpstreamRequest request, Cancellation cancellation, Runnable atEnd) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Runnable answering =
        () ->
            BodyCollector.collect(request.body(), 65_536, cancellation)
                .whenComplete(
                    (body, failure) -> {
                      atEnd.run();
                      if (failure != null) {
                        answer.completeExceptionally(failure);
                      } else {
                        answer.complete(answer(request, new String(body, UTF_8)));
                      }
                    });
    if (calls.incrementAndGet() % 8 == 0) {
      others.execute(answering);
    } else {
      answering.run();
    }
    return answer;
  }

  private Response answer(UpstreamRequest request, String event) {
    String host = request.headers().first("Host");
    if ("issuer.test".equals(host)) {
      if (request.target().endsWith("/openid-configuration")) {
        return text("{\"jwks_uri\":\"https://issuer.test/keys\"}");
      }
      keySets.incrementAndGet();
      return text(TestTokens.KEYS);
    }
    if ("upstream.test".equals(host)) {
      Headers headers = request.headers();
      StringBuilder told = new StringBuilder();
      for (String name : new String[] {"x-sub", "x-user", "x-arn"}) {
        headers.all(name).forEach(told::append);
      }
      return text(told + " " + headers.first("X-Nonce"));
    }
    if (request.target().contains("/guard/")) {
      answersOfGuard.incrementAndGet();
      return text(
          "{\"isAuthorized\":true,\"context\":{\"user\":\"%s\"}}"
              .formatted(found(IDENTITY, event)));
    }
    return text(
        "{\"statusCode\":200,\"body\":\"%s %s\"}"
            .formatted(found(CALLER, event), found(NONCE, event)));
  }

  private static String found(Pattern pattern, String event) {
    Matcher matcher = pattern.matcher(event);
    return matcher.find() ? matcher.group(1) : "nobody";
  }

  private static Response text(String text) {
    return new Response(200, Headers.EMPTY, Body.of(text.getBytes(UTF_8)));
  }

  @Override
  public void limit(Destination to, Integer most) {}

  @Override
  public TlsProfile profile(List<X509Certificate> trusted, TlsProfile.Identity identity) {
    return TlsProfile.of(trusted, identity);
  }
}
