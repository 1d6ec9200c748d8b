package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @CsvSource({
    "/,/",
    "/a/b,/a/b",
    "/a%2Fb,/a/b",
    "/a%2fb,/a/b",
    "/%61,/a",
    "/a%20b,/a b",
    "/a+b,/a+b",
    "/%C3%A4,/ä",
    "/%F0%9F%90%B6,/🐶",
    "//,//",
    "//a//b//,//a//b//",
    "/a/,/a/",
    "/....,/....",
    "/....//,/....//",
    "/...,/...",
    "/.../x,/.../x",
    "/..a,/..a",
    "/a..,/a..",
    "/a../b,/a../b",
    "/.a,/.a",
    "/a.,/a.",
    "/a;x=y,/a;x=y",
    "/a;jsessionid=x/b,/a;jsessionid=x/b",
    "/;/a,/;/a",
    "/a%3Bx,/a;x",
    "/a%23b,/a#b",
    "/a%3Fb=c,/a?b=c",
    "/a%25,/a%",
    "/%7Bproxy%2B%7D,/{proxy+}",
    "/%C2%A0,/\u00a0"
  })
  void a_path_is_decoded_once(String raw, String decoded) {
    assertEquals(decoded, RequestPath.parse(raw).decoded());
  }

  @Test
  void it_is_known_whether_some_of_it_was_escaped() {
    assertTrue(RequestPath.parse("/a/%62").isEscaped());
    assertTrue(RequestPath.parse("/a/%62").below("/a").isEscaped());
    assertFalse(RequestPath.parse("/a/b").isEscaped());
    assertEquals(RequestPath.parse("/a/b"), RequestPath.parse("/a/%62"));
  }

  @Test
  void what_has_been_decoded_is_not_decoded_again() {
    assertEquals("/%2e%2e/a", RequestPath.parse("/%252e%252e/a").decoded());
    assertEquals("/%252F", RequestPath.parse("/%25252F").decoded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..",
        "/../a",
        "/a/..",
        "/a/../b",
        "/.",
        "/./a",
        "/a/.",
        "/a/./b",
        "/%2e%2e/a",
        "/%2E.",
        "/.%2e/",
        "/a/%2e",
        "/%2e/a",
        "/a%2f..%2fb",
        "/a%2F%2e%2e",
        "/..;/a",
        "/..;x/a",
        "/.;/a",
        "/a/..;x=y",
        "/%2e%2e%3b/a",
        "/..%3Bx",
        "/;/../a",
        "//..",
        "//../a",
        "/..//a"
      })
  void dot_segments_are_refused_plain_or_encoded(String raw) {
    assertRefused(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a\\b",
        "/a%5cb",
        "/a%5Cb",
        "/..%5c..",
        "/%00",
        "/a%00b",
        "/a%0d%0aX:%20y",
        "/a%0A",
        "/a%09",
        "/%1B[2J",
        "/%7f",
        "/%C2%80",
        "/%C2%85",
        "/%C2%9F",
        "/a\nb",
        "/a\tb",
        "/a\u007fb"
      })
  void backslashes_and_control_characters_are_refused(String raw) {
    assertRefused(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%",
        "/%2",
        "/a%",
        "/a%4",
        "/%zz",
        "/%2g",
        "/%g2",
        "/%-1",
        "/%+1",
        "/%2 ",
        "/% 2",
        "/%%41",
        "/%u0041",
        "/%\uff14\uff11",
        "/%\u0664\u0661"
      })
  void broken_escapes_are_refused(String raw) {
    assertRefused(raw);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%c0%ae%c0%ae/", // an overlong ".."
        "/%c0%af",
        "/%e0%80%af",
        "/%f0%80%80%af",
        "/%c1%9c",
        "/%80",
        "/%ff",
        "/%fe%ff",
        "/%c3",
        "/%c3/%a4",
        "/%e2%82",
        "/%ed%a0%80", // a surrogate
        "/%ed%a0%bd%ed%b0%b6", // CESU-8
        "/%f4%90%80%80", // beyond Unicode
        "/%f8%88%80%80%80"
      })
  void what_is_no_utf8_is_refused(String raw) {
    assertRefused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ä", "/\u00c3\u00a4", "/\u2025", "/\u0000", "/🐶"})
  void raw_bytes_beyond_ascii_and_nul_are_refused(String raw) {
    assertRefused(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "*", "http://example.com/", "example.com:443", "%2Fa%00", ";/a"})
  void what_does_not_start_with_a_slash_is_refused(String raw) {
    assertRefused(raw);
  }

  @Test
  void an_encoded_first_slash_is_a_slash() {
    assertEquals("/a", RequestPath.parse("%2Fa").decoded());
  }

  @Test
  void below_is_what_is_left_behind_a_prefix_of_whole_segments() {
    RequestPath path = RequestPath.parse("/v1/pets//7/");

    assertEquals("/pets//7/", path.below("/v1").decoded());
    assertEquals("/7/", path.below("/v1/pets/").decoded());
    assertSame(path, path.below(""));
    assertNull(path.below("/v"));
    assertNull(path.below("/v1/pet"));
    assertNull(path.below("/V1"));
    assertNull(path.below("/v1/pets//7//"));
  }

  @Test
  void below_the_whole_path_is_the_root() {
    assertEquals("/", RequestPath.parse("/v1").below("/v1").decoded());
    assertEquals("/", RequestPath.parse("/v1/").below("/v1").decoded());
    assertTrue(RequestPath.parse("/v1").below("/v1").isImplied());
    assertFalse(RequestPath.parse("/v1/").below("/v1").isImplied());
    assertFalse(RequestPath.parse("/v1%2F").below("/v1").isImplied());
    assertFalse(RequestPath.parse("/").isImplied());
  }

  @Test
  void the_whole_path_stays_as_it_was_written() {
    RequestPath path = RequestPath.parse("/%76%31//a%2fb");

    assertEquals("/%76%31//a%2fb", path.whole());
    assertEquals("/%76%31//a%2fb", path.below("/v1").whole());
    assertEquals("/%76%31", RequestPath.parse("/%76%31").below("/v1").whole());
  }

  @ParameterizedTest
  @CsvSource({"/,''", "/a,a", "/a/,a", "/a/b,a", "//a,''", "/a%2Fb,a", "/a;x/b,a;x"})
  void the_first_segment(String raw, String first) {
    assertEquals(first, RequestPath.parse(raw).firstSegment());
  }

  @Test
  void paths_with_the_same_decoded_value_are_equal() {
    assertEquals(RequestPath.parse("/a/b"), RequestPath.parse("/%61%2Fb"));
    assertEquals(RequestPath.parse("/a").hashCode(), RequestPath.parse("/%61").hashCode());
  }

  private static void assertRefused(String raw) {
    Refusal refusal = assertThrows(Refusal.class, () -> RequestPath.parse(raw));
    assertEquals(400, refusal.status());
    assertEquals("Bad Request", refusal.message());
  }
}
