package gatehouse.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PercentEncodingTest {

  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

  @Test
  void a_path_keeps_what_rfc_3986_allows_in_it() {
    assertEquals(UNRESERVED + "!$&'()*+,;=:@/", path(UNRESERVED + "!$&'()*+,;=:@/"));
  }

  @Test
  void a_path_encodes_everything_else() {
    assertEquals(
        "%20%22%23%25%3C%3E%3F%5B%5C%5D%5E%60%7B%7C%7D%7F%00%0D%0A",
        path(" \"#%<>?[\\]^`{|}\u007f\0\r\n"));
  }

  @Test
  void a_value_in_a_query_keeps_unreserved_characters_only() {
    assertEquals(UNRESERVED, query(UNRESERVED));
    assertEquals("%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%2F%3F%23%20", query("!$&'()*+,;=:@/?# "));
  }

  @Test
  void text_beyond_ascii_is_encoded_as_utf_8_wherever_it_stands() {
    assertEquals("a%C3%A4b", path("aäb"));
    assertEquals("%F0%9F%90%B6/x%F0%9F%90%B6", path("🐶/x🐶"));
    assertEquals("%20%C2%A0%E2%82%AC", query(" \u00a0€"));
  }

  @Test
  void what_is_appended_does_not_touch_what_is_there() {
    StringBuilder target = new StringBuilder("/%zz?");

    PercentEncoding.PATH.append("", target);
    PercentEncoding.PATH.append("a b", target);

    assertEquals("/%zz?a%20b", target.toString());
  }

  private static String path(String text) {
    StringBuilder target = new StringBuilder();
    PercentEncoding.PATH.append(text, target);
    return target.toString();
  }

  private static String query(String text) {
    StringBuilder target = new StringBuilder();
    PercentEncoding.QUERY_VALUE.append(text, target);
    return target.toString();
  }
}
