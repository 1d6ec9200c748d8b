package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopByHopTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "connection",
        "KEEP-ALIVE",
        "Proxy-Connection",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Authentication-Info",
        "TE",
        "te",
        "Trailer",
        "Trailers",
        "Transfer-Encoding",
        "Upgrade",
        "HTTP2-Settings"
      })
  void the_usual_fields_end_here(String name) {
    assertTrue(HopByHop.of(Headers.EMPTY).contains(name));
    assertTrue(HopByHop.of(Headers.of("Connection", "X-Other")).contains(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "Cookie", "Authorization", "Host", "X-Named", "Date"})
  void the_others_do_not(String name) {
    assertFalse(HopByHop.of(Headers.EMPTY).contains(name));
    assertFalse(HopByHop.of(Headers.of("Connection", "keep-alive")).contains(name));
    assertFalse(HopByHop.of(Headers.of("Connection", "Close")).contains(name));
  }

  @Test
  void what_connection_names_ends_here() {
    HopByHop ending =
        HopByHop.of(Headers.of("Connection", "close, X-One ,,\tx-two", "connection", "X-THREE"));

    assertTrue(ending.contains("x-one"));
    assertTrue(ending.contains("X-Two"));
    assertTrue(ending.contains("X-Three"));
    assertFalse(ending.contains("X-Four"));
  }

  @Test
  void two_usual_connection_fields_name_nothing() {
    HopByHop ending = HopByHop.of(Headers.of("Connection", "keep-alive", "Connection", "X-One"));

    assertTrue(ending.contains("X-One"));
  }
}
