package gatehouse.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import gatehouse.config.Cors;
import gatehouse.http.Body;
import gatehouse.http.Exchange;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.testkit.Exchanges;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsStepTest {

  private static final String A = "https://a.test";
  private static final Response BARE = new Response(200, Headers.of("X-Up", "1"), Body.EMPTY);

  @Test
  void without_a_configuration_nothing_is_touched() {
    Response theirs = new Response(200, Headers.of("Access-Control-Allow-Origin", "*"), Body.EMPTY);
    assertSame(theirs, CorsStep.of(null).applied(get(A), theirs));
    assertNull(CorsStep.of(null).preflight(preflight(A), false));
  }

  @Test
  void an_origin_that_is_listed_is_echoed() {
    CorsStep step = step("https://b.test", A);
    assertEquals(
        Headers.of("X-Up", "1", "Vary", "Origin", "Access-Control-Allow-Origin", A),
        step.applied(get(A), BARE).headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.test",
        "https://a.test:8443",
        "https://a.test.evil.test",
        "https://evil.test/https://a.test",
        "https://A.test",
        "HTTPS://a.test",
        "https://a.test/",
        "https://a.test, https://b.test",
        "https://*",
        "null",
        "*",
        ""
      })
  void other_origins_get_nothing_but_the_note_that_the_answer_varies(String origin) {
    assertEquals(
        Headers.of("X-Up", "1", "Vary", "Origin"), step(A).applied(get(origin), BARE).headers());
  }

  @Test
  void two_origins_are_none() {
    Headers two = Headers.of("Origin", A, "origin", A);
    assertNull(new AllowedOrigins(List.of(A)).allowed(two));
    assertNull(new AllowedOrigins(List.of("*")).allowed(two));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.test", "http://127.0.0.1:8080", "null"})
  void an_asterisk_stays_an_asterisk_for_every_origin(String origin) {
    assertEquals(
        Headers.of("X-Up", "1", "Access-Control-Allow-Origin", "*"),
        step(A, "*").applied(get(origin), BARE).headers());
  }

  @Test
  void an_asterisk_says_nothing_without_an_origin() {
    assertEquals(BARE.headers(), step("*").applied(request("GET"), BARE).headers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://a.test", "https://a.test:8443", "https://[::1]:1", "https://127.0.0.1"})
  void all_hosts_of_a_scheme_are_echoed(String origin) {
    assertEquals(origin, allowed(origin, "https://*"));
    assertNull(allowed(origin, "http://*"));
    String plain = origin.replace("https", "http");
    assertEquals(plain, allowed(plain, "http://*"));
    assertNull(allowed(plain, "https://*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://",
        "https://*",
        "https://a.test/",
        "https://a.test, https://b.test",
        "https://u@a.test",
        "https://A.test",
        "null"
      })
  void what_is_no_origin_is_not_echoed(String origin) {
    assertNull(allowed(origin, "https://*"));
  }

  @Test
  void preflights_get_all_fields_and_other_requests_theirs() {
    CorsStep step =
        CorsStep.of(
            new Cors(
                List.of(A),
                List.of("GET", "PUT"),
                List.of("content-type", "x-a"),
                List.of("x-b", "x-c"),
                true,
                600));
    Response answer = step.preflight(preflight(A), false);
    assertEquals(204, answer.status());
    assertEquals(0, answer.body().length());
    assertEquals(
        Headers.of(
            "Vary", "Origin",
            "Access-Control-Allow-Origin", A,
            "Access-Control-Allow-Methods", "GET,PUT",
            "Access-Control-Allow-Headers", "content-type,x-a",
            "Access-Control-Expose-Headers", "x-b,x-c",
            "Access-Control-Allow-Credentials", "true",
            "Access-Control-Max-Age", "600"),
        step.applied(preflight(A), answer).headers());
    assertEquals(
        Headers.of(
            "X-Up", "1",
            "Vary", "Origin",
            "Access-Control-Allow-Origin", A,
            "Access-Control-Expose-Headers", "x-b,x-c",
            "Access-Control-Allow-Credentials", "true"),
        step.applied(get(A), BARE).headers());
  }

  @Test
  void a_preflight_is_options_with_both_fields() {
    CorsStep step = step(A);
    assertNotNull(step.preflight(preflight(A), false));
    assertNull(step.preflight(request("OPTIONS"), false));
    assertNull(step.preflight(request("OPTIONS", "Origin", A), false));
    assertNull(step.preflight(request("OPTIONS", "Access-Control-Request-Method", "PUT"), false));
    assertNull(
        step.preflight(request("GET", "Origin", A, "Access-Control-Request-Method", "PUT"), false));
  }

  @Test
  void a_preflight_that_a_route_takes_is_the_route_s() {
    assertNull(step(A).preflight(preflight(A), true));
  }

  @Test
  void fields_of_integrations_are_dropped_with_and_without_an_origin() {
    Response theirs =
        new Response(
            200,
            Headers.of(
                "access-control-allow-origin", "https://c.test",
                "X-Up", "1",
                "ACCESS-CONTROL-EXPOSE-HEADERS", "x-up",
                "Access-Control-Allow-Private-Network", "true",
                "X-Access-Control-Allow-Origin", "stays"),
            Body.EMPTY);
    for (Exchange exchange : List.of(get("https://c.test"), request("GET"))) {
      assertEquals(
          Headers.of("X-Up", "1", "X-Access-Control-Allow-Origin", "stays", "Vary", "Origin"),
          step(A).applied(exchange, theirs).headers());
    }
  }

  @Test
  void vary_is_merged() {
    assertVary(List.of("Accept-Encoding, Origin"), "Accept-Encoding");
    assertVary(List.of("Accept, Origin", "Accept-Encoding"), "Accept", "Accept-Encoding");
    assertVary(List.of("Accept", "x, origin"), "Accept", "x, origin");
    assertVary(List.of("*"), "*");
    assertVary(List.of("X-Origin, Origin"), "X-Origin");
  }

  @Test
  void an_answer_that_does_not_depend_on_the_origin_does_not_vary() {
    for (CorsStep step : List.of(step("*"), step())) {
      assertEquals(List.of(), step.applied(get(A), BARE).headers().all("Vary"));
    }
  }

  private static void assertVary(List<String> expected, String... given) {
    Headers.Builder headers = new Headers.Builder(2);
    for (String value : given) {
      headers.add("vary", value);
    }
    Response response = new Response(200, headers.build(), Body.EMPTY);
    assertEquals(expected, step(A).applied(get(A), response).headers().all("Vary"));
  }

  private static String allowed(String origin, String... listed) {
    return new AllowedOrigins(List.of(listed)).allowed(Headers.of("Origin", origin));
  }

  private static CorsStep step(String... origins) {
    return CorsStep.of(new Cors(List.of(origins), List.of(), List.of(), List.of(), false, null));
  }

  private static Exchange get(String origin) {
    return request("GET", "Origin", origin);
  }

  private static Exchange preflight(String origin) {
    return request("OPTIONS", "Origin", origin, "Access-Control-Request-Method", "PUT");
  }

  private static Exchange request(String method, String... headers) {
    return Exchanges.of(Exchanges.request(method, "/pets", null, Headers.of(headers), Body.EMPTY));
  }
}
