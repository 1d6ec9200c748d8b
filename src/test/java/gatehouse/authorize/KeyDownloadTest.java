package gatehouse.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Answers;
import gatehouse.testkit.RawUpstream;
import gatehouse.testkit.Script;
import gatehouse.testkit.TestTokens;
import gatehouse.upstream.Upstream;
import gatehouse.upstream.UpstreamSettings;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
  void what_is_no_discovery_document_is_told_so() {
    for (String document :
        new String[] {
          "{}", "[]", "<html>", "{\"jwks_uri\":1}", "{\"jwks_uri\":\"\",\"jwks_uri\":\"\"}"
        }) {
      issuer.answer(Answers.json(document));
      assertEquals(TokenFault.DISCOVERY, fault(), document);
    }
  }

  @Test
  void keys_are_fetched_from_where_the_transport_allows_alone() {
    for (String url :
        new String[] {
          "http://issuer.test/keys",
          "file:///etc/passwd",
          "ftp://127.0.0.1/",
          "//127.0.0.1/keys",
          "http://u:p@127.0.0.1/keys",
          "/keys",
          "http:/keys",
          "http://127.0.0.1.evil.test/keys",
          "a b"
        }) {
      issuer.answer(Answers.json("{\"jwks_uri\":\"" + url + "\"}"));
      assertEquals(TokenFault.KEYS, fault(), url);
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
    return new KeyDownload(issuer.url() + path, upstream, clock, new Transport(false))
        .get()
        .toCompletableFuture()
        .join();
  }

  private String fault() {
    try {
      throw new AssertionError("there are keys " + download(""));
    } catch (CompletionException e) {
      return ((TokenFault) e.getCause()).description();
    }
  }
}
