package gatehouse.control.cloudformation;

import static gatehouse.control.cloudformation.MemoryStacks.action;
import static gatehouse.control.cloudformation.MemoryStacks.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.config.ConfigurationException;
import gatehouse.control.cloudformation.StackReport.Action;
import gatehouse.control.cloudformation.template.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** From a stack's first template to its end. */
class StackLifeTest {

  private static final String PETS =
      """
      Parameters:
        Host: {Type: String, Default: "127.0.0.1:9000"}
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties: {Name: pets, ProtocolType: HTTP, Description: All pets}
        Backend:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: HTTP_PROXY
            IntegrationMethod: ANY
            IntegrationUri: !Sub "http://${Host}/pets"
            PayloadFormatVersion: "1.0"
        List:
          Type: AWS::ApiGatewayV2::Route
          Properties: {ApiId: !Ref Api, RouteKey: GET /pets, Target: !Sub "integrations/${Backend}"}
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Api, StageName: $default, AutoDeploy: "true", StageVariables: {a: 1}}
      Outputs:
        Url: {Value: !GetAtt Api.ApiEndpoint, Description: Where it is, Export: {Name: pets-url}}
        Id: {Value: !Ref Api}
      """;

  private final MemoryStacks stacks = new MemoryStacks();

  private String apiId() {
    return stacks.file("apis/[a-z0-9]+/api.json").path("ApiId").asText();
  }

  @Test
  void a_template_makes_its_resources_and_its_outputs() {
    StackReport report = stacks.apply(PETS);
    assertEquals(4, report.changes().size());
    assertTrue(report.changes().stream().allMatch(change -> change.action() == Action.CREATE));
    assertEquals(List.of(), report.notUsed());
    assertEquals(MemoryStacks.BASE + "/_api/" + apiId(), report.outputs().get(0).value());
    assertEquals(apiId(), report.outputs().get(1).value());
    assertEquals("GET /pets", stacks.file("apis/.*/routes/.*").path("RouteKey").asText());
    assertEquals(
        "http://127.0.0.1:9000/pets",
        stacks.file("apis/.*/integrations/.*").path("IntegrationUri").asText());
    assertEquals("1", stacks.file("apis/.*/stages/.*").at("/StageVariables/a").asText());
    assertEquals("CREATE_COMPLETE", stacks.json("stacks/pets.json").path("StackStatus").asText());
    assertEquals(1, stacks.paths("apis/.*/deployments/.*").size(), "one deployment for all");
  }

  @Test
  void the_same_template_changes_nothing() {
    stacks.apply(PETS);
    Map<String, byte[]> before = new TreeMap<>(stacks.files);
    assertEquals(List.of(), stacks.apply(PETS).changes());
    assertEquals(before, stacks.files, "the same arrays: nothing was written");
  }

  @Test
  void what_differs_is_changed_and_keeps_its_id() {
    stacks.apply(PETS);
    List<String> before = stacks.paths("apis/.*(routes|integrations)/.*");
    String deployment = stacks.file("apis/.*/stages/.*").path("DeploymentId").asText();
    StackReport report =
        stacks.apply(PETS.replace("GET /pets", "GET /animals"), "Host=localhost:1");
    assertEquals(Action.UPDATE, action(report, "List"));
    assertEquals(Action.UPDATE, action(report, "Backend"));
    assertNull(action(report, "Api"));
    assertNull(action(report, "Stage"));
    assertEquals(before, stacks.paths("apis/.*(routes|integrations)/.*"));
    assertEquals("GET /animals", stacks.file("apis/.*/routes/.*").path("RouteKey").asText());
    assertNotEquals(
        deployment, stacks.file("apis/.*/stages/.*").path("DeploymentId").asText(), "deployed");
    assertEquals(2, stacks.paths("apis/.*/deployments/.*").size());
    assertEquals("UPDATE_COMPLETE", stacks.json("stacks/pets.json").path("StackStatus").asText());
  }

  @Test
  void parameters_stay_what_they_were_given_last() {
    stacks.apply(PETS, "Host=localhost:1");
    assertEquals(List.of(), stacks.apply(PETS).changes());
    assertTrue(stacks.file("apis/.*/integrations/.*").toString().contains("localhost:1"));
  }

  @Test
  void secrets_are_not_kept() {
    String secret = PETS.replace("Default: \"127", "NoEcho: true, Default: \"127");
    stacks.apply(secret, "Host=s3cret.example");
    assertFalse(stacks.json("stacks/pets.json").toString().contains("s3cret"));
    assertThrows(TemplateException.class, () -> stacks.apply(secret));
    assertTrue(stacks.file("apis/.*/integrations/.*").toString().contains("s3cret.example"));
    stacks.apply(secret, "Host=other.example");
    assertTrue(stacks.file("apis/.*/integrations/.*").toString().contains("other.example"));
  }

