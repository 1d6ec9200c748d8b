package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.UriPart.Literal;
import gatehouse.config.UriPart.PathVariable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTemplateTest {

  private static final String ONLY_BEHIND =
      " in front of the path: nothing that a client sends may change scheme, host or port, write it"
          + " behind a `/`, or use a stage variable";

  @Test
  void a_plain_url_is_split() {
    assertEquals(
        new ResolvedUri("https", "h.example", 443, literals("/a%2Fb;c=1"), literals("x=%20&y")),
        resolved("HTTPS://H.example/a%2Fb;c=1?x=%20&y", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h", "http://h/", "http://h:80", "http://H:80/"})
  void an_empty_path_is_a_slash_and_the_usual_port_is_understood(String uri) {
    assertEquals(new ResolvedUri("http", "h", 80, literals("/"), null), resolved(uri, Map.of()));
    assertEquals("h", resolved(uri, Map.of()).authority());
  }

  @Test
  void a_query_may_follow_the_host_at_once_and_may_be_empty() {
    assertEquals(
        new ResolvedUri("http", "h", 80, literals("/"), literals("a?b/c")),
        resolved("http://h?a?b/c", Map.of()));
    assertEquals(List.of(), resolved("http://h/?", Map.of()).query());
    assertNull(resolved("http://h/", Map.of()).query());
  }

  @Test
  void an_ipv6_address_stands_in_brackets() {
    ResolvedUri uri = resolved("http://[::1]:8080/a", Map.of());
    assertEquals("::1", uri.host());
    assertEquals(8080, uri.port());
    assertEquals("[::1]:8080", uri.authority());
    assertEquals("[::1]", resolved("https://[::1]", Map.of()).authority());
  }

  @Test
  void path_variables_stand_in_path_and_query() {
    assertEquals(
        new ResolvedUri(
            "https",
            "h",
            443,
            List.of(new Literal("/a"), new PathVariable("id"), new PathVariable("proxy")),
            List.of(new Literal("x="), new PathVariable("id"), new Literal("&y"))),
        resolved("https://h/a{id}{proxy+}?x={id}&y", Map.of()));
    assertEquals(
        Set.of("id", "proxy"),
        UriTemplate.parse("https://h/a{id}{proxy+}?x={id}&y").pathVariables());
  }

  @Test
  void a_query_may_start_with_a_variable() {
    ResolvedUri uri = resolved("https://h?{q}", Map.of());
    assertEquals(literals("/"), uri.path());
    assertEquals(List.of(new PathVariable("q")), uri.query());
  }

  @ParameterizedTest
  @CsvSource({
    "http://${stageVariables.v},                 h,            http://h/",
    "http://${stageVariables.v},                 h/p,          http://h/p",
    "http://${stageVariables.v},                 h:81?q,       http://h:81/?…",
    "http://${stageVariables.v}/x,               h/p,          http://h/p/x",
    "http://${stageVariables.v}.example.com/x,   dev,          http://dev.example.com/x",
    "http://h:${stageVariables.v}/x,             8080,         http://h:8080/x",
    "http://h/${stageVariables.v}/x,             a/b,          http://h/a/b/x",
    "http://h/x?q=${stageVariables.v},           1,            http://h/x?…",
    "http://${stageVariables.v}/{id},            h/p,          http://h/p/{id}",
    "http://${stageVariables.v}/{id},            h?p=,         http://h/?…",
  })
  void stage_variables_may_hold_any_piece_but_the_scheme(String uri, String value, String result) {
    assertEquals(result, resolved(uri, Map.of("v", value)).toString());
  }

  @Test
  void two_stages_make_two_uris_of_one_template() {
    UriTemplate uri = UriTemplate.parse("http://${stageVariables.host}/");
    assertEquals(Set.of("host"), uri.stageVariables());
    assertEquals("a", uri.resolve(Map.of("host", "a")).host());
    assertEquals("b", uri.resolve(Map.of("host", "b")).host());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://${stageVariables.v}/     |            | has no host: write one, as in `https://host/path`",
        "http://${stageVariables.v}/{id} | ?x=        | has no host: write one, as in `https://host/path`",
        "http://${stageVariables.v}/{id} | '#'        | has no host: write one, as in `https://host/path`",
        "http://h${stageVariables.v}/    | '#'        | holds `#`: a fragment is never sent, remove it, or write `%23` for the sign itself",
        "http://h/${stageVariables.v}    | '#a'       | holds `#`: a fragment is never sent, remove it, or write `%23` for the sign itself",
        "http://h:${stageVariables.v}/   | 99999      | has the port `99999`: write a number from 1 to 65535, or leave it out with its colon",
        "http://${stageVariables.v}@h/   | user:pw    | has user information in front of the host (`…@`): remove it, it is never sent",
        "http://${stageVariables.v}/     | a&b        | has the host `a&b`, which is none: write a name of letters, digits, `-`, `_` and `.`, or an address, one of IPv6 in brackets",
        "http://${stageVariables.w}/     | h          | uses the stage variable `w`, which is not defined: add it to `StageVariables`",
      })
  void what_a_stage_makes_of_it_is_checked(String uri, String value, String message) {
    UriTemplate template = UriTemplate.parse(uri);
    Map<String, String> variables = Map.of("v", value == null ? "" : value);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> template.resolve(variables))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                        | has 0 characters: write a URL of 1 to 2048",
        "ftp://h/                  | does not start with `http://` or `https://`: write one of them out, no variable can stand for it",
        "/a                        | does not start with `http://` or `https://`: write one of them out, no variable can stand for it",
        "${stageVariables.u}/a     | does not start with `http://` or `https://`: write one of them out, no variable can stand for it",
        "{s}://h/                  | does not start with `http://` or `https://`: write one of them out, no variable can stand for it",
        "arn:aws:lambda:x          | does not start with `http://` or `https://`: write one of them out, no variable can stand for it",
        "http://                   | has no host: write one, as in `https://host/path`",
        "http:///a                 | has no host: write one, as in `https://host/path`",
        "http://:80/               | has no host: write one, as in `https://host/path`",
        "http://u:p@h/             | has user information in front of the host (`…@`): remove it, it is never sent",
        "http://h:/                | has the port ``: write a number from 1 to 65535, or leave it out with its colon",
        "http://h:0/               | has the port `0`: write a number from 1 to 65535, or leave it out with its colon",
        "http://h:65536/           | has the port `65536`: write a number from 1 to 65535, or leave it out with its colon",
        "http://h:8a/              | has the port `8a`: write a number from 1 to 65535, or leave it out with its colon",
        "http://h/a b              | holds ` `, which no URL can have: write it as `%20`",
        "http://h/é                | holds `é`, which no URL can have: write it as `%C3%A9`",
        "http://h/a\\b             | holds `\\`, which no URL can have: write it as `%5C`",
        "http://h/a[b]             | holds `[`, which no URL can have: write it as `%5B`",
        "http://h/a?\"x\"          | holds `\"`, which no URL can have: write it as `%22`",
        "http://h/a#b              | holds `#`: a fragment is never sent, remove it, or write `%23` for the sign itself",
        "http://h/%zz              | has a `%` without two hexadecimal digits behind it: write `%25` for the sign itself",
        "http://h/%4{x}            | has a `%` without two hexadecimal digits behind it: write `%25` for the sign itself",
        "http://h/%${stageVariables.x} | has a `%` without two hexadecimal digits behind it: write `%25` for the sign itself",
        "http://h/{x               | has a `{` that is never closed: close it, or percent-encode the sign",
        "http://h/x}               | has a `}` without a `{`: remove it, or percent-encode it",
        "http://h/{}               | has `{}`, which is no variable: write the name of one of the route's, as in `{id}`",
        "http://h/{a b}            | has `{a b}`, which is no variable: write the name of one of the route's, as in `{id}`",
        "http://h/${context.x}     | has `${context.x}`, which is no stage variable: write `${stageVariables.NAME}`",
        "http://h/${stageVariables.a-b} | has `${stageVariables.a-b}`, which is no stage variable: write `${stageVariables.NAME}`",
      })
  void what_is_no_url_is_told(String uri, String message) {
    assertEquals(message, fault(uri));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://{id}/",
        "http://{id}",
        "http://h{id}/",
        "http://h:{id}/",
        "http://h{id}",
        "http://{id}.h.example/",
        "http://${stageVariables.v}{id}/",
      })
  void nothing_that_a_client_sends_can_be_in_front_of_the_path(String uri) {
    assertEquals("has `{id}`" + ONLY_BEHIND, fault(uri));
  }

  @Test
  void a_template_made_by_hand_is_checked_too() {
    UriTemplate uri =
        new UriTemplate(
            "http", List.of(new Literal("h"), new PathVariable("id"), new Literal("/")));
    assertThrows(IllegalArgumentException.class, () -> uri.resolve(Map.of()));
    UriTemplate first = new UriTemplate("http", List.of(new PathVariable("id"), new Literal("/")));
    assertThrows(IllegalArgumentException.class, () -> first.resolve(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a..b/", "http://.a/", "http://a%2eb/", "http://é/", "http://[::1/", "http://[x]/",
        "http://[]/", "http://[::1]a/", "http://::1/", "http://[1.2.3]/", "http://a\\b/",
            "http://a b/",
        "http://a\n/", "http://[fe80::1%25eth0]/"
      })
  void hosts_that_are_none_are_refused(String uri) {
    fault(uri);
  }

  @Test
  void a_uri_has_at_most_2048_characters() {
    String longest = "http://h/" + "x".repeat(2039);
    assertEquals(longest, UriTemplate.parse(longest).text());
    assertEquals("has 2049 characters: write a URL of 1 to 2048", fault(longest + "x"));
  }

  @Test
  void the_text_is_kept_and_the_query_is_not_told() {
    String text = "http://${stageVariables.v}/{id}?key=secret";
    UriTemplate uri = UriTemplate.parse(text);
    assertEquals(text, uri.text());
    assertFalse((uri + " " + uri.resolve(Map.of("v", "h"))).contains("secret"));
  }

  private static List<UriPart.Resolved> literals(String text) {
    return List.of(new Literal(text));
  }

  private static ResolvedUri resolved(String uri, Map<String, String> variables) {
    return UriTemplate.parse(uri).resolve(variables);
  }

  private static String fault(String uri) {
    return assertThrows(IllegalArgumentException.class, () -> UriTemplate.parse(uri)).getMessage();
  }
}
