package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Body;
import gatehouse.http.Cancellation;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.Script;
import gatehouse.testkit.TestTokens;
import gatehouse.upstream.Destination;
import gatehouse.upstream.Outbound;
import gatehouse.upstream.TlsProfile;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamRequest;
import gatehouse.upstream.UpstreamSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an issuer is asked for its keys, over real connections. */
class KeyDownloadTest {

  private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
  private final Upstream upstream = new Upstream(UpstreamSettings.DEFAULT, clock);
  private final RawUpstream issuer = RawUpstream.start();

  @AfterEach
  void close() {
    upstream.close();
    clock.shutdownNow();
    issuer.close();
  }

  @Test
  void a_slash_at_the_end_of_an_issuer_makes_no_second_one() {
    issuer.answer(
        request ->
            switch (request.target()) {
              case "/i/.well-known/openid-configuration" ->
                  Answers.json("{\"jwks_uri\":\"" + issuer.url() + "/keys?a=b\"}");
              case "/keys?a=b" -> Answers.json(TestTokens.KEYS);
              default -> Answers.of("500 No", "no");
            });
    assertEquals(1, download("/i/").of("rsa1").size());
    assertEquals(1, download("/i").of("rsa2").size());
  }

  @Test
  void an_issuer_that_closes_a_connection_unanswered_is_asked_once_more() {
    issuer.answerInTurn(
        Script.start().readBody().close(),
        Answers.json("{\"jwks_uri\":\"" + issuer.url() + "/keys\"}"),
        Script.start().readBody().reset(),
        Answers.json(TestTokens.KEYS));
    assertEquals(1, download("").of("rsa1").size());
    assertEquals(4, issuer.requests().size());
    issuer.forget();
    issuer.answer(Script.start().readBody().close());
    assertEquals(TokenFault.DISCOVERY, fault());
    assertEquals(2, issuer.requests().size());
  }

