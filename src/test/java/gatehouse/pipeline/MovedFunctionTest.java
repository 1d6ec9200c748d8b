package gatehouse.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.http.Ticker;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.UpstreamRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a function has answered counts for as long as its name leads to it. */
class MovedFunctionTest {

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Functions functions = new Functions();

  @AfterEach
  void end() {
    clock.shutdownNow();
  }

  /** Functions that let everybody through, and an upstream. */
  private static final class Functions implements Outbound {

    private final List<String> asked = new ArrayList<>();

    @Override
    public CompletionStage<Response> exchange(
        UpstreamRequest request, Cancellation cancellation, Runnable atEnd) {
      if (request.target().contains("/invocations")) {
        asked.add(request.to().origin().host());
      }
      byte[] answer = "{\"isAuthorized\":true}".getBytes(UTF_8);
      return CompletableFuture.completedStage(new Response(200, Headers.EMPTY, Body.of(answer)));
    }

    @Override
    public void limit(Destination to, Integer most) {}

    @Override
    public TlsProfile profile(List<X509Certificate> trusted, TlsProfile.Identity identity) {
      return TlsProfile.of(trusted, identity);
    }
  }

  private static Map<String, String> files(String host, String kind) {
    Map<String, String> files = new HashMap<>();
    files.put("stages/default.json", "{\"Name\":\"$default\"}");
    files.put(
        "authorizers/guard.json",
        """
        {"Name":"guard","AuthorizerType":"REQUEST",
         "AuthorizerUri":"arn:aws:lambda:us-east-1:123456789012:function:function",
         "AuthorizerPayloadFormatVersion":"2.0","EnableSimpleResponses":true,
         "IdentitySource":["$request.header.Authorization"],
         "AuthorizerResultTtlInSeconds":300}
        """);
    files.put(
        "functions/function.json",
        "{\"Endpoint\":\"http://%s\",\"Kind\":\"%s\"}".formatted(host, kind));
    files.put(
        "integrations/http.json",
        "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"http://upstream.test/\"}");
    files.put(
        "routes/r.json",
        """
        {"RouteKey":"GET /pets","Target":"integrations/http","AuthorizationType":"CUSTOM",
         "AuthorizerId":"guard"}
        """);
    return files;
  }

  @Test
  void a_function_that_has_moved_is_asked_anew() {
    AuthorizedGateway gateway =
        new AuthorizedGateway(functions, clock, Ticker.SYSTEM, files("old.test", "InvokeApi"));
    ask(gateway);
    ask(gateway);
    gateway.compile(files("old.test", "InvokeApi"));
    ask(gateway);
    assertEquals(List.of("old.test"), functions.asked);

    gateway.compile(files("new.test", "InvokeApi"));
    ask(gateway);
    ask(gateway);
    assertEquals(List.of("old.test", "new.test"), functions.asked);

    gateway.compile(files("new.test", "RuntimeInterfaceEmulator"));
    ask(gateway);
    assertEquals(List.of("old.test", "new.test", "new.test"), functions.asked);
  }

  private static void ask(AuthorizedGateway gateway) {
    Headers token = Headers.of("Host", "gateway.test", "Authorization", "t");
    assertEquals(200, gateway.get("/pets", token, new Cancellation()).join().status());
  }
}
