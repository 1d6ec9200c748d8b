package gatehouse.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationJsonTest {

  static final String STAGE = "{\"Name\":\"v0\",\"Routes\":[\"routes/ja32tiv\"]}";
  static final String ROUTE = "{\"RouteKey\":\"GET /postman\",\"Target\":\"integrations/pa09itl\"}";
  static final String INTEGRATION =
      "{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"https://postman-echo.com/get\"}";

  @Test
  void the_smallest_example_is_read() {
    Configuration configuration = read(example());
    assertEquals(
        new Stage("v0", "v0", new Served.Live(List.of("ja32tiv")), Map.of(), StageSettings.NONE),
        configuration.plain().stages().get("v0"));
    assertEquals(
        new Route("ja32tiv", RouteKey.parse("GET /postman"), "pa09itl"),
        configuration.plain().routes().get("ja32tiv"));
    assertEquals(
        new Integration(
            "pa09itl",
            IntegrationType.HTTP_PROXY,
            UriTemplate.parse("https://postman-echo.com/get"),
            null,
            30_000),
        configuration.plain().integrations().get("pa09itl"));
  }

  @Test
  void no_files_are_the_empty_configuration() {
    assertEquals(Configuration.EMPTY, read(Map.of()));
  }

  @Test
  void all_problems_of_all_files_are_reported_together_ordered_by_file() {
    Map<String, String> files = example();
    files.put("stages/v1.json", "{\"Names\":\"v1\"}");
    files.put("routes/a.json", "{\"RouteKey\":\"get /x\",\"Target\":\"integrations/pa09it1\"}");
    files.put("integrations/b.json", "{\"IntegrationType\":\"MOCK\",\"TimeoutInMillis\":\"5\"}");
    ConfigurationException refusal = refusal(files);
    assertEquals(
        """
        integrations/b.json: IntegrationType: is `MOCK`, which is known to AWS but not supported by this version of Gatehouse: write `HTTP_PROXY` or `AWS_PROXY`
        integrations/b.json: IntegrationUri: is missing: add it, for instance `"IntegrationUri": "https://host/path"`
        integrations/b.json: TimeoutInMillis: is a string, but must be a whole number
        routes/a.json: RouteKey: the route key `get /x` needs its method in upper case: write `GET /x`
        routes/a.json: Target: is `integrations/pa09it1`, but there is no file `integrations/pa09it1.json`: did you mean `integrations/pa09itl`?
        stages/v1.json: Names: is unknown: did you mean `Name`?""",
        refusal.getMessage());
    assertEquals(6, refusal.problems().size());
  }

  @Test
  void a_file_with_five_different_mistakes_reports_all_five() {
    assertEquals(
        List.of(
            "integrations/pa09itl.json: integrationMethod: is unknown: did you mean `IntegrationMethod`?",
            "integrations/pa09itl.json: PayloadFormatVersion: is `2.0`, but an HTTP integration has no other than `1.0`: write that, or remove it",
            "integrations/pa09itl.json: TlsConfig: is for private integrations only: remove it, or add `\"ConnectionType\": \"VPC_LINK\"`",
            "integrations/pa09itl.json: IntegrationUri: has the port `0`: write a number from 1 to 65535, or leave it out with its colon",
            "integrations/pa09itl.json: TimeoutInMillis: is 49, but must be 50 to 30000: milliseconds, the setting `gatehouse.maxIntegrationTimeoutMillis` raises the most"),
        problemsOfIntegration(
            "{\"IntegrationType\":\"HTTP_PROXY\",\"integrationMethod\":\"GET\",\"TlsConfig\":{\"a\":1},"
                + "\"PayloadFormatVersion\":\"2.0\",\"IntegrationUri\":\"http://h:0/\",\"TimeoutInMillis\":49}"));
  }

  @Test
  void what_is_no_file_of_a_resource_is_overlooked() {
    Map<String, String> files = example();
    for (String name :
        List.of(".a.json", "#a.json#", "#a.json", "a.json~", ".a.json.swp", "a.txt")) {
      files.put("routes/" + name, "{ half");
    }
    files.put("README.md", "Read me.");
    files.put("notes/a.json", "{ half");
    files.put("..2024_01_01/routes/a.json", "{ half");
    assertEquals(read(example()), read(files));
  }

  @Test
  void directories_that_are_nearly_right_are_told() {
    for (Map.Entry<String, String> name :
        Map.of(
                "stage", "stages",
                "Routes", "routes",
                "integration", "integrations",
                "rotues", "routes",
                "INTEGRATIONS", "integrations")
            .entrySet()) {
      assertEquals(
          List.of(
              name.getKey()
                  + ": is not read: name the directory `"
                  + name.getValue()
                  + "`, or give it a name of its own"),
          problems(Map.of(name.getKey() + "/a.json", "{}", name.getKey() + "/b.json", "{}")));
    }
  }

  @Test
  void ids_are_letters_digits_and_a_few_signs() {
    assertEquals(
        List.of(
            "routes/a b.json: has a name that is no id: write 1 to 128 letters, digits, `.`, `_`, `$` and `-` in front of `.json`"),
        problems(Map.of("routes/a b.json", "{\"RouteKey\":\"GET /\"}")));
    assertEquals(
        1,
        problems(
                Map.of(
                    "routes/.json",
                    "{}",
                    "routes/" + "x".repeat(129) + ".json",
                    "{\"RouteKey\":\"GET /\"}"))
            .size());
    String longest = "aZ09._$-" + "x".repeat(120);
    assertTrue(
        read(Map.of("routes/" + longest + ".json", "{\"RouteKey\":\"GET /\"}"))
            .plain()
            .routes()
            .containsKey(longest));
  }

  @Test
  void what_a_store_found_is_reported_too_and_does_not_dangle() {
    Problem found = new Problem("routes/ja32tiv.json", null, "cannot be read");
    ConfigurationFiles files =
        new ConfigurationFiles(
            Map.of("stages/v0.json", STAGE.getBytes(StandardCharsets.UTF_8)), List.of(found));
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> new ConfigurationJson().read(files));
    assertEquals(List.of(found), refusal.problems());
  }

  @Test
  void a_file_with_problems_is_not_a_dangling_reference_as_well() {
    Map<String, String> files = example();
    files.put("integrations/pa09itl.json", "{");
    files.put("routes/ja32tiv.json", "[]");
    assertEquals(2, problems(files).size());
  }

  @Test
  void resources_are_ordered_by_id_and_cannot_be_changed() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String id : List.of("c", "a", "b")) {
      files.put("routes/" + id + ".json", "{\"RouteKey\":\"GET /" + id + "\"}");
    }
    Configuration configuration = read(files);
    assertEquals(List.of("a", "b", "c"), List.copyOf(configuration.plain().routes().keySet()));
    assertThrows(
        UnsupportedOperationException.class, () -> configuration.plain().routes().remove("a"));
  }

  @Test
  void the_longest_timeout_is_a_setting() {
    Map<String, String> files = example();
    files.put("integrations/pa09itl.json", INTEGRATION.replace("}", ",\"TimeoutInMillis\":90000}"));
    assertEquals(
        90_000,
        new ConfigurationJson(90_000)
            .read(files(files))
            .plain()
            .integrations()
            .get("pa09itl")
            .timeoutMillis());
    assertEquals(
        20_000,
        new ConfigurationJson(20_000)
            .read(files(example()))
            .plain()
            .integrations()
            .get("pa09itl")
            .timeoutMillis());
    assertThrows(IllegalArgumentException.class, () -> new ConfigurationJson(49));
  }

  @Test
  void a_name_can_forge_no_line_of_the_log() {
    assertEquals(
        "routes/a\\u000ab.json: x\\u001b: m",
        new Problem("routes/a\nb.json", "x\u001b", "m").toString());
    assertEquals("a: m", new Problem("a", null, "m").toString());
    assertNull(new Problem("a", null, "m").property());
  }

  @Test
  void an_empty_list_of_routes_serves_none_and_none_at_all_serves_all() {
    Map<String, String> files = example();
    files.put("stages/v0.json", "{\"Routes\":[]}");
    files.put("stages/v1.json", "{}");
    assertEquals(new Served.Live(List.of()), read(files).plain().stages().get("v0").served());
    assertEquals(Served.Live.ALL, read(files).plain().stages().get("v1").served());
  }

  @Test
  void a_route_may_have_no_target() {
    Route route =
        read(Map.of("routes/a.json", "{\"RouteKey\":\"$default\"}")).plain().routes().get("a");
    assertNull(route.integrationId());
    assertSame(RouteKey.DEFAULT, route.key());
  }

  private static List<String> problemsOfIntegration(String json) {
    Map<String, String> files = example();
    files.put("integrations/pa09itl.json", json);
    return problems(files);
  }

  static Map<String, String> example() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("stages/v0.json", STAGE);
    files.put("routes/ja32tiv.json", ROUTE);
    files.put("integrations/pa09itl.json", INTEGRATION);
    return files;
  }

  static Configuration read(Map<String, String> files) {
    return new ConfigurationJson().read(files(files));
  }

  static List<String> problems(Map<String, String> files) {
    return refusal(files).problems().stream().map(Problem::toString).toList();
  }

  static ConfigurationException refusal(Map<String, String> files) {
    return assertThrows(ConfigurationException.class, () -> read(files));
  }

  private static ConfigurationFiles files(Map<String, String> texts) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    texts.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new ConfigurationFiles(contents, List.of());
  }
}
