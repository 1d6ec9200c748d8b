package gatehouse.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.http.Headers;
import gatehouse.http.Request;
import gatehouse.http.TrustedProxies;
import gatehouse.testkit.Exchanges;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeadersTest {

  private static final String STRANGER = "203.0.113.9";
  private static final String PROXY = "10.1.2.3";
  private static final String ROOT = "1-5f0a1b2c-0123456789abcdef01234567";
  private static final String OURS = "by=192.0.2.1;for=203.0.113.9;host=api.example;proto=https";

  private static final TrustedProxies TRUSTED = TrustedProxies.parse("10.0.0.0/8");

  private final ForwardedHeaders headers = new ForwardedHeaders(() -> ROOT);

  @Test
  void an_upstream_gets_the_clients_fields_and_awss() {
    Headers sent = of(STRANGER, "Host", "api.example", "Accept", "*/*", "accept", "b", "X-E", "");

    assertEquals(
        Headers.of(
            "Host", "up.example:8080",
            "Accept", "*/*",
            "accept", "b",
            "X-E", "",
            "Forwarded", OURS,
            "Via", "HTTP/1.1 AmazonAPIGateway",
            "X-Amzn-Trace-Id", "Root=" + ROOT),
        sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "X-Forwarded-For",
        "x-forwarded-proto",
        "X-Forwarded-Host",
        "X-FORWARDED-PORT",
        "X-Forwarded-Prefix",
        "X-Forwarded-Anything",
        "X-Real-IP",
        "True-Client-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "X_Forwarded_For",
        "X-Forwarded_Proto",
        "x_forwarded-host",
        "X_Real_IP",
        "true_client_ip",
        "X_FORWARDED_PREFIX",
        "X-Forwarded",
        "Forwarded-For",
        "X-Original-Forwarded-For",
        "Client-IP",
        "CF-Connecting-IP",
        "X-Original-URL",
        "X_Rewrite_URL"
      })
  void what_a_stranger_claims_is_taken_out_in_every_spelling(String name) {
    Headers sent = of(STRANGER, "Host", "api.example", name, "forged", name, "forged, twice");

    sent.forEach((field, value) -> assertFalse(value.contains("forged"), field));
    assertEquals(List.of(OURS), sent.all("Forwarded"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content_Length", "transfer_encoding", "Proxy_Connection"})
  void framing_is_taken_out_in_every_spelling_even_of_trusted_proxies(String name) {
    assertEquals(null, of(PROXY, name, "9").first(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwards", "X-Real-IPs", "X-Forward-For", "Client-IP-Count", "Origin"})
  void what_only_looks_similar_is_passed_on(String name) {
    assertEquals("fine", of(STRANGER, name, "fine").first(name));
  }

  @Test
  void what_a_trusted_proxy_says_is_passed_on() {
    Headers sent =
        of(
            PROXY,
            "Host",
            "api.example",
            "X-Forwarded-For",
            "198.51.100.1",
            "X-Real-IP",
            "198.51.100.1",
            "Forwarded",
            "for=198.51.100.1",
            "forwarded",
            "for=198.51.100.2");

    assertEquals("198.51.100.1", sent.first("X-Forwarded-For"));
    assertEquals("198.51.100.1", sent.first("X-Real-IP"));
    assertEquals(
        List.of(
            "for=198.51.100.1, for=198.51.100.2, "
                + "by=192.0.2.1;for=10.1.2.3;host=api.example;proto=https"),
        sent.all("Forwarded"));
  }

  @Test
  void an_empty_forwarded_of_a_trusted_proxy_leaves_no_gap() {
    assertEquals(
        "by=192.0.2.1;for=10.1.2.3;proto=https", of(PROXY, "Forwarded", " ").first("Forwarded"));
  }

  @Test
  void addresses_of_ipv6_are_quoted() {
    Headers sent = of("2001:db8::1", "Host", "[2001:db8::2]:8443");

    assertEquals(
        "by=192.0.2.1;for=\"[2001:db8::1]\";host=\"[2001:db8::2]:8443\";proto=https",
        sent.first("Forwarded"));
  }

  @Test
  void a_host_cannot_break_out_of_its_quotes() {
    Headers sent = of(STRANGER, "Host", "a\";for=6.6.6.6;x=\"\\");

    assertEquals(
        "by=192.0.2.1;for=203.0.113.9;host=\"a\\\";for=6.6.6.6;x=\\\"\\\\\";proto=https",
        sent.first("Forwarded"));
  }

  @Test
  void without_a_host_there_is_none_in_forwarded() {
    assertEquals("by=192.0.2.1;for=203.0.113.9;proto=https", of(STRANGER).first("Forwarded"));
  }

  @Test
  void connection_takes_out_the_clients_fields_but_never_ours() {
    Headers sent =
        of(
            PROXY,
            "Connection",
            "Host, Content-Length, Forwarded, Via, X-Amzn-Trace-Id, X-Forwarded-For, Authorization",
            "Host",
            "api.example",
            "Forwarded",
            "for=198.51.100.1",
            "Via",
            "1.0 fred",
            "X-Amzn-Trace-Id",
            "Root=theirs",
            "X-Forwarded-For",
            "198.51.100.1",
            "Authorization",
            "secret");

    assertEquals(
        Headers.of(
            "Host", "up.example:8080",
            "Forwarded", "by=192.0.2.1;for=10.1.2.3;host=api.example;proto=https",
            "Via", "HTTP/1.1 AmazonAPIGateway",
            "X-Amzn-Trace-Id", "Root=" + ROOT),
        sent);
  }

  @Test
  void framing_and_expectations_are_not_passed_on() {
    assertEquals(
        4,
        of(
                STRANGER,
                "Content-Length",
                "5",
                "Transfer-Encoding",
                "chunked",
                "Expect",
                "100-continue",
                "TE",
                "trailers",
                "Upgrade",
                "websocket",
                "Proxy-Authorization",
                "secret")
            .size());
  }

  @Test
  void via_is_appended_to() {
    assertEquals(
        List.of("1.0 fred, 1.1 barney, HTTP/1.1 AmazonAPIGateway"),
        of(STRANGER, "Via", "1.0 fred", "via", "1.1 barney").all("Via"));
  }

  @Test
  void every_call_gets_a_trace_of_its_own() {
    int[] calls = new int[1];
    ForwardedHeaders counting = new ForwardedHeaders(() -> "root-" + ++calls[0]);

    for (int i = 1; i <= 2; i++) {
      Headers sent =
          of(counting, Exchanges.from("https", STRANGER, Headers.EMPTY)).apply("up.example");
      assertTrue(sent.contains("X-Amzn-Trace-Id"));
      assertEquals("Root=root-" + i, sent.first("X-Amzn-Trace-Id"));
    }
  }

  @Test
  void all_attempts_of_a_call_have_one_trace() {
    int[] calls = new int[1];
    Function<String, Headers> call =
        of(
            new ForwardedHeaders(() -> "root-" + ++calls[0]),
            Exchanges.from("https", STRANGER, Headers.EMPTY));

    assertEquals("Root=root-1", call.apply("one.example").first("X-Amzn-Trace-Id"));
    assertEquals("Root=root-1", call.apply("two.example").first("X-Amzn-Trace-Id"));
  }

  @Test
  void what_connection_names_ends_here_with_underscores_too() {
    Headers sent = of(STRANGER, "Connection", "X_Foo, X-Bar", "X_Foo", "1", "X_Bar", "2");

    assertFalse(sent.contains("X_Foo"));
    assertFalse(sent.contains("X_Bar"));
  }

  private Headers of(String peer, String... fields) {
    return of(headers, Exchanges.from("https", peer, Headers.of(fields))).apply("up.example:8080");
  }

  private static Function<String, Headers> of(ForwardedHeaders headers, Request request) {
    return headers.of(request, TRUSTED.sourceOf(request), List.of());
  }
}
