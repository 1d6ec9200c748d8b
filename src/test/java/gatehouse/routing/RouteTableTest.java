package gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.config.RouteKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS: "Develop routes for HTTP APIs". Every route leads to its own key. */
class RouteTableTest {

  /** The table of AWS's page. */
  @ParameterizedTest
  @CsvSource({
    "GET,  /pets/dog/1, GET /pets/dog/1",
    "GET,  /pets/dog/2, GET /pets/dog/{id}",
    "GET,  /pets/cat/1, GET /pets/{proxy+}",
    "POST, /test/5,     ANY /{proxy+}",
  })
  void the_documented_example_holds(String method, String path, String route) {
    RouteTable<String> table =
        table(
            "GET /pets/dog/1",
            "GET /pets/dog/{id}",
            "GET /pets/{proxy+}",
            "ANY /{proxy+}",
            "$default");

    assertEquals(route, table.find(method, path));
  }

  /** Routes, request, and the route that answers it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // Full matches before greedy ones before $default.
        "GET /{a}/{b}; GET /pets/{proxy+}                 | GET /pets/cat     | GET /{a}/{b}",
        "ANY /{a}/{b}; GET /pets/{proxy+}                 | GET /pets/cat     | ANY /{a}/{b}",
        "GET /{a}; ANY /{proxy+}; $default                | GET /x            | GET /{a}",
        "GET /{a}; ANY /{proxy+}; $default                | GET /x/y          | ANY /{proxy+}",
        "GET /a; $default                                 | GET /b            | $default",
        "GET /a; $default                                 | GET /             | $default",
        "GET /a                                           | GET /b            | -",
        "$default                                         | GET /             | $default",
        // Segment by segment from the left: literal, variable, greedy variable.
        "GET /a/{x}; GET /{x}/b                           | GET /a/b          | GET /a/{x}",
        "GET /{x}/b; GET /{x}/{y}                         | GET /a/b          | GET /{x}/b",
        "GET /a/{x}/c; GET /a/b/{x}                       | GET /a/b/c        | GET /a/b/{x}",
        "GET /a/{x}/{y}/d; GET /{x}/b/c/d                 | GET /a/b/c/d      | GET /a/{x}/{y}/d",
        "GET /a/{p+}; GET /a/{x}/{p+}                     | GET /a/b/c        | GET /a/{x}/{p+}",
        "GET /a/b/{p+}; GET /a/{x}/{p+}                   | GET /a/b/c        | GET /a/b/{p+}",
        "GET /a/{p+}; GET /{x}/b/{p+}                     | GET /a/b/c        | GET /a/{p+}",
        "GET /a/{x}/{p+}; GET /a/b/c/{p+}                 | GET /a/b/d        | GET /a/{x}/{p+}",
        // Dead ends lead back.
        "GET /a/b/c; GET /{x}/b/d                         | GET /a/b/d        | GET /{x}/b/d",
        "GET /a/b/c; GET /a/{x}/{y}; GET /{x}/b/d         | GET /a/b/d        | GET /a/{x}/{y}",
        "GET /a/b/c; GET /a/{p+}                          | GET /a/b/d        | GET /a/{p+}",
        "GET /a/b/c/{p+}; GET /{x}/{p+}                   | GET /a/b/d        | GET /{x}/{p+}",
        "GET /a/b/c; GET /{x}                             | GET /a/b          | -",
        // A path before a method (UNCONFIRMED), a method before ANY.
        "ANY /pets/dog; GET /pets/{id}                    | GET /pets/dog     | ANY /pets/dog",
        "ANY /pets/{p+}; GET /{p+}                        | GET /pets/dog     | ANY /pets/{p+}",
        "ANY /pets; GET /pets                             | GET /pets         | GET /pets",
        "ANY /pets; GET /pets                             | POST /pets        | ANY /pets",
        "ANY /pets/{p+}; GET /pets/{q+}                   | GET /pets/a       | GET /pets/{q+}",
        "ANY /pets/{p+}; GET /pets/{q+}                   | PUT /pets/a       | ANY /pets/{p+}",
        // A different method is no match, whatever the path.
        "POST /zap; OPTIONS /{proxy+}                     | OPTIONS /zap      | OPTIONS /{proxy+}",
        "POST /a/b; GET /a/{x}                            | GET /a/b          | GET /a/{x}",
        "POST /a/{x}; GET /{x}/b                          | GET /a/b          | GET /{x}/b",
        "POST /a/b; $default                              | GET /a/b          | $default",
        "POST /a/b                                        | GET /a/b          | -",
        "POST /a/{p+}; GET /{p+}                          | GET /a/b          | GET /{p+}",
        "POST /a/{p+}                                     | GET /a/b          | -",
        "GET /a                                           | HEAD /a           | -",
        "GET /a                                           | OPTIONS /a        | -",
        // Methods that no key can name.
        "GET /a; ANY /a                                   | PROPFIND /a       | ANY /a",
        "GET /a; ANY /{p+}                                | PROPFIND /a       | ANY /{p+}",
        "GET /a; $default                                 | PROPFIND /a       | $default",
        "GET /a                                           | PROPFIND /a       | -",
        "GET /a                                           | get /a            | -",
        "GET /a; ANY /a                                   | get /a            | ANY /a",
        "GET /a                                           | ANY /a            | -",
        "ANY /a; ANY /{p+}; $default                      | TRACE /a          | -",
        "ANY /a; ANY /{p+}; $default                      | CONNECT /a        | -",
        // Case and slashes count.
        "GET /Pets                                        | GET /pets         | -",
        "GET /größe                                       | GET /größe        | GET /größe",
        "GET /pets                                        | GET /pets/        | -",
        "GET /pets; GET /pets/{id}                        | GET /pets/        | -",
        "GET /pets; ANY /{p+}                             | GET /pets/        | ANY /{p+}",
        "GET /pets; $default                              | GET /pets/        | $default",
        "GET /pets/{p+}                                   | GET /pets/        | GET /pets/{p+}",
        "GET /pets/{p+}                                   | GET /pets         | -",
        "GET /pets/{p+}                                   | GET /petsx        | -",
        "GET /pets/{p+}                                   | GET /petsx/a      | -",
        "GET /pets/{p+}                                   | GET /pets/a/      | GET /pets/{p+}",
        "GET /pets/{id}/{p+}                              | GET /pets/1       | -",
        "GET /pets/{id}/{p+}                              | GET /pets/1/      | GET /pets/{id}/{p+}",
        "GET /pets/{id}/{p+}                              | GET /pets//       | -",
        "GET /; GET /{x}; GET /{p+}                       | GET /             | GET /",
        "GET /{x}; GET /{p+}                              | GET /             | GET /{p+}",
        "GET /{x}                                         | GET /             | -",
        "GET /                                            | GET //            | -",
        "GET /                                            | GET /a            | -",
        "GET /; GET /{p+}                                 | GET //            | GET /{p+}",
        "GET /a/b                                         | GET /a//b         | -",
        "GET /a/b; GET /a/{x}; GET /a/{x}/b               | GET /a//b         | -",
        "GET /a/{x}/b; GET /a/{p+}                        | GET /a//b         | GET /a/{p+}",
        "GET /a/b; GET /{p+}                              | GET //a/b         | GET /{p+}",
        "GET /a/b                                         | GET //a/b         | -",
      })
  void a_request_finds_its_route(String routes, String request, String route) {
    String[] keys = routes.split("; ", -1);
    String method = request.substring(0, request.indexOf(' '));
    String path = request.substring(request.indexOf(' ') + 1);

    assertEquals(route, table(keys).find(method, path));
    Collections.reverse(Arrays.asList(keys));
    assertEquals(route, table(keys).find(method, path), "in reversed order");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
  void every_method_of_a_template_has_its_own_route(String method) {
    String[] keys = {
      "GET /{x}", "POST /{x}", "PUT /{x}", "PATCH /{x}", "DELETE /{x}", "HEAD /{x}", "OPTIONS /{x}"
    };

    assertEquals(method + " /{x}", table(keys).find(method, "/a"));
  }

  @Test
  void a_table_without_routes_finds_nothing() {
    assertNull(table().find("GET", "/"));
  }

  @Test
  void routes_that_differ_in_names_alone_are_refused() {
    Exception fault =
        assertThrows(
            IllegalArgumentException.class, () -> table("GET /pets/{id}", "GET /pets/{petId}"));

    assertEquals(
        "`GET /pets/{id}` and `GET /pets/{petId}` are the same route: remove one",
        fault.getMessage());
  }

  /** Literals that a table which trusts the hash alone, or compares too little, would mix up. */
  @Test
  void literals_with_equal_hashes_are_kept_apart() {
    assertEquals("AaAa".hashCode(), "BBBB".hashCode());
    RouteTable<String> table = table("GET /AaAa", "GET /BBBB", "GET /AaBB/x");

    assertEquals("GET /AaAa", table.find("GET", "/AaAa"));
    assertEquals("GET /BBBB", table.find("GET", "/BBBB"));
    assertEquals("GET /AaBB/x", table.find("GET", "/AaBB/x"));
    assertNull(table.find("GET", "/BBAa"));
    assertNull(table.find("GET", "/AaBB"));
  }

