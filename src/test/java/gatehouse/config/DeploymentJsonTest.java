package gatehouse.config;

import static gatehouse.config.ConfigurationJsonTest.INTEGRATION;
import static gatehouse.config.ConfigurationJsonTest.ROUTE;
import static gatehouse.config.ConfigurationJsonTest.example;
import static gatehouse.config.ConfigurationJsonTest.problems;
import static gatehouse.config.ConfigurationJsonTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentJsonTest {

  private static final String DEPLOYMENT =
      """
      {"DeploymentId": "d1", "CreatedDate": "2024-01-01T00:00:00Z", "Description": "first", "AutoDeployed": false,
      "DeploymentStatus": "DEPLOYED",
      "Routes": {"ja32tiv": %s, "old": {"RouteKey": "GET /old", "RouteId": "old"}},
      "Integrations": {"pa09itl": %s}}\
      """
          .formatted(ROUTE, INTEGRATION);

  @Test
  void a_deployment_is_read_with_its_routes_and_integrations() {
    Deployment deployment = read(with("{}")).plain().deployments().get("d1");
    Api live = read(example()).plain();
    assertEquals(live.integrations(), deployment.integrations());
    assertEquals(Set.of("ja32tiv", "old"), deployment.routes().keySet());
    assertEquals(live.routes().get("ja32tiv"), deployment.routes().get("ja32tiv"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{} | Live[routeIds=null]",
        "{\"AutoDeploy\":true} | Live[routeIds=null]",
        "{\"AutoDeploy\":true,\"DeploymentId\":\"gone\"} | Live[routeIds=null]",
        "{\"AutoDeploy\":false} | Nothing[]",
        "{\"DeploymentId\":\"d1\"} | Snapshot[deploymentId=d1, routeIds=null]",
        "{\"DeploymentId\":\"d1\",\"AutoDeploy\":false} | Snapshot[deploymentId=d1, routeIds=null]",
        "{\"DeploymentId\":\"d1\",\"Routes\":[\"routes/old\"]} | Snapshot[deploymentId=d1,"
            + " routeIds=[old]]",
      })
  void what_a_stage_serves_follows_from_auto_deploy_and_deployment_id(
      String stage, String expected) {
    assertEquals(expected, read(with(stage)).plain().stages().get("v0").served().toString());
  }

  @Test
  void a_release_has_the_routes_that_the_stage_selects() {
    Api api = read(with("{\"DeploymentId\":\"d1\",\"Routes\":[\"routes/old\"]}")).plain();
    Release release = api.release(api.stages().get("v0"));
    assertEquals("d1", release.deploymentId());
    assertEquals(Set.of("old"), release.routes().keySet());
    Api nothing = read(with("{\"AutoDeploy\":false}")).plain();
    Release ofNothing = nothing.release(nothing.stages().get("v0"));
    assertEquals(new Release("", null, null, Map.of(), Map.of(), Map.of()), ofNothing);
  }

  @Test
  void a_stage_that_goes_back_may_name_routes_that_only_other_releases_have() {
    String later = "\"Routes\":[\"routes/ja32tiv\",\"routes/live\",\"routes/newer\"]}";
    Map<String, String> files = with("{\"DeploymentId\":\"d1\"," + later);
    files.put("routes/live.json", "{\"RouteKey\":\"GET /live\"}");
    files.put(
        "deployments/d2.json",
        "{\"Routes\":{\"newer\":{\"RouteKey\":\"GET /newer\"}},\"Integrations\":{}}");
    Api api = read(files).plain();
    assertEquals(Set.of("ja32tiv"), api.release(api.stages().get("v0")).routes().keySet());

    files.put("stages/v0.json", "{\"AutoDeploy\":true," + later);
    assertEquals(
        List.of(
            "stages/v0.json: Routes[2]: is `routes/newer`, but there is no file"
                + " `routes/newer.json`: add it, or correct the reference"),
        problems(files));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"DeploymentId\":\"d2\"} | DeploymentId: is `d2`, but there is no file"
            + " `deployments/d2.json`: did you mean `d1`?",
        "{\"DeploymentId\":\"zzzzzz\"} | DeploymentId: is `zzzzzz`, but there is no file"
            + " `deployments/zzzzzz.json`: add it, or correct the reference",
        "{\"DeploymentId\":1} | DeploymentId: is a number, but must be a string in double quotes",
        "{\"DeploymentId\":\"d1\",\"Routes\":[\"routes/new\"]} | Routes[0]: is `routes/new`, but"
            + " there is no `Routes.new` in `deployments/d1.json`: add it, or correct the"
            + " reference",
        "{\"DeploymentId\":\"d1\",\"Routes\":[\"routes/odl\"]} | Routes[0]: is `routes/odl`, but"
            + " there is no `Routes.odl` in `deployments/d1.json`: did you mean `routes/old`?",
        "{\"AutoDeploy\":false,\"Routes\":[\"routes/ja32tvi\"]} | Routes[0]: is `routes/ja32tvi`,"
            + " but there is no file `routes/ja32tvi.json`: did you mean `routes/ja32tiv`?",
      })
  void a_stage_refers_to_what_there_is(String stage, String message) {
    Map<String, String> files = with(stage);
    files.put("routes/newest.json", "{\"RouteKey\":\"GET /new\"}");
    assertEquals(List.of("stages/v0.json: " + message), problems(files));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"Routes\":{}} | Integrations: is missing: add it, for instance `\"Integrations\": {}`",
        "{\"Integrations\":{}} | Routes: is missing: add it, for instance `\"Routes\": {}`",
        "{\"DeploymentId\":\"x\",\"Routes\":{},\"Integrations\":{}} | DeploymentId: is not `d1`,"
            + " the file's name: rename the file, or remove the property",
        "{\"Routes\":[],\"Integrations\":{}} | Routes: is a list, but must be an object",
        "{\"Routes\":{\"a b\":{}},\"Integrations\":{}} | Routes.a b: is no id: write 1 to 128"
            + " letters, digits, `.`, `_`, `$` and `-`",
        "{\"Routes\":{\"a\":1},\"Integrations\":{}} | Routes.a: is a number, but must be an object",
        "{\"Routes\":{\"a\":{\"RouteKey\":\"get /\"}},\"Integrations\":{}} | Routes.a.RouteKey: the"
            + " route key `get /` needs its method in upper case: write `GET /`",
        "{\"Routes\":{\"a\":{\"RouteKey\":\"GET /\",\"RouteId\":\"b\"}},\"Integrations\":{}} |"
            + " Routes.a.RouteId: is not `a`, the file's name: rename the file, or remove the"
            + " property",
        "{\"Routes\":{\"a\":{\"RouteKey\":\"GET"
            + " /\",\"Target\":\"integrations/pa09itl\"}},\"Integrations\":{}} | Routes.a.Target:"
            + " is `integrations/pa09itl`, but there is no `Integrations.pa09itl` in"
            + " `deployments/d1.json`: add it, or correct the reference",
        "{\"Routes\":{},\"Integrations\":{\"a\":{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"http://h:0/\"}}}"
            + " | Integrations.a.IntegrationUri: has the port `0`: write a number from 1 to 65535,"
            + " or leave it out with its colon",
        "{\"Routes\":{\"a\":{\"RouteKey\":\"GET"
            + " /x\",\"Target\":\"integrations/i\"}},\"Integrations\":{\"i\":{\"IntegrationType\":\"HTTP_PROXY\",\"IntegrationUri\":\"http://h/{id}\"}}}"
            + " | Routes.a.Target: is `integrations/i`, whose URI has `{id}`, but the route key"
            + " `GET /x` has no variables: correct one of them",
      })
  void a_deployment_is_checked_like_the_files_it_was_made_of(String json, String message) {
    Map<String, String> files = example();
    files.put("deployments/d1.json", json);
    assertEquals(List.of("deployments/d1.json: " + message), problems(files));
  }

  @Test
  void keys_and_stage_variables_are_checked_for_the_stages_that_serve_the_deployment() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "deployments/d1.json",
        """
        {"Routes": {"a": {"RouteKey": "GET /", "Target": "integrations/i"}, "b": {"RouteKey": "GET /"}},
        "Integrations": {"i": {"IntegrationType": "HTTP_PROXY", "IntegrationUri": "http://${stageVariables.host}/"}}}\
        """);
    files.put("stages/live.json", "{}");
    assertEquals(2, read(files).plain().deployments().get("d1").routes().size());
    files.put(
        "stages/v0.json", "{\"DeploymentId\":\"d1\",\"StageVariables\":{\"host\":\"a:b:c\"}}");
    List<String> problems = problems(files);
    assertEquals(2, problems.size());
    assertEquals(
        "deployments/d1.json: Routes.b.RouteKey: is `GET /`, the same as `GET /` in `Routes.a`:"
            + " change one of them, or remove it",
        problems.get(0));
    assertTrue(
        problems
            .get(1)
            .startsWith(
                "deployments/d1.json: Integrations.i.IntegrationUri: in the stage `v0` of"
                    + " `stages/v0.json`, it "),
        problems::toString);
    files.put(
        "stages/v0.json",
        "{\"DeploymentId\":\"d1\",\"Routes\":[\"routes/a\"],\"StageVariables\":{\"host\":\"h\"}}");
    assertEquals(2, read(files).plain().stages().size());
  }

  @Test
  void a_broken_deployment_is_told_once() {
    Map<String, String> files = with("{\"DeploymentId\":\"d1\",\"Routes\":[\"routes/old\"]}");
    files.put("deployments/d1.json", "{");
    assertEquals(1, problems(files).size());
  }

  @Test
  void a_deployment_may_have_16_mebibytes() {
    Map<String, String> files = example();
    String padding = " ".repeat((16 << 20) - DEPLOYMENT.length());
    files.put("deployments/d1.json", DEPLOYMENT + padding);
    assertEquals(2, read(files).plain().deployments().get("d1").routes().size());
    files.put("apis/a/deployments/d1.json", DEPLOYMENT + padding + " ");
    assertEquals(
        List.of(
            "apis/a/deployments/d1.json: is larger than 16 MiB, the most that is read: split what"
                + " it holds, or remove it"),
        problems(files));
  }

  @Test
  void a_snapshot_holds_all_that_the_files_hold() throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    example().forEach((path, text) -> files.put("apis/shop/" + path, text));
    files.put("apis/shop/routes/extra.json", "{\"RouteKey\":\"GET /x\",\"OperationName\":\"x\"}");
    files.put("apis/shop/routes/.hidden.json", "{");
    files.put("apis/shop/api.json", "{\"Name\":\"Shop\",\"CorsConfiguration\":{\"MaxAge\":1.50}}");
    files.put("routes/plain.json", "{\"RouteKey\":\"GET /plain\"}");
    String text =
        DeploymentJson.snapshot(
            files(files), "apis/shop/", "d2", null, Instant.parse("2024-05-06T07:08:09.123Z"));
    ObjectMapper json = new ObjectMapper();
    JsonNode expected =
        json.readTree(
            """
            {"DeploymentId": "d2", "CreatedDate": "2024-05-06T07:08:09Z", "CorsConfiguration": {"MaxAge": 1.50},
            "Routes": {"extra": {"RouteKey": "GET /x", "OperationName": "x"}, "ja32tiv": %s},
            "Integrations": {"pa09itl": %s}}\
            """
                .formatted(ROUTE, INTEGRATION));
    assertEquals(expected, json.readTree(text));
  }

  @Test
  void a_snapshot_is_read_as_what_it_was_made_of() {
    Map<String, String> files = example();
    files.put(
        "deployments/d2.json",
        DeploymentJson.snapshot(files(files), "", "d2", null, Instant.EPOCH));
    files.put("stages/v0.json", "{\"DeploymentId\":\"d2\",\"Routes\":[\"routes/ja32tiv\"]}");
    Api api = read(files).plain();
    assertEquals(api.routes(), api.release(api.stages().get("v0")).routes());
    assertEquals(api.integrations(), api.release(api.stages().get("v0")).integrations());
  }

  @Test
  void a_snapshot_of_what_cannot_be_read_is_refused() {
    ConfigurationFiles broken = files(Map.of("routes/a.json", "{"));
    assertThrows(
        ConfigurationException.class,
        () -> DeploymentJson.snapshot(broken, "", "d2", null, Instant.EPOCH));
    assertThrows(
        IllegalArgumentException.class,
        () -> DeploymentJson.snapshot(files(example()), "", "../d2", null, Instant.EPOCH));
    Map<String, String> large = new LinkedHashMap<>();
    for (int i = 0; i < 17; i++) {
      large.put(
          "routes/" + i + ".json",
          "{\"a\":[\""
              + "x".repeat(90_000)
              + "\""
              + (",\"" + "x".repeat(90_000) + "\"").repeat(10)
              + "]}");
    }
    assertTrue(
        assertThrows(
                ConfigurationException.class,
                () -> DeploymentJson.snapshot(files(large), "", "d2", null, Instant.EPOCH))
            .getMessage()
            .startsWith("deployments/d2.json: is larger than 16 MiB"));
  }

  private static Map<String, String> with(String stage) {
    Map<String, String> files = example();
    files.put("stages/v0.json", stage);
    files.put("deployments/d1.json", DEPLOYMENT);
    return files;
  }

  private static ConfigurationFiles files(Map<String, String> texts) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    texts.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new ConfigurationFiles(contents, List.of());
  }
}