  @Test
  void a_property_that_goes_is_taken_away() {
    stacks.apply(PETS);
    stacks.apply(
        PETS.replace(", Description: All pets", "")
            .replace("StageVariables: {a: 1}", "StageVariables: {b: 2}"));
    assertFalse(stacks.file("apis/[^/]+/api.json").has("Description"));
    assertEquals(
        "{\"b\":\"2\"}", stacks.file("apis/.*/stages/.*").path("StageVariables").toString());
    stacks.apply(PETS.replace(", StageVariables: {a: 1}", ""));
    assertFalse(stacks.file("apis/.*/stages/.*").has("StageVariables"));
  }

  @Test
  void a_resource_that_goes_is_deleted_and_its_key_is_free() {
    stacks.apply(PETS);
    StackReport report = stacks.apply(PETS.replace("  List:", "  Other:"));
    assertEquals(Action.DELETE, action(report, "List"));
    assertEquals(Action.CREATE, action(report, "Other"));
    assertEquals(List.of("GET /pets"), stacks.all("apis/.*/routes/.*", "RouteKey"));
  }

  @Test
  void what_cannot_change_is_replaced() {
    stacks.apply(PETS);
    StackReport report = stacks.apply(PETS.replace("StageName: $default", "StageName: v1"));
    assertEquals(Action.REPLACE, action(report, "Stage"));
    assertEquals(1, stacks.paths("apis/.*/stages/.*").size());
    assertEquals("v1", stacks.file("apis/.*/stages/.*").path("StageName").asText());
    String former = apiId();
    String two =
        PETS.replace(
            "  Backend:",
            "  Api2:\n    Type: AWS::ApiGatewayV2::Api\n    Properties: {Name: b, ProtocolType: HTTP}\n  Backend:");
    stacks.apply(two);
    report =
        stacks.apply(
            two.replace("ApiId: !Ref Api,", "ApiId: !Ref Api2,")
                .replace("ApiId: !Ref Api\n", "ApiId: !Ref Api2\n"));
    assertEquals(Action.REPLACE, action(report, "List"));
    assertEquals(List.of(), stacks.paths("apis/" + former + "/routes/.*"));
    assertEquals(1, stacks.paths("apis/.*/routes/.*").size());
  }

  @Test
  void deleting_the_stack_deletes_all_of_it() {
    stacks.write("functions/mine.json", "{'Endpoint':'http://127.0.0.1:1'}");
    stacks.apply(PETS);
    StackReport report = Objects.requireNonNull(stacks.delete());
    assertEquals(4, report.changes().size());
    assertEquals(List.of("functions/mine.json"), List.copyOf(stacks.files.keySet()));
    assertNull(stacks.delete());
  }

  @Test
  void what_is_retained_stays() {
    String retained = PETS.replace("  List:\n", "  List:\n    DeletionPolicy: Retain\n");
    stacks.apply(retained);
    String without =
        retained.substring(0, retained.indexOf("  List:"))
            + retained.substring(retained.indexOf("  Stage:"));
    StackReport report = stacks.apply(without);
    assertEquals(Action.RETAIN, action(report, "List"));
    assertEquals(List.of("GET /pets"), stacks.all("apis/.*/routes/.*", "RouteKey"));
    TemplateException refused =
        assertThrows(TemplateException.class, () -> stacks.apply(PETS), "its key is taken");
    assertEquals("Resources.List", refused.place());
    stacks.delete();
    stacks.apply(PETS.replace("  Api:\n", "  Api:\n    DeletionPolicy: RetainExceptOnCreate\n"));
    stacks.delete();
    assertEquals(1, stacks.paths("apis/[^/]+/api.json").size());
  }