  @Test
  void all_of_ten_thousand_literals_are_found() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add("GET /item-" + i);
    }
    RouteTable<String> table = table(keys.toArray(String[]::new));

    for (int i = 0; i < 10_000; i++) {
      assertEquals("GET /item-" + i, table.find("GET", "/item-" + i));
    }
    assertNull(table.find("GET", "/item-10000"));
  }

  /** Every shape of twelve segments: the most ways back that a table of 4,096 routes can have. */
  @Test
  void a_table_of_all_shapes_still_answers() {
    List<String> keys = new ArrayList<>();
    for (int shape = 0; shape < 1 << 12; shape++) {
      StringBuilder key = new StringBuilder("GET ");
      for (int i = 0; i < 12; i++) {
        key.append((shape & 1 << i) == 0 ? "/a" : "/{v" + i + "}");
      }
      keys.add(key + "/end");
    }
    RouteTable<String> table = table(keys.toArray(String[]::new));

    assertNull(table.find("GET", "/a".repeat(12) + "/other"));
    assertEquals("GET " + "/a".repeat(12) + "/end", table.find("GET", "/a".repeat(12) + "/end"));
  }

  @Test
  void a_path_of_any_length_is_searched_without_a_deep_stack() {
    RouteTable<String> table = table("GET /a/{p+}", "GET /{x}/{p+}", "GET /{x}/a/a");

    assertEquals("GET /a/{p+}", table.find("GET", "/a".repeat(1_000_000)));
    assertEquals("GET /{x}/{p+}", table.find("GET", "/b" + "/".repeat(1_000_000)));
  }

  private static RouteTable<String> table(String... keys) {
    Map<RouteKey, String> routes = new LinkedHashMap<>();
    for (String key : keys) {
      routes.put(RouteKey.parse(key), key);
    }
    return RouteTable.compile(routes);
  }
}
