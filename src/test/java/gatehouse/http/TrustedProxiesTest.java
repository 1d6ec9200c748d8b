package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.Exchanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,       10.0.0.0,         true",
    "10.0.0.0/8,       10.255.255.255,   true",
    "10.0.0.0/8,       9.255.255.255,    false",
    "10.0.0.0/8,       11.0.0.0,         false",
    "10.1.2.3/8,       10.9.9.9,         true",
    "192.168.1.0/25,   192.168.1.127,    true",
    "192.168.1.0/25,   192.168.1.128,    false",
    "192.168.1.0/31,   192.168.1.1,      true",
    "192.168.1.0/31,   192.168.1.2,      false",
    "192.168.1.7,      192.168.1.7,      true",
    "192.168.1.7/32,   192.168.1.7,      true",
    "192.168.1.7,      192.168.1.6,      false",
    "0.0.0.0/0,        203.0.113.9,      true",
    "0.0.0.0/0,        ::1,              false",
    "0.0.0.0/1,        127.255.255.255,  true",
    "0.0.0.0/1,        128.0.0.0,        false",
    "::1,              ::1,              true",
    "::1,              0:0:0:0:0:0:0:1,  true",
    "::1,              ::2,              false",
    "::1,              127.0.0.1,        false",
    "::/0,             2001:db8::1,      true",
    "::/0,             10.0.0.1,         false",
    "2001:db8::/33,    2001:db8:7fff::1, true",
    "2001:db8::/33,    2001:db8:8000::1, false",
    "fe80::/10,        febf::1,          true",
    "fe80::/10,        fec0::1,          false",
    "10.0.0.0/8,       ::ffff:10.1.2.3,  true",
    "::ffff:10.1.2.3,  10.1.2.3,         true",
    "::ffff:10.1.2.3,  ::ffff:a01:203,   true"
  })
  void ranges_have_sharp_edges(String list, String address, boolean trusted) {
    assertEquals(trusted, TrustedProxies.parse(list).contains(address));
  }

  private static RequestSource source(String peer, String... fields) {
    Request request = Exchanges.from("http", peer, Headers.of(fields));
    return TrustedProxies.parse("10.0.0.0/8, ::1").sourceOf(request);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, '6.6.6.6, 203.0.113.5',            203.0.113.5",
    "10.0.0.1, '6.6.6.6 ,203.0.113.5 , 10.0.0.2', 203.0.113.5",
    "10.0.0.1, '203.0.113.5,10.9.9.9,::1',        203.0.113.5",
    "::1,      2001:db8::7,                       2001:db8::7",
    "10.0.0.1, 10.0.0.2,                          10.0.0.2",
    "10.0.0.1, '203.0.113.5, unknown, 10.0.0.2',  10.0.0.2",
    "10.0.0.1, abc,                               10.0.0.1",
    "10.0.0.1, 999.1.1.1,                         10.0.0.1",
    "10.0.0.1, .::1,                              10.0.0.1",
    "10.0.0.1, '203.0.113.5,',                    10.0.0.1",
    "10.0.0.1, '',                                10.0.0.1"
  })
  void the_source_is_the_last_address_that_is_no_proxys(
      String peer, String forwardedFor, String address) {
    assertEquals(
        new RequestSource(address, "http", true), source(peer, "X-Forwarded-For", forwardedFor));
  }

  @Test
  void several_fields_are_one_list() {
    assertEquals(
        "203.0.113.5",
        source("10.0.0.1", "X-Forwarded-For", "6.6.6.6, 203.0.113.5", "x-forwarded-for", "10.0.0.2")
            .address());
  }

  @Test
  void a_stranger_is_the_source_whatever_he_says() {
    assertEquals(
        new RequestSource("198.51.100.66", "http", false),
        source("198.51.100.66", "X-Forwarded-For", "203.0.113.5", "X-Forwarded-Proto", "https"));
  }

  @Test
  void it_is_secure_only_when_no_proxy_says_otherwise() {
    assertFalse(source("10.0.0.1").isSecure());
    assertTrue(source("10.0.0.1", "X-Forwarded-Proto", "HTTPS").isSecure());
    assertTrue(source("10.0.0.1", "X-Forwarded-Proto", "https, https").isSecure());
    assertFalse(source("10.0.0.1", "X-Forwarded-Proto", "https, http").isSecure());
    assertFalse(source("10.0.0.1", "X-Forwarded-Proto", "http,https").isSecure());
    assertFalse(
        source("10.0.0.1", "X-Forwarded-Proto", "https", "x-forwarded-proto", "http").isSecure());
    assertFalse(source("10.0.0.1", "X-Forwarded-Proto", "").isSecure());
  }

  @Test
  void a_list_is_separated_by_commas_and_spaces() {
    TrustedProxies proxies = TrustedProxies.parse(" 10.0.0.0/8,192.168.1.7\n ::1,, ");

    assertTrue(proxies.contains("10.1.1.1"));
    assertTrue(proxies.contains("192.168.1.7"));
    assertTrue(proxies.contains("::1"));
    assertFalse(proxies.contains("192.168.1.8"));
  }

  @Test
  void nobody_is_trusted_by_an_empty_list() {
    assertFalse(TrustedProxies.NONE.contains("127.0.0.1"));
    assertFalse(TrustedProxies.parse(" ").contains("127.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.1.example", "unknown", "_hidden", "1.2.3.4:80"})
  void what_is_no_address_is_not_trusted(String peer) {
    assertFalse(TrustedProxies.parse("0.0.0.0/0 ::/0").contains(peer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "proxy.example",
        "10.0.0.0.example",
        "*",
        "10.*",
        "fe80::1%eth0",
        "[::1]",
        "10.0.0.1:80",
        "999.1.1.1",
        "1.2.3",
        "10",
        "1.2.3.4.5",
        "256.0.0.1",
        "1..2.3",
        ".",
        ":",
        "::g",
        ":::",
        "1:2:3",
        "1.2.3.4::",
        "/8",
        "-10.0.0.1",
        "010.0.0.1"
      })
  void names_and_what_is_no_address_are_refused(String entry) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(entry));

    assertEquals(
        "`" + entry + "` is no address: write one such as `10.0.0.0/8` or `192.168.1.7`",
        refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33,32",
    "10.0.0.0/,32",
    "10.0.0.0/x,32",
    "10.0.0.0/-1,32",
    "::/129,128",
    "10.0.0.0/255.0.0.0,32",
    "10.0.0.0/8/8,32",
    "10.0.0.0/٨,32",
    "10.0.0.0/1000,32"
  })
  void lengths_that_make_no_sense_are_refused(String entry, int most) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(entry));

    assertEquals(
        "`%s` has no valid length: write a number from 0 to %d behind the slash"
            .formatted(entry, most),
        refusal.getMessage());
  }
}