  @Test
  void what_is_no_discovery_document_is_told_so() {
    for (String document :
        new String[] {
          "{}", "[]", "<html>", "{\"jwks_uri\":1}", "{\"jwks_uri\":\"\",\"jwks_uri\":\"\"}"
        }) {
      issuer.answer(Answers.json(document));
      assertEquals(TokenFault.DISCOVERY, fault(), document);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.test/keys",
        "http://127.0.0.1/keys",
        "http://localhost/keys",
        "HTTP://keys.test/keys",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "httpx://keys.test/keys",
        "//keys.test/keys",
        "https://u:p@keys.test/keys",
        "https://u@keys.test/keys",
        "/keys",
        "https:/keys",
        "https:keys",
        "https:///keys",
        "https://keys_test/keys",
        "a b",
        ""
      })
  void keys_of_an_issuer_with_https_come_by_https_from_a_plain_host_or_not_at_all(String url) {
    Recording outbound = new Recording(url);
    assertEquals(TokenFault.KEYS, fault(outbound, "https://issuer.test", false));
    assertEquals(TokenFault.KEYS, fault(outbound, "https://issuer.test", true));
    String discovery = "https://issuer.test/.well-known/openid-configuration";
    assertEquals(List.of(discovery, discovery), outbound.called);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:81, http://keys.test/keys",
    "http://127.0.0.1:81, http://127.0.0.1.evil.test/keys",
    "http://127.0.0.1:81, http://u:p@127.0.0.1/keys"
  })
  void keys_of_an_issuer_on_this_machine_stay_here_or_come_by_https(String issuer, String url) {
    Recording outbound = new Recording(url);
    assertEquals(TokenFault.KEYS, fault(outbound, issuer, false));
    assertEquals(List.of(issuer + "/.well-known/openid-configuration"), outbound.called);
  }

  @ParameterizedTest
  @CsvSource({
    "https://issuer.test, https://keys.test/a?b=c, https://keys.test/a?b=c",
    "https://issuer.test, https://keys.test, https://keys.test/",
    "https://issuer.test, https://[::1]:444/keys, https://[::1]:444/keys",
    "http://127.0.0.1:81, https://keys.test/keys, https://keys.test/keys",
    "http://127.0.0.1:81, http://127.0.0.1:82/keys, http://127.0.0.1:82/keys"
  })
  void keys_may_be_on_another_host(String issuer, String url, String called) {
    Recording outbound = new Recording(url);
    assertEquals(1, download(outbound, issuer, false).of("rsa1").size());
    assertEquals(List.of(issuer + "/.well-known/openid-configuration", called), outbound.called);
  }

  @Test
  void an_issuer_that_the_transport_does_not_allow_is_not_even_asked() {
    Recording outbound = new Recording("https://keys.test/keys");
    assertEquals(TokenFault.DISCOVERY, fault(outbound, "http://issuer.test", false));
    assertEquals(List.of(), outbound.called);
  }

  /** Keeps what is called; the first answer of two is a discovery document. */
  private static final class Recording implements Outbound {

    private final List<String> called = new ArrayList<>();
    private final String keysUrl;

    Recording(String keysUrl) {
      this.keysUrl = keysUrl;
    }

    @Override
    public CompletionStage<Response> exchange(
        UpstreamRequest request, Cancellation cancellation, Runnable sent) {
      String url = request.to() + request.target();
      called.add(url);
      String body =
          url.endsWith("/.well-known/openid-configuration")
              ? "{\"jwks_uri\":\"" + keysUrl + "\"}"
              : TestTokens.KEYS;
      return CompletableFuture.completedStage(
          new Response(200, Headers.EMPTY, Body.of(body.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public void limit(Destination to, Integer most) {
      throw new IllegalStateException("nobody limits this");
    }

    @Override
    public TlsProfile profile(List<X509Certificate> trusted, TlsProfile.Identity identity) {
      throw new IllegalStateException("nobody wants a profile");
    }
  }

  @Test
  void what_goes_on_for_ever_ends_with_its_time() {
    issuer.answer(
        Script.start().readBody().send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{").stall());
    assertEquals(TokenFault.DISCOVERY, fault());
    issuer.answer(Script.start().stall());
    assertEquals(TokenFault.DISCOVERY, fault());
  }

  @Test
  void what_is_no_key_set_is_told_so() {
    issuer.answer(
        request ->
            request.target().equals("/keys")
                ? Answers.json("{}")
                : Answers.json("{\"jwks_uri\":\"" + issuer.url() + "/keys\"}"));
    assertEquals(TokenFault.KEYS, fault());
  }

  @Test
  void https_never_leads_to_http_and_http_stays_on_this_machine() {
    Transport strict = new Transport(false);
    Transport open = new Transport(true);
    assertTrue(strict.allows("https://a.test"));
    assertTrue(strict.allows("http://localhost:1"));
    assertTrue(strict.allows("http://127.9.9.9"));
    assertTrue(strict.allows("http://[::1]:1/x"));
    assertFalse(strict.allows("http://a.test"));
    assertFalse(strict.allows("http://10.0.0.1"));
    assertFalse(strict.allows("http://localhost.test"));
    assertTrue(open.allows("http://a.test"));
    assertFalse(open.allows(URI.create("http://a.test/keys"), "https://a.test"));
    assertFalse(strict.allows(URI.create("http://127.0.0.1/keys"), "https://a.test"));
    assertTrue(strict.allows(URI.create("https://b.test/keys"), "https://a.test"));
  }

  private KeySet download(String path) {
    return download(upstream, issuer.url() + path, false);
  }

  private KeySet download(Outbound outbound, String from, boolean insecure) {
    return new KeyDownload(from, outbound, clock, new Transport(insecure))
        .get()
        .toCompletableFuture()
        .join();
  }

  private String fault() {
    return fault(upstream, issuer.url(), false);
  }

  private String fault(Outbound outbound, String from, boolean insecure) {
    try {
      throw new AssertionError("there are keys " + download(outbound, from, insecure));
    } catch (CompletionException e) {
      return ((TokenFault) e.getCause()).description();
    }
  }
}
