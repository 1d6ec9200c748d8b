package gatehouse.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.http.Request;
import gatehouse.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final Access LOOPBACK = new Access(true, null);
  private static final Access OF_TOKEN = new Access(false, BearerToken.of(TOKEN));
  private static final Access BOTH = new Access(true, BearerToken.of(TOKEN));

  @Test
  void somebody_is_kept_out_always() {
    assertThrows(IllegalArgumentException.class, () -> new Access(false, null));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, localhost",
    "127.0.0.1, 127.0.0.1, LocalHost:8080",
    "127.0.0.1, 127.0.0.1, 127.0.0.1:8080",
    "127.8.9.1, 127.0.0.2, 127.0.0.2:8080",
    "::1, ::1, [::1]:8080",
    "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1, [0:0:0:0:0:0:0:1]:8080",
    "::ffff:127.0.0.1, 127.0.0.1, localhost"
  })
  void connections_of_this_machine_are_let_in(String peer, String local, String host) {
    assertNull(LOOPBACK.refusal(Requests.over(peer, local, "GET", "/", "Host", host)));
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.7, 192.168.1.1",
    "127.0.0.1, 192.168.1.1",
    "192.168.1.7, 127.0.0.1",
    "fe80::1, fe80::2",
    "localhost, localhost",
    "127.0.0.1.example, 127.0.0.1",
    "face, 127.0.0.1",
    "'', 127.0.0.1"
  })
  void connections_from_elsewhere_are_refused(String peer, String local) {
    assertEquals(
        403, status(LOOPBACK, Requests.over(peer, local, "GET", "/", "Host", "localhost")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "X-Forwarded-For",
        "x-forwarded-for",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Real-IP",
        "Via"
      })
  void what_came_through_a_proxy_of_this_machine_is_refused(String field) {
    Request request = Requests.local("GET", "/", "Host", "localhost", field, "127.0.0.1");

    assertEquals(403, status(LOOPBACK, request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "localhost@evil.example",
        "127.0.0.1.evil.example",
        "[::1].evil.example",
        "",
        "10.0.0.1"
      })
  void a_name_that_was_made_to_lead_here_is_refused(String host) {
    assertEquals(403, status(LOOPBACK, Requests.local("GET", "/", "Host", host)));
  }

  @Test
  void one_host_is_demanded() {
    assertEquals(403, status(LOOPBACK, Requests.local("GET", "/")));
    assertEquals(
        403,
        status(LOOPBACK, Requests.local("GET", "/", "Host", "localhost", "Host", "localhost")));
  }

  @Test
  void browsers_are_refused() {
    assertEquals(
        403,
        status(
            LOOPBACK,
            Requests.local("POST", "/", "Host", "localhost", "Origin", "http://localhost")));
  }

  @Test
  void the_token_opens_from_anywhere() {
    assertNull(
        OF_TOKEN.refusal(
            Requests.over(
                "192.168.1.7", "192.168.1.1", "GET", "/", "Authorization", "Bearer " + TOKEN)));
    assertNull(
        OF_TOKEN.refusal(Requests.local("GET", "/", "Authorization", "bearer  " + TOKEN + " ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer 0123456789abcdeF",
        "Bearer 0123456789abcde",
        "Bearer 0123456789abcdef0",
        "Basic 0123456789abcdef",
        "0123456789abcdef"
      })
  void no_other_word_opens(String authorization) {
    Response refusal = OF_TOKEN.refusal(Requests.local("GET", "/", "Authorization", authorization));

    assertNotNull(refusal);
    assertEquals(401, refusal.status());
    assertEquals("Bearer realm=\"gatehouse\"", refusal.headers().first("WWW-Authenticate"));
  }

  @Test
  void a_token_among_others_does_not_open() {
    assertEquals(401, status(OF_TOKEN, Requests.local("GET", "/")));
    assertEquals(
        401,
        status(
            OF_TOKEN,
            Requests.local(
                "GET", "/", "Authorization", "Bearer " + TOKEN, "Authorization", "Bearer x")));
  }

  @Test
  void of_both_demands_both_have_to_be_met() {
    String[] authorized = {"Host", "localhost", "Authorization", "Bearer " + TOKEN};

    assertNull(BOTH.refusal(Requests.local("GET", "/", authorized)));
    assertEquals(401, status(BOTH, Requests.local("GET", "/", "Host", "localhost")));
    assertEquals(403, status(BOTH, Requests.over("10.0.0.7", "10.0.0.1", "GET", "/", authorized)));
  }

  private static int status(Access access, Request request) {
    Response refusal = access.refusal(request);
    return refusal == null ? 0 : refusal.status();
  }
}
