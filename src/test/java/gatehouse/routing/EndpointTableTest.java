package gatehouse.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gatehouse.http.Refusal;
import gatehouse.http.RequestPath;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTableTest {

  private final EndpointTable<String> table =
      new EndpointTable<>(
          endpoint("plain", "", false),
          Map.of("shop", endpoint("shop", "", false), "closed", endpoint("closed", "", true)),
          Map.of(
              "local", endpoint("plain", "", false),
              "shop", endpoint("shop", "", false),
              "closed", endpoint("closed", "", true)),
          Map.of(
              "api.example.com", mappings("orders", "orders", "", "rest"),
              "*.example.com", mappings("", "wild"),
              "only.test", mappings("orders", "orders"),
              "closed.test", mappings("", "closed v0")));

  @ParameterizedTest
  @CsvSource({
    // host, path, what is selected
    "gateway.test, /v0/a, plain v0 /a",
    "gateway.test, /a, plain $default /a",
    "shop.execute-api.eu-west-1.amazonaws.com, /v0/a, shop v0 /a",
    "SHOP.Execute-API.Localhost:8080, /x/a, shop $default /x/a",
    "shop.execute-api.x., /v0, shop v0 /",
    "shop.execute-api.x.:443, /v0, shop v0 /",
    "shop.execute-api.x, /_api/local/v0/a, shop $default /_api/local/v0/a",
    "gateway.test, /_api/shop/v0/a, shop v0 /a",
    "gateway.test, /_api/shop/a/b, shop $default /a/b",
    "gateway.test, /_api/shop, shop $default /",
    "gateway.test, /_api/shop/, shop $default /",
    "gateway.test, /_api/shop/v0, shop v0 /",
    "gateway.test, /_api/local/v0/a, plain v0 /a",
    "api.example.com, /v0/a, rest /v0/a",
    "api.example.com, /orders/v0/a, orders /v0/a",
    "API.EXAMPLE.COM:8443, /orders, orders /",
    "api.example.com., /orders/, orders /",
    "api.example.com, /_api/shop/v0/a, rest /_api/shop/v0/a",
    "b.example.com, /a, wild /a",
    "closed.test, /a, closed v0 /a",
    // What names nothing is the plain API's.
    "example.com, /v0/a, plain v0 /a",
    "a.b.example.com, /v0/a, plain v0 /a",
    ".example.com, /v0/a, plain v0 /a",
    "xapi.test, /v0/a, plain v0 /a",
    "execute-api.x, /v0/a, plain v0 /a",
    ".execute-api.x, /v0/a, plain v0 /a",
    "shop.execute-api, /v0/a, plain v0 /a",
    "shop.execute-apis.x, /v0/a, plain v0 /a",
    "a.shop.execute-api.x, /v0/a, plain v0 /a",
    "other.execute-api.x, /v0/a, plain v0 /a",
    "gateway.test, /_api/other/v0/a, plain $default /_api/other/v0/a",
    "gateway.test, /_api, plain $default /_api",
    "gateway.test, /_apix/shop/v0, plain $default /_apix/shop/v0",
    "gateway.test, /_api//shop/v0, plain $default /_api//shop/v0",
    "gateway.test, /_API/shop/v0, plain $default /_API/shop/v0",
    "gateway.test, /_api/SHOP/v0, plain $default /_api/SHOP/v0",
  })
  void host_and_path_lead_to_one_stage(String host, String path, String expected) {
    assertEquals(expected, select(table, host, path));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ".",
        ":",
        ":80",
        "[::1]",
        "[::1]:8080",
        "[shop.execute-api.x]",
        "::1",
        "127.0.0.1:80",
        "..",
        "[",
        "a@b",
        "\u00ff.example.org"
      })
  void hosts_that_are_no_names_are_safe(String host) {
    assertEquals("plain v0 /a", select(table, host, "/v0/a"));
  }

  @Test
  void a_mapping_tells_its_key_and_an_endpoint_none() {
    assertEquals("orders", table.select("api.example.com", path("/orders/1")).basePath());
    assertEquals("", table.select("api.example.com", path("/x")).basePath());
    assertEquals(null, table.select("shop.execute-api.x", path("/x")).basePath());
  }

  @ParameterizedTest
  @CsvSource({
    "only.test, /",
    "only.test, /v0/a",
    "only.test, /ordersX",
    "only.test, //orders",
    "only.test, /Orders",
    "only.test, /_api/shop/v0/a",
    "closed.execute-api.x, /v0/a",
    "closed.execute-api.x, /nothing",
    "gateway.test, /_api/closed/v0/a",
    "gateway.test, /_api/closed"
  })
  void no_mapping_and_a_disabled_endpoint_are_forbidden(String host, String path) {
    Refusal refusal = assertThrows(Refusal.class, () -> select(table, host, path));
    assertEquals(403, refusal.status());
    assertEquals("Forbidden", refusal.message());
  }

  @Test
  void the_longest_key_of_whole_segments_goes_first() {
    EndpointTable<String> orders =
        new EndpointTable<>(
            null,
            Map.of(),
            Map.of(),
            Map.of(
                "d.test",
                mappings(
                    "", "1",
                    "orders/v1/items", "2",
                    "orders/v2/items", "3",
                    "orders/v2/items/categories", "4",
                    "a", "5")));
    assertEquals("2 /", select(orders, "d.test", "/orders/v1/items"));
    assertEquals("3 /", select(orders, "d.test", "/orders/v2/items"));
    assertEquals("2 /123", select(orders, "d.test", "/orders/v1/items/123"));
    assertEquals("4 /5", select(orders, "d.test", "/orders/v2/items/categories/5"));
    assertEquals("3 /categoriesX", select(orders, "d.test", "/orders/v2/items/categoriesX"));
    assertEquals("1 /customers", select(orders, "d.test", "/customers"));
    assertEquals("1 /orders/v1", select(orders, "d.test", "/orders/v1"));
    assertEquals("1 /", select(orders, "d.test", "/"));
    assertEquals("5 //x", select(orders, "d.test", "/a//x"));
  }

  @Test
  void the_context_path_is_a_stage_of_the_plain_api_only() {
    EndpointTable<String> below =
        new EndpointTable<>(
            endpoint("plain", "/x/v0", false),
            Map.of("shop", endpoint("shop", "", false)),
            Map.of("local", endpoint("plain", "", false), "shop", endpoint("shop", "", false)),
            Map.of());
    assertEquals("plain v0 /v0/a", select(below, "h", "/v0/a"));
    assertEquals("shop v0 /a", select(below, "h", "/_api/shop/v0/a"));
    assertEquals("plain v0 /a", select(below, "h", "/_api/local/v0/a"));
    assertEquals("shop v0 /a", select(below, "shop.execute-api.x", "/v0/a"));
  }

  @Test
  void a_disabled_plain_api_forbids_everything_that_is_for_no_other() {
    EndpointTable<String> closed =
        new EndpointTable<>(endpoint("plain", "", true), Map.of(), Map.of(), Map.of());
    assertEquals(403, assertThrows(Refusal.class, () -> select(closed, "h", "/v0/a")).status());
  }

  @Test
  void without_a_plain_api_the_rest_is_nothing() {
    EndpointTable<String> none = new EndpointTable<>(null, Map.of(), Map.of(), Map.of());
    assertEquals("nothing", select(none, "h", "/v0/a"));
  }

  private static Endpoint<String> endpoint(String name, String contextPath, boolean isDisabled) {
    return new Endpoint<>(
        new StageTable<>(Map.of("v0", name + " v0", "$default", name + " $default"), contextPath),
        isDisabled);
  }

  private static MappingTable<String> mappings(String... pairs) {
    Map<String, String> mappings = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      mappings.put(pairs[i], pairs[i + 1]);
    }
    return new MappingTable<>(mappings);
  }

  private static String select(EndpointTable<String> table, String host, String path) {
    EndpointTable.Selection<String> selection = table.select(host, path(path));
    return selection == null ? "nothing" : selection.stage() + " " + selection.path();
  }

  private static RequestPath path(String path) {
    return RequestPath.parse(path);
  }
}
