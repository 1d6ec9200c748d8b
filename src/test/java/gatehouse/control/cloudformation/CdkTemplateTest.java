package gatehouse.control.cloudformation;

import static gatehouse.control.cloudformation.MemoryStacks.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What {@code cdk synth} writes. {@code cdk-http-api.json} is what {@code cdk-http-api.app.js} made
 * with aws-cdk-lib 2.276.0, without credentials.
 */
class CdkTemplateTest {

  private final MemoryStacks stacks = new MemoryStacks();
  private final String template = MemoryStacks.fixture("cdk-http-api.json");

  @Test
  void what_cdk_writes_loads() {
    StackReport report = stacks.apply(template);
    assertEquals(10, report.changes().size());
    assertEquals(
        List.of("ANY /toys/{proxy+}", "GET /pets", "POST /pets"),
        stacks.all("apis/.*/routes/.*", "RouteKey"));
    assertEquals(
        List.of(
            "arn:aws:lambda:us-east-1:000000000000:function:PetsFunction9AB9D40A",
            "http://127.0.0.1:9000/toys/{proxy}"),
        stacks.all("apis/.*/integrations/.*", "IntegrationUri"));
    assertEquals("Tokens", stacks.file("apis/.*/authorizers/.*").path("Name").asText());
    assertEquals(
        "https://www.pets.example",
        stacks.file("apis/[^/]+/api.json").at("/CorsConfiguration/AllowOrigins/0").asText());
    assertEquals(
        "v1",
        stacks.json("domains/api.pets.example.json").at("/ApiMappings/0/ApiMappingKey").asText());
    assertTrue(report.outputs().get(0).value().startsWith(MemoryStacks.BASE + "/_api/"));
  }

  @Test
  void all_that_is_not_used_is_told() {
    List<String> lines = texts(stacks.apply(template).notUsed());
    assertEquals(
        List.of(
            "Resources.HttpApiGETpetsPetsIntegrationPermission988014ED",
            "Resources.HttpApiPOSTpetsPetsIntegrationPermission9AAA0B7D",
            "Resources.PetsFunction9AB9D40A",
            "Resources.PetsFunctionServiceRoleDD3EE213",
            "Rules.CheckBootstrapVersion"),
        lines.stream().map(line -> line.split(":", 2)[0]).sorted().toList());
  }

  @Test
  void it_changes_and_goes() {
    stacks.apply(template);
    assertEquals(List.of(), stacks.apply(template).changes());
    StackReport report = stacks.apply(template.replace("GET /pets\"", "GET /animals\""));
    assertEquals(1, report.changes().size());
    assertEquals(10, Objects.requireNonNull(stacks.delete()).changes().size());
    assertEquals(List.of(), List.copyOf(stacks.files.keySet()));
  }

  @Test
  void what_older_versions_of_cdk_wrote_loads_too() {
    StackReport report =
        stacks.apply(
            """
            {
              "Resources": {
                "Api": {
                  "Type": "AWS::ApiGatewayV2::Api",
                  "Properties": {"Name": "shop", "ProtocolType": "HTTP"},
                  "Metadata": {"aws:cdk:path": "Shop/Api/Resource"}
                },
                "CDKMetadata": {
                  "Type": "AWS::CDK::Metadata",
                  "Properties": {"Analytics": "v2:deflate64:H4sI"},
                  "Condition": "CDKMetadataAvailable"
                }
              },
              "Conditions": {
                "CDKMetadataAvailable": {
                  "Fn::Or": [
                    {"Fn::Or": [
                      {"Fn::Equals": [{"Ref": "AWS::Region"}, "af-south-1"]},
                      {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}
                    ]},
                    {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-west-2"]}
                  ]
                }
              }
            }
            """);
    assertEquals(
        List.of(
            "Resources.CDKMetadata: AWS::CDK::Metadata tells AWS of the CDK, and is not needed"),
        texts(report.notUsed()));
  }
}