  @Test
  void a_failure_changes_nothing() {
    stacks.apply(PETS);
    Map<String, byte[]> before = new TreeMap<>(stacks.files);
    TemplateException refused =
        assertThrows(
            TemplateException.class,
            () ->
                stacks.apply(
                    PETS.replace("All pets", "Other").replace("GET /pets", "FETCH /pets")));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("Resources.List: The provided route key is not formatted properly"),
        refused::getMessage);
    assertThrows(
        ConfigurationException.class, () -> stacks.apply(PETS, "Host=not a host"), "told by files");
    assertEquals(before, stacks.files);
  }

  @Test
  void problems_of_files_name_their_resources() {
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> stacks.apply(PETS, "Host=not a host"));
    String line = Refusals.told(refused, stacks.writer.attempted()).get(0);
    assertTrue(line.startsWith("Resources.Backend: apis/"), line);
  }

  @Test
  void what_people_have_changed_is_told_and_is_as_the_template_says_again() {
    stacks.apply(PETS);
    String route = stacks.paths("apis/.*/routes/.*").get(0);
    stacks.write(route, stacks.json(route).toString().replace("GET /pets", "GET /cats"));
    String api = stacks.paths("apis/[^/]+/api.json").get(0);
    stacks.write(api, stacks.json(api).put("Version", "by hand").toString());
    StackReport report = stacks.apply(PETS);
    assertEquals(Action.UPDATE, action(report, "List"));
    assertEquals(
        List.of(
            "Resources.List: RouteKey changed outside the stack since its last change; now as the template says"),
        texts(report.notes()));
    assertEquals("GET /pets", stacks.json(route).path("RouteKey").asText());
    assertEquals("by hand", stacks.json(api).path("Version").asText(), "no template spoke of it");
  }

  @Test
  void what_people_have_removed_is_made_again() {
    stacks.apply(PETS);
    stacks.files.remove(stacks.paths("apis/.*/routes/.*").get(0));
    StackReport report = stacks.apply(PETS);
    assertEquals(Action.CREATE, action(report, "List"));
    assertEquals(
        List.of("Resources.List: was removed outside the stack, and is made again"),
        texts(report.notes()));
    stacks.files.keySet().removeIf(path -> path.startsWith("apis/"));
    report = stacks.apply(PETS);
    assertEquals(Action.CREATE, action(report, "Api"));
    assertEquals(List.of("GET /pets"), stacks.all("apis/.*/routes/.*", "RouteKey"));
    stacks.files.keySet().removeIf(path -> path.contains("/stages/"));
    report = Objects.requireNonNull(stacks.delete());
    assertEquals(Action.DELETE, action(report, "Stage"));
    assertEquals(List.of(), List.copyOf(stacks.files.keySet()));
  }

  @Test
  void what_people_have_made_beside_it_stands_in_the_way_only_where_it_refers_to_it() {
    stacks.apply(PETS);
    String integration = stacks.paths("apis/.*/integrations/.*").get(0);
    String id = integration.replaceAll(".*/|\\.json", "");
    stacks.write(
        integration.replaceAll("integrations/.*", "routes/mine.json"),
        "{'RouteKey':'GET /mine','Target':'integrations/" + id + "'}");
    String without =
        PETS.substring(0, PETS.indexOf("  Backend:")) + PETS.substring(PETS.indexOf("  Stage:"));
    TemplateException refused = assertThrows(TemplateException.class, () -> stacks.apply(without));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("Resources.Backend: Cannot delete Integration"),
        refused::getMessage);
    stacks.delete();
    assertEquals(List.of(), List.copyOf(stacks.files.keySet()), "with the API, all goes");
  }

  @Test
  void stacks_give_to_one_another_what_they_export() {
    stacks.apply(PETS);
    String other =
        """
        Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: !ImportValue pets-url, ProtocolType: HTTP}}}
        Outputs: {Url: {Value: x, Export: {Name: %s}}}
        """;
    stacks.name = "other";
    stacks.apply(other.formatted("other-url"));
    assertTrue(stacks.all("apis/[^/]+/api.json", "Name").get(0).startsWith(MemoryStacks.BASE));
    TemplateException twice =
        assertThrows(TemplateException.class, () -> stacks.apply(other.formatted("pets-url")));
    assertTrue(String.valueOf(twice.getMessage()).contains("as the stack pets does"));
    stacks.name = "pets";
    TemplateException used = assertThrows(TemplateException.class, stacks::delete);
    assertTrue(String.valueOf(used.getMessage()).contains("the stack other imports it"));
  }

  @Test
  void resources_that_depend_on_one_another_are_refused() {
    TemplateException refused =
        assertThrows(
            TemplateException.class,
            () ->
                stacks.apply(
                    "Resources:\n  A: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: !Ref B}}\n"
                        + "  B: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: !Ref A}}"));
    assertEquals(
        "Resources: some depend on one another, A, B: take a reference out", refused.getMessage());
  }

  @Test
  void resources_whose_condition_does_not_hold_are_not_there() {
    String conditional =
        "Conditions: {Never: !Equals [a, b]}\n"
            + PETS.replace("  List:\n", "  List:\n    Condition: Never\n");
    stacks.apply(conditional);
    assertEquals(List.of(), stacks.paths("apis/.*/routes/.*"));
    TemplateException refused =
        assertThrows(
            TemplateException.class,
            () ->
                stacks.apply(
                    conditional.replace("Id: {Value: !Ref Api}", "Id: {Value: !Ref List}")));
    assertTrue(
        String.valueOf(refused.getMessage())
            .contains("refers to List, whose Condition does not hold"),
        refused::getMessage);
  }

  @Test
  void the_name_of_a_stack_is_checked() {
    stacks.name = "../x";
    assertThrows(TemplateException.class, () -> stacks.apply(PETS));
  }
}
