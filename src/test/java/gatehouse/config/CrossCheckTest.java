package gatehouse.config;

import static gatehouse.config.ConfigurationJsonTest.INTEGRATION;
import static gatehouse.config.ConfigurationJsonTest.ROUTE;
import static gatehouse.config.ConfigurationJsonTest.example;
import static gatehouse.config.ConfigurationJsonTest.problems;
import static gatehouse.config.ConfigurationJsonTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossCheckTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "$default, {}",
        "default, {}",
        "default, \"{\"\"Name\"\":\"\"$default\"\"}\"",
        "other, \"{\"\"Name\"\":\"\"$default\"\"}\"",
        "other, \"{\"\"StageName\"\":\"\"$default\"\"}\"",
      })
  void the_default_stage_has_several_spellings(String id, String json) {
    assertEquals(
        "$default", read(Map.of("stages/" + id + ".json", json)).plain().stages().get(id).name());
  }

  @Test
  void a_stage_without_name_has_that_of_its_file_and_a_name_of_its_own_otherwise() {
    assertEquals("v0", read(Map.of("stages/v0.json", "{}")).plain().stages().get("v0").name());
    assertEquals(
        "b", read(Map.of("stages/a.json", "{\"Name\":\"b\"}")).plain().stages().get("a").name());
    assertEquals(
        "default",
        read(Map.of("stages/default.json", "{\"Name\":\"default\"}"))
            .plain()
            .stages()
            .get("default")
            .name());
  }

  @Test
  void two_stages_with_one_name_are_told() {
    assertEquals(
        List.of(
            "stages/default.json: Name: is `$default`, as in `stages/$default.json`: give one of"
                + " them another name, or remove it"),
        problems(Map.of("stages/$default.json", "{}", "stages/default.json", "{}")));
  }

  @Test
  void references_that_dangle_are_told_with_the_nearest_or_what_to_write() {
    Map<String, String> files = example();
    files.put(
        "stages/v0.json",
        """
        {"Routes":["routes/ja32tiw","ja32tiv","routes/ja32tiv.json","routes/zzzzzzzzzzzzz","routes/ja32tiv","routes/ja32tiv",
        "integrations/pa09itl","routes/../x"]}\
        """);
    assertEquals(
        List.of(
            "stages/v0.json: Routes[0]: is `routes/ja32tiw`, but there is no file"
                + " `routes/ja32tiw.json`: did you mean `routes/ja32tiv`?",
            "stages/v0.json: Routes[1]: is `ja32tiv`, which does not refer to a route: write"
                + " `routes/ja32tiv`",
            "stages/v0.json: Routes[2]: is `routes/ja32tiv.json`, but there is no file"
                + " `routes/ja32tiv.json.json`: did you mean `routes/ja32tiv`?",
            "stages/v0.json: Routes[3]: is `routes/zzzzzzzzzzzzz`, but there is no file"
                + " `routes/zzzzzzzzzzzzz.json`: add it, or correct the reference",
            "stages/v0.json: Routes[5]: is `routes/ja32tiv` once more: remove it",
            "stages/v0.json: Routes[6]: is `integrations/pa09itl`, which does not refer to a route:"
                + " write `routes/ID`",
            "stages/v0.json: Routes[7]: is `routes/../x`, which does not refer to a route: write"
                + " `routes/ID`"),
        problems(files));
  }

  @Test
  void two_routes_with_one_key_are_told_once_with_both_files() {
    Map<String, String> files = routes("a", "GET /pets/{id}", "b", "GET /pets/{petId}");
    List<String> expected =
        List.of(
            "routes/b.json: RouteKey: is `GET /pets/{petId}`, the same as `GET /pets/{id}` in"
                + " `routes/a.json`: change one of them, or remove it");
    assertEquals(expected, problems(files));
    files.put("stages/v0.json", "{\"Routes\":[\"routes/a\"]}");
    files.put("stages/v1.json", "{}");
    assertEquals(expected, problems(files));
    files.put("stages/v1.json", "{\"Routes\":[\"routes/b\",\"routes/a\"]}");
    assertEquals(expected, problems(files));
  }

  @Test
  void two_routes_with_one_key_are_fine_in_stages_of_their_own() {
    Map<String, String> files = routes("a", "GET /", "b", "GET /", "c", "ANY /", "d", "GET /x");
    files.put("stages/v0.json", "{\"Routes\":[\"routes/a\",\"routes/c\",\"routes/d\"]}");
    files.put("stages/v1.json", "{\"Routes\":[\"routes/b\",\"routes/c\",\"routes/d\"]}");
    assertEquals(4, read(files).plain().routes().size());
  }

  @Test
  void many_routes_with_one_key_make_as_many_problems() {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < 300; i++) {
      files.put("routes/r" + i + ".json", "{\"RouteKey\":\"$default\"}");
    }
    assertEquals(299, problems(files).size());
  }

  @Test
  void a_variable_that_the_route_does_not_have_is_told_with_both() {
    Map<String, String> files = example();
    files.put("integrations/pa09itl.json", INTEGRATION.replace("/get", "/{id}/{proxy}"));
    files.put("routes/ja32tiv.json", ROUTE.replace("/postman", "/a/{ID}/{proxy+}"));
    assertEquals(
        List.of(
            "routes/ja32tiv.json: Target: is `integrations/pa09itl`, whose URI has `{id}`, but the"
                + " route key `GET /a/{ID}/{proxy+}` has only `{ID}`, `{proxy}`: correct one of"
                + " them"),
        problems(files));
    files.put("routes/ja32tiv.json", ROUTE.replace("GET /postman", "$default"));
    assertEquals(
        List.of(
            "routes/ja32tiv.json: Target: is `integrations/pa09itl`, whose URI has `{id}`, but the"
                + " route key `$default` has no variables: correct one of them",
            "routes/ja32tiv.json: Target: is `integrations/pa09itl`, whose URI has `{proxy}`, but"
                + " the route key `$default` has no variables: correct one of them"),
        problems(files));
    files.put("routes/ja32tiv.json", ROUTE.replace("/postman", "/a/{id}/{proxy+}"));
    assertEquals(1, read(files).plain().routes().size());
  }

  @Test
  void a_uri_that_comes_to_nothing_in_a_stage_is_told_with_the_stage() {
    Map<String, String> files = example();
    files.put(
        "integrations/pa09itl.json",
        INTEGRATION.replace("postman-echo.com", "${stageVariables.host}"));
    files.put("stages/v1.json", "{\"StageVariables\":{\"host\":\"secret/path?key#\"}}");
    files.put("stages/v2.json", "{\"StageVariables\":{\"host\":\"fine\"}}");
    files.put("stages/v3.json", "{\"Routes\":[]}");
    List<String> problems = problems(files);
    assertEquals(
        List.of(
            "integrations/pa09itl.json: IntegrationUri: in the stage `v1` of `stages/v1.json`, it"
                + " holds `#`: a fragment is never sent, remove it, or write `%23` for the sign"
                + " itself"),
        problems);
    assertFalse(problems.toString().contains("secret"));
  }

  @Test
  void a_stage_variable_that_a_stage_lacks_is_left_to_its_requests() {
    Map<String, String> files = example();
    files.put(
        "integrations/pa09itl.json",
        INTEGRATION.replace("postman-echo.com", "${stageVariables.host}"));
    assertEquals(1, read(files).plain().routes().size());
  }

  @Test
  void a_stage_variable_with_a_problem_is_not_undefined_as_well() {
    Map<String, String> files = example();
    files.put(
        "integrations/pa09itl.json",
        INTEGRATION.replace("postman-echo.com", "${stageVariables.host}"));
    files.put("stages/v0.json", "{\"StageVariables\":{\"host\":\"a b\"}}");
    assertEquals(1, problems(files).size());
  }

  @Test
  void values_of_stage_variables_are_not_printed() {
    Stage stage =
        read(Map.of("stages/a.json", "{\"StageVariables\":{\"k\":\"secret\"}}"))
            .plain()
            .stages()
            .get("a");
    assertEquals("Stage[id=a, name=a, Live[routeIds=null], variables=[k]]", stage.toString());
  }

  private static Map<String, String> routes(String... idsAndKeys) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < idsAndKeys.length; i += 2) {
      files.put(
          "routes/" + idsAndKeys[i] + ".json", "{\"RouteKey\":\"" + idsAndKeys[i + 1] + "\"}");
    }
    return files;
  }
}
