package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$default",
        "GET /",
        "ANY /pets",
        "POST /pets/{id}",
        "PUT /pets/{id}/toys/{toy-id}",
        "PATCH /{a.b:c-d_1}",
        "DELETE /files/{proxy+}",
        "HEAD /{everything+}",
        "OPTIONS /a/b/c/d",
        "GET /~user/@me/$x/a:b/c=d/(e)/f,g/*/h+i/&j!k'l",
        "GET /.well-known/..hidden/...",
        "GET /größe/日本/🐕",
        "GET /GET"
      })
  void a_key_is_written_as_it_was_read(String text) {
    assertEquals(text, RouteKey.parse(text).toString());
  }

  @Test
  void a_key_has_a_method_and_a_template() {
    RouteKey key = RouteKey.parse("POST /pets/{id}");

    assertEquals(RouteMethod.POST, key.method());
    assertEquals(PathTemplate.parse("/pets/{id}"), key.template());
  }

  @Test
  void the_default_key_has_no_template_and_takes_any_method() {
    RouteKey key = RouteKey.parse("$default");

    assertEquals(RouteKey.DEFAULT, key);
    assertEquals(RouteMethod.ANY, key.method());
    assertNull(key.template());
  }

  @Test
  void the_default_key_cannot_be_made_for_one_method() {
    assertThrows(IllegalArgumentException.class, () -> new RouteKey(RouteMethod.GET, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /pets/{id}      | GET /pets/{petId}",
        "ANY /{a}/{b}        | ANY /{b}/{a}",
        "GET /pets/{proxy+}  | GET /pets/{rest+}",
        "$default            | $default",
      })
  void keys_that_differ_in_names_alone_have_one_identity(String one, String other) {
    assertEquals(RouteKey.parse(one).identity(), RouteKey.parse(other).identity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /pets/{id}  | POST /pets/{id}",
        "GET /pets/{id}  | ANY /pets/{id}",
        "GET /pets/{id}  | GET /pets/{id+}",
        "GET /pets/{id}  | GET /pets/id",
        "GET /pets/{id}  | GET /pets/{id}/x",
        "GET /pets       | GET /Pets",
        "ANY /{proxy+}   | $default",
      })
  void keys_that_match_different_requests_have_different_identities(String one, String other) {
    assertNotEquals(RouteKey.parse(one).identity(), RouteKey.parse(other).identity());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '"',
      value = {
        "\"\"             | the route key is empty: write one such as `GET /pets/{id}`, or `$default`",
        "\"  \"           | the route key is empty: write one such as `GET /pets/{id}`, or `$default`",
        "get /x           | the route key `get /x` needs its method in upper case: write `GET /x`",
        "Any /{proxy+}    | the route key `Any /{proxy+}` needs its method in upper case: write `ANY /{proxy+}`",
        "/pets            | the route key `/pets` has no method: write `GET /pets`, or `ANY /pets` for all methods",
        "GET              | the route key `GET` has no path: write `GET /` for the root",
        "pets             | the route key `pets` is no route key: write one such as `GET /pets/{id}`, or `$default`",
        "$connect         | the route key `$connect` is unknown: the only key of an HTTP API with a `$` is `$default`",
        "$DEFAULT         | the route key `$DEFAULT` is unknown: the only key of an HTTP API with a `$` is `$default`",
        "\" GET /x\"      | the route key ` GET /x` has spaces around it: write `GET /x`",
        "\"GET /x \"      | the route key `GET /x ` has spaces around it: write `GET /x`",
        "\"GET \"         | the route key `GET ` has spaces around it: write `GET`",
        "GET  /x          | the route key `GET  /x` takes a single space after the method: write `GET /x`",
        "TRACE /x         | the route key `TRACE /x` names the method `TRACE`, which no route can have: write one of [GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY]",
        "* /x             | the route key `* /x` names the method `*`, which no route can have: write one of [GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS, ANY]",
        "GET pets         | the path `pets` does not start with a slash: write `/pets`",
        "GET /pets/       | the path `/pets/` ends with a slash, which AWS does not allow: write `/pets`",
        "GET //           | the path `//` ends with a slash, which AWS does not allow: write `/`",
        "GET //pets       | the path `//pets` has an empty segment: write `/pets`",
        "GET /a//b        | the path `/a//b` has an empty segment: write `/a/b`",
        "GET /a//         | the path `/a//` has an empty segment: write `/a`",
        "GET /a{b}        | `a{b}` holds `{`: a variable takes a whole segment, write it as `/{name}`",
        "GET /{b}a        | `{b}a` holds `{`: a variable takes a whole segment, write it as `/{name}`",
        "GET /b}          | `b}` holds `}`: a variable takes a whole segment, write it as `/{name}`",
        "GET /{           | `{` holds `{`: a variable takes a whole segment, write it as `/{name}`",
        "GET /{proxy}+    | `{proxy}+` holds `{`: a variable takes a whole segment, write it as `/{name}`",
        "GET /{a}{b}      | `{a}{b}` is no variable: between its braces, which take the whole segment, write letters, digits, `_`, `.`, `:` and `-`",
        "GET /{a b}       | `{a b}` is no variable: between its braces, which take the whole segment, write letters, digits, `_`, `.`, `:` and `-`",
        "GET /{größe}     | `{größe}` is no variable: between its braces, which take the whole segment, write letters, digits, `_`, `.`, `:` and `-`",
        "GET /{+proxy}    | `{+proxy}` is no variable: between its braces, which take the whole segment, write letters, digits, `_`, `.`, `:` and `-`",
        "GET /{proxy++}   | `{proxy++}` is no variable: between its braces, which take the whole segment, write letters, digits, `_`, `.`, `:` and `-`",
        "GET /{}          | `{}` has no name: write one, such as `{proxy}`",
        "GET /{+}         | `{+}` has no name: write one, such as `{proxy+}`",
        "GET /{proxy+}/x  | `{proxy+}` must be the last segment: take out what follows, or write `{proxy}` for one segment",
        "GET /{a+}/{b+}   | `{a+}` must be the last segment: take out what follows, or write `{a}` for one segment",
        "GET /{a}/x/{a}   | there are two variables named `a`: give one of them another name",
        "GET /{a}/{a+}    | there are two variables named `a`: give one of them another name",
        "GET /a%20b       | `a%20b` holds `%`: write the decoded character, because AWS matches decoded paths",
        "GET /a?b=/c/     | `a?b=` holds `?`: routes match the path alone, take it out with all that follows",
        "GET /a#b         | `a#b` holds `#`: a fragment never reaches a server, take it out with all that follows",
        "GET /a\\b        | `a\\b` holds `\\`: no request gets through with it, write `/`",
        "GET /a b         | `a b` holds ` `: take it out, or let a variable such as `{name}` stand for the segment",
        "GET /a\u00a0b    | `a\u00a0b` holds `\u00a0`: take it out, or let a variable such as `{name}` stand for the segment",
        "GET /a\u0000b    | `a\\u0000b` holds `\\u0000`: take it out, or let a variable such as `{name}` stand for the segment",
        "GET /a\u0085b    | `a\\u0085b` holds `\\u0085`: take it out, or let a variable such as `{name}` stand for the segment",
        "GET /a\u202eb    | `a\\u202eb` holds `\\u202e`: take it out, or let a variable such as `{name}` stand for the segment",
        "GET /./a         | `.` is a dot segment, which no request gets through with: write the path that it leads to",
        "GET /a/..        | `..` is a dot segment, which no request gets through with: write the path that it leads to",
        "GET /..;x/a      | `..;x` is a dot segment, which no request gets through with: write the path that it leads to",
      })
  void a_bad_key_is_refused_with_its_fault_and_remedy(String text, String message) {
    Exception fault = assertThrows(IllegalArgumentException.class, () -> RouteKey.parse(text));

    assertEquals(message, fault.getMessage());
  }

  @Test
  void half_a_surrogate_pair_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> RouteKey.parse("GET /a\ud83d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET\t/x", "GET /x\r\nSEVERE forged", "\u001b[31m /x", "$\n"})
  void a_message_holds_no_control_character(String text) {
    Exception fault = assertThrows(IllegalArgumentException.class, () -> RouteKey.parse(text));

    String message = String.valueOf(fault.getMessage());
    assertFalse(message.chars().anyMatch(Character::isISOControl), message);
  }
}
