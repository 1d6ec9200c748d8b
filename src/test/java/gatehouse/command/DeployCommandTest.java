package gatehouse.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployCommandTest {

  @TempDir Path directory;

  @BeforeEach
  void write() {
    Run.writePets(directory);
  }

  @Test
  void it_keeps_routes_and_integrations_and_prints_the_new_id_alone() throws IOException {
    Run run = deploy("--description", "before \"the\" change");
    assertEquals(0, run.code(), run.out() + run.err());
    assertEquals("", run.err());
    assertTrue(run.out().matches("[a-z0-9]{6}\n"), run.out());
    String id = run.out().strip();
    JsonNode deployment =
        new ObjectMapper().readTree(Run.read(directory, "deployments/" + id + ".json"));
    assertEquals(id, deployment.at("/DeploymentId").textValue());
    assertEquals("before \"the\" change", deployment.at("/Description").textValue());
    assertEquals("2026-05-04T03:02:01Z", deployment.at("/CreatedDate").textValue());
    assertEquals("GET /pets/{id}", deployment.at("/Routes/one/RouteKey").textValue());
    assertEquals(
        "https://pets.example/all", deployment.at("/Integrations/list/IntegrationUri").textValue());
    assertEquals(0, Run.of("check", directory.toString()).code());
  }

  @Test
  void a_stage_serves_it_whatever_becomes_of_the_files() {
    Run.write(
        directory,
        "stages/v0.json",
        "{\n  \"StageVariables\" : { \"host\" : \"pets.example\" }\n}\n");
    assertEquals(new Run(0, "rel-1\n", ""), deploy("--id", "rel-1", "--stage=v0"));
    assertEquals(
        "{\n"
            + "  \"StageVariables\" : { \"host\" : \"pets.example\" },\n"
            + "  \"DeploymentId\" : \"rel-1\"\n"
            + "}\n",
        Run.read(directory, "stages/v0.json"));
    Run.write(directory, "routes/list.json", Run.route("GET /changed", "list"));
    String listing = Run.of("check", directory.toString()).out();
    assertTrue(listing.startsWith("API local, stage v0, deployment rel-1\n"), listing);
    assertTrue(listing.contains("GET     /v0/pets "), listing);
    assertFalse(listing.contains("/changed"), listing);
    assertEquals(0, deploy("--id", "rel-2", "--stage=v0").code());
    assertTrue(Run.read(directory, "stages/v0.json").contains("\"DeploymentId\" : \"rel-2\""));
    assertTrue(Run.of("check", directory.toString()).out().contains("/v0/changed"));
  }

  @Test
  void a_deployment_is_never_changed() {
    assertEquals(0, deploy("--id=one").code());
    String before = Run.read(directory, "deployments/one.json");
    Run.write(directory, "routes/list.json", Run.route("GET /changed", "list"));
    Run again = deploy("--id=one");
    assertEquals(2, again.code());
    assertTrue(again.err().contains("there is a deployment `one` already"), again.err());
    assertEquals(before, Run.read(directory, "deployments/one.json"));
  }

  @Test
  void an_id_that_is_taken_is_not_drawn_again() {
    String first = deploy().out();
    String second = deploy().out();
    assertNotEquals(first, second);
    assertEquals(2, directory.resolve("deployments").toFile().list().length);
  }

  @Test
  void problems_keep_it_from_writing_anything() {
    Run.write(directory, "routes/one.json", "{}");
    Run run = deploy("--stage", "v0");
    assertEquals(1, run.code());
    assertTrue(run.out().contains("/routes/one.json: RouteKey: "), run.out());
    assertFalse(Files.exists(directory.resolve("deployments")));
  }

  @Test
  void a_stage_that_deploys_by_itself_is_left_alone() {
    String stage = "{\"AutoDeploy\":true,\"StageVariables\":{\"host\":\"pets.example\"}}";
    Run.write(directory, "stages/v0.json", stage);
    Run run = deploy("--stage", "v0");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("set AutoDeploy to false in " + directory), run.err());
    assertEquals(stage, Run.read(directory, "stages/v0.json"));
    assertFalse(Files.exists(directory.resolve("deployments")));
  }

  @Test
  void what_the_stage_would_not_take_is_not_written() {
    assertEquals(0, deploy("--id=one", "--stage=v0").code());
    Run.write(
        directory,
        "stages/v1.json",
        "{\"DeploymentId\":\"one\",\"StageVariables\":{\"bad\":\"a:b:c\"}}");
    assertEquals(0, Run.of("check", directory.toString()).code());
    Run.write(
        directory, "integrations/list.json", Run.integration("http://${stageVariables.bad}/"));
    Run run = deploy("--id=two", "--stage=v1");
    assertEquals(1, run.code());
    assertTrue(run.out().contains("in the stage `v1` of `stages/v1.json`, it "), run.out());
    assertFalse(Files.exists(directory.resolve("deployments/two.json")));
    assertTrue(Run.read(directory, "stages/v1.json").contains("\"one\""));
  }

  @Test
  void among_several_apis_one_is_named() {
    Run.write(directory, "apis/shop/stages/v0.json", "{}");
    Run.write(directory, "apis/shop/routes/r.json", Run.route("GET /shop", "i"));
    Run.write(directory, "apis/shop/integrations/i.json", Run.integration("http://shop.example/"));
    Run unnamed = deploy();
    assertEquals(2, unnamed.code());
    assertTrue(unnamed.err().contains("name one with --api, of local, shop"), unnamed.err());
    assertEquals(2, deploy("--api=shoop").code());
    assertEquals(0, deploy("--api=shop", "--id=x", "--stage=v0").code());
    assertTrue(Run.read(directory, "apis/shop/deployments/x.json").contains("GET /shop"));
    assertTrue(Run.read(directory, "apis/shop/stages/v0.json").contains("\"x\""));
  }

  @Test
  void what_cannot_be_an_id_or_a_stage_is_wrong_usage() {
    for (String id : List.of("", "../x", "a/b", ".x", "ä", "a b")) {
      Run run = deploy("--id", id);
      assertEquals(2, run.code(), id);
      assertTrue(run.err().contains("option --id is `" + id + "`"), run.err());
    }
    Run run = deploy("--stage", "v7");
    assertEquals(2, run.code());
    assertTrue(run.err().contains("has no stage `v7`: write one of v0"), run.err());
    assertFalse(Files.exists(directory.resolve("deployments")));
  }

  private Run deploy(String... options) {
    List<String> words = new ArrayList<>(List.of("deploy", directory.toString()));
    words.addAll(Arrays.asList(options));
    return Run.of(words.toArray(String[]::new));
  }
}
