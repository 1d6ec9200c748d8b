package gatehouse.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.PathTemplate;
import gatehouse.config.ResolvedUri;
import gatehouse.config.UriTemplate;
import gatehouse.http.RequestChanges;
import gatehouse.testkit.Exchanges;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUriTest {

  @Test
  void the_uri_is_used_as_it_stands() {
    assertEquals("/pets", of("https://up.example/pets", "/other", "/other", null));
    assertEquals("/", of("https://up.example", "/other", "/other", null));
    assertEquals("/", of("https://up.example/", "/other", "/other", null));
    assertEquals("/a%20b%2F/", of("https://up.example/a%20b%2F/", "/other", "/other", null));
  }

  @Test
  void path_variables_are_filled_in_and_encoded() {
    assertEquals("/v1/7", of("https://up.example/v1/{id}", "/pets/{id}", "/pets/7", null));
    assertEquals(
        "/v1/a%20%23b", of("https://up.example/v1/{id}", "/pets/{id}", "/pets/a%20%23b", null));
    assertEquals(
        "/%C3%A4%3F%25", of("https://up.example/{id}", "/pets/{id}", "/pets/%C3%A4%3F%25", null));
  }

  @Test
  void a_greedy_variable_keeps_its_slashes() {
    assertEquals(
        "/v1/a/b//c/", of("https://up.example/v1/{proxy}", "/x/{proxy+}", "/x/a/b//c/", null));
    assertEquals("/a/b", of("https://up.example/{proxy}", "/x/{proxy+}", "/x/a%2Fb", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/x//evil.example/",
        "/x/@evil.example",
        "/x/:80@evil.example",
        "/x/http://evil.example/",
        "/x/%3Fx=y",
        "/x/%23frag",
        "/x/%252e%252e%252fadmin",
        "/x/....//admin",
        "/x/;evil"
      })
  void nothing_that_a_client_sends_leaves_its_place(String rawPath) {
    String target = of("http://up.example/base/{proxy}", "/x/{proxy+}", rawPath, null);

    assertTrue(target.startsWith("/base/"), target);
    assertEquals(-1, target.indexOf('?'), target);
    assertEquals(-1, target.indexOf('#'), target);
  }

  @Test
  void the_default_route_appends_the_whole_path() {
    assertEquals("/a/b", ofDefault("https://up.example", "/a/b", null));
    assertEquals("/a/b", ofDefault("https://up.example/", "/a/b", null));
    assertEquals("/base/a/b", ofDefault("https://up.example/base", "/a/b", null));
    assertEquals("/base/a/b/", ofDefault("https://up.example/base/", "/a/b/", null));
    assertEquals("/base/", ofDefault("https://up.example/base", "/", null));
    assertEquals("/a%20b%3F", ofDefault("https://up.example", "/a%20b%3F", null));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "/p,       none,  /p",
        "/p,       '',    /p?",
        "/p,       a=b,   /p?a=b",
        "/p?x=y,   none,  /p?x=y",
        "/p?x=y,   '',    /p?x=y",
        "/p?x=y,   a=b,   /p?x=y&a=b",
        "/p?x=y,   x=z,   /p?x=y&x=z",
        "/p,       a=%26%2B+&&=?/|, /p?a=%26%2B+&&=?/|"
      })
  void the_clients_query_follows_that_of_the_uri(String uri, String query, String target) {
    assertEquals(target, of("https://up.example" + uri, "/other", "/other", query));
  }

  @Test
  void a_variable_in_the_query_cannot_add_parameters() {
    assertEquals(
        "/p?id=7%26admin%3Dtrue%23&q",
        of("https://up.example/p?id={id}", "/pets/{id}", "/pets/7%26admin=true%23", "q"));
  }

  private static String of(String uri, String route, String rawPath, String query) {
    return new TargetUri(resolved(uri), PathTemplate.parse(route))
        .of(Exchanges.get(rawPath, query), RequestChanges.NONE);
  }

  private static String ofDefault(String uri, String rawPath, String query) {
    return new TargetUri(resolved(uri), null)
        .of(Exchanges.get(rawPath, query), RequestChanges.NONE);
  }

  private static ResolvedUri resolved(String uri) {
    return UriTemplate.parse(uri).resolve(Map.of());
  }
}
