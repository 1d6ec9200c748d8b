package gatehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a=b", "?", "a=b&a=c", "k%26r=c%2B%2B", "a|b[]={}\"<>^`\\", "%zz", "//x:y@z"})
  void a_query_is_kept_as_it_came(String query) {
    assertEquals(query, request(query).query());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a\r\nX: y", "a\0", "#", "a#b", "\u007f", "\u00e4", "\u010d\u010a"})
  void a_query_that_could_not_stand_on_a_request_line_is_refused(String query) {
    assertEquals(400, assertThrows(Refusal.class, () -> request(query)).status());
  }

  @Test
  void to_string_shows_method_and_path_only() {
    assertEquals("GET /a", request("token=secret").toString());
  }

  private static Request request(String query) {
    return new Request(
        "GET",
        "HTTP/1.1",
        RequestPath.parse("/a"),
        query,
        Headers.of("Authorization", "secret"),
        Body.EMPTY,
        new Request.Connection("http", "127.0.0.1", "127.0.0.1"),
        new Cancellation());
  }
}
