package gatehouse.control.cloudformation;

import static gatehouse.control.cloudformation.MemoryStacks.action;
import static gatehouse.control.cloudformation.MemoryStacks.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.cloudformation.StackReport.Action;
import gatehouse.control.cloudformation.template.TemplateException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamTemplateTest {

  private static final String SAM = "Transform: AWS::Serverless-2016-10-31\nResources:\n";
  private static final String PETS =
      """
        Api:
          Type: AWS::Serverless::HttpApi
          Properties: {%s}
        Pets:
          Type: AWS::Serverless::Function
          Properties:
            Events:
              List: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /pets, Method: get%s}}
      """;

  private final MemoryStacks stacks = new MemoryStacks();

  private StackReport pets(String ofApi, String ofEvent) {
    return stacks.apply(SAM + PETS.indent(2).replaceAll("(?m)^  ", "  ").formatted(ofApi, ofEvent));
  }

  private ObjectNode route(String key) {
    return stacks.paths("apis/.*/routes/.*").stream()
        .map(stacks::json)
        .filter(route -> route.path("RouteKey").asText().equals(key))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_large_template_becomes_all_that_it_says() {
    StackReport report =
        stacks.apply(MemoryStacks.fixture("sam-orders.yaml"), "Stage=test", "Backend=b:1");
    assertEquals(7, report.changes().size());
    ObjectNode stage = stacks.json(stacks.paths("apis/.*/stages/test.json").get(0));
    assertEquals("b:1", stage.at("/StageVariables/backend").asText());
    assertEquals(
        5, stage.path("RouteSettings").path("GET /orders").path("ThrottlingBurstLimit").asInt());
    assertEquals(
        7,
        stage.path("RouteSettings").path("GET /orders/{id}").path("ThrottlingBurstLimit").asInt());
    assertEquals("SAM", stage.path("Tags").path("httpapi:createdBy").asText());
    assertTrue(stage.at("/AccessLogSettings/DestinationArn").asText().endsWith("log-group:Logs:*"));
    assertEquals("JWT", route("GET /orders").path("AuthorizationType").asText());
    assertEquals("orders.read", route("GET /orders").at("/AuthorizationScopes/0").asText());
    assertEquals("NONE", route("GET /orders/{id}").path("AuthorizationType").asText("NONE"));
    assertEquals("CUSTOM", route("POST /orders").path("AuthorizationType").asText());
    assertEquals("AWS_IAM", route("ANY /admin").path("AuthorizationType").asText());
    assertTrue(route("$default").has("Target"), "the implicit API");
    assertEquals(
        List.of("", "3000", "", "", "").stream().sorted().toList(),
        stacks.all("apis/.*/integrations/.*", "TimeoutInMillis"));
    assertTrue(
        stacks.all("apis/.*/integrations/.*", "IntegrationUri").stream()
            .anyMatch(uri -> uri.contains("function:orders:live/")));
    assertEquals(2, stacks.json("domains/orders.example.json").path("ApiMappings").size());
    assertTrue(report.outputs().get(0).value().endsWith("/test"), "!Sub ${Api.Stage}");
    assertEquals(
        "arn:aws:iam::000000000000:role/HelloFunctionRole", report.outputs().get(2).value());
    List<String> notUsed = texts(report.notUsed());
    assertTrue(notUsed.toString().contains("Events.Nightly: is an event of type Schedule"));
    assertTrue(notUsed.toString().contains("Domain.Route53: is not used"));
  }

  @Test
  void the_same_again_changes_nothing_and_removed_events_go() {
    String template = MemoryStacks.fixture("sam-orders.yaml");
    stacks.apply(template);
    List<String> before = stacks.paths("apis/.*");
    assertEquals(List.of(), stacks.apply(template).changes());
    assertEquals(before, stacks.paths("apis/.*"));
    String less = template.replaceAll("(?m)^ *Admin: .*\n", "");
    StackReport report = stacks.apply(less);
    assertEquals(Action.UPDATE, action(report, "Api"));
    assertFalse(stacks.all("apis/.*/routes/.*", "RouteKey").contains("ANY /admin"));
  }

  @Test
  void settings_of_a_route_go_with_it() {
    String template = MemoryStacks.fixture("sam-orders.yaml");
    stacks.apply(template);
    stacks.apply(template.replaceAll("(?m)^ *One: .*\n", ""));
    ObjectNode stage = stacks.json(stacks.paths("apis/.*/stages/prod.json").get(0));
    assertEquals(
        "{\"GET /orders\":{\"ThrottlingBurstLimit\":5,\"ThrottlingRateLimit\":2.5}}",
        stage.path("RouteSettings").toString());
    assertFalse(stage.has("FormerRouteSettings"), stage::toString);
  }

  @Test
  void a_route_that_people_have_removed_is_made_again() {
    String template = MemoryStacks.fixture("sam-orders.yaml");
    stacks.apply(template);
    int routes = stacks.paths("apis/.*/routes/.*").size();
    stacks.files.remove(stacks.paths("apis/.*/routes/.*").get(0));
    StackReport report = stacks.apply(template);
    assertEquals(1, report.changes().size());
    assertTrue(
        texts(report.notes()).toString().contains("what its document makes changed outside"));
    assertEquals(routes, stacks.paths("apis/.*/routes/.*").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | [\"*\"]",
        "\"https://a.example\" | [\"https://a.example\"]",
        "{AllowOrigins: [\"https://b.example\"], MaxAge: 5} | [\"https://b.example\"]",
        "!Ref AWS::StackName | [\"pets\"]",
      })
  void cors_has_several_forms(String cors, String origins) {
    if (origins.contains("pets")) {
      cors = "!Sub \"https://${AWS::StackName}\"";
      origins = "[\"https://pets\"]";
    }
    pets("CorsConfiguration: " + cors, "");
    assertEquals(
        origins,
        stacks.file("apis/[^/]+/api.json").at("/CorsConfiguration/AllowOrigins").toString());
  }

  @Test
  void documents_are_written_in_the_template_or_beside_it() {
    String document =
        "{openapi: 3.0.1, info: {title: t}, paths: {/other: {get: {x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: \"http://127.0.0.1:1\", payloadFormatVersion: \"1.0\"}}}}}";
    pets("Name: n, DefinitionBody: " + document, "");
    assertEquals(List.of("GET /other", "GET /pets"), stacks.all("apis/.*/routes/.*", "RouteKey"));
    assertEquals("n", stacks.file("apis/[^/]+/api.json").path("Name").asText());
    stacks.delete();
    stacks.beside.put("open.yaml", "---\n" + document);
    pets("DefinitionUri: open.yaml", "");
    assertEquals(List.of("GET /other", "GET /pets"), stacks.all("apis/.*/routes/.*", "RouteKey"));
    stacks.delete();
    pets(
        "DefinitionBody: {Fn::Transform: {Name: AWS::Include, Parameters: {Location: open.yaml}}}",
        "");
    assertEquals(List.of("GET /other", "GET /pets"), stacks.all("apis/.*/routes/.*", "RouteKey"));
  }

  @Test
  void warnings_of_documents_are_told_or_refuse_them() {
    String document =
        "DefinitionBody: {openapi: 3.0.1, info: {title: t}, paths: {/x: {trace: {responses: {}}}}}";
    StackReport report = pets(document, "");
    assertTrue(
        texts(report.notUsed()).stream()
            .anyMatch(
                line -> line.startsWith("Resources.Api.Properties.Body: Unable to create Route")),
        () -> texts(report.notUsed()).toString());
    TemplateException refused =
        assertThrows(TemplateException.class, () -> pets("FailOnWarnings: true, " + document, ""));
    assertTrue(String.valueOf(refused.getMessage()).contains("Warnings found during import"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DefinitionUri: s3://bucket/a.yaml |  | Resources.Api.Properties.DefinitionUri: is in S3",
        "DefinitionUri: gone.yaml |  | names the file gone.yaml",
        "DefinitionUri: a.yaml, DefinitionBody: {} |  | keep one of them",
        "Auth: {DefaultAuthorizer: Tokens} |  | Auth.Authorizers do not have: add it",
        "Name: a | , Auth: {Authorizer: AWS_IAM} | EnableIamAuthorizer to true",
        "'Auth: {Authorizers: {Tokens: {}}}' |  | has neither JwtConfiguration nor FunctionArn",
        "Domain: {DomainName: a.example} |  | must have a DomainName and a CertificateArn",
        "Name: [a] |  | Resources.Api.Properties.Name: must be a text, and is a list",
      })
  void mistakes_are_refused(String ofApi, String ofEvent, String fault) {
    TemplateException refused =
        assertThrows(
            TemplateException.class,
            () -> pets(ofApi.replace("'", ""), ofEvent == null ? "" : ofEvent));
    assertTrue(String.valueOf(refused.getMessage()).contains(fault), refused::getMessage);
  }

  @Test
  void two_events_for_one_route_are_refused() {
    TemplateException refused =
        assertThrows(
            TemplateException.class,
            () ->
                stacks.apply(
                    SAM
                        + "  One: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi}}}}\n"
                        + "  Two: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi}}}}"));
    assertTrue(
        String.valueOf(refused.getMessage())
            .contains("/$default, which the API ServerlessHttpApi has already"),
        refused::getMessage);
  }

  @Test
  void what_a_document_integrates_stays_and_its_default_route_needs_no_slash() {
    String integration =
        "x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: \"http://127.0.0.1:1\", payloadFormatVersion: \"1.0\"}";
    StackReport report =
        stacks.apply(
            SAM
                + """
                  Api:
                    Type: AWS::Serverless::HttpApi
                    Properties:
                      DefinitionBody:
                        openapi: "3.0"
                        info: {title: t}
                        paths:
                          /pets: {get: {INTEGRATION}}
                          $default: {x-amazon-apigateway-any-method: {isDefaultRoute: true}}
                  Fn:
                    Type: AWS::Serverless::Function
                    Properties:
                      Events:
                        Pets: {Type: HttpApi, Properties: {ApiId: Api, Path: /pets, Method: get}}
                        Rest: {Type: HttpApi, Properties: {ApiId: !Ref Api, Auth: {AuthorizationScopes: [a]}}}
                """
                    .replace("INTEGRATION", integration)
                    .indent(2));
    assertEquals(List.of("$default", "GET /pets"), stacks.all("apis/.*/routes/.*", "RouteKey"));
    assertEquals(
        List.of("AWS_PROXY", "HTTP_PROXY"),
        stacks.all("apis/.*/integrations/.*", "IntegrationType"));
    String lines = texts(report.notUsed()).toString();
    assertTrue(
        lines.contains("Events.Pets: adds what the document of the API Api integrates"), lines);
    assertTrue(lines.contains("AuthorizationScopes: stands without an Authorizer"), lines);
  }

  @Test
  void unknown_properties_are_told() {
    StackReport report =
        pets("Nam: a, Auth: {Authorizer: {}}", ", Timeout: 5, PayloadFormatVersion: \"1.0\"");
    List<String> lines = texts(report.notUsed());
    assertTrue(
        lines.contains("Resources.Api.Properties.Nam: is unknown: did you mean Name?"),
        lines::toString);
    assertTrue(lines.toString().contains("Resources.Api.Properties.Auth.Authorizer: is unknown"));
    assertTrue(lines.toString().contains("Events.List.Properties.Timeout: is unknown"));
    assertEquals(
        "1.0", stacks.file("apis/.*/integrations/.*").path("PayloadFormatVersion").asText());
  }

  @Test
  void global_properties_are_merged_and_can_be_left_out() {
    String template =
        """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          HttpApi:
            StageVariables: {a: "1", b: "2"}
            CorsConfiguration: {AllowMethods: [GET], AllowOrigins: ["https://a.example"]}
        Resources:
          Api:
            Type: AWS::Serverless::HttpApi%s
            Properties:
              StageVariables: {b: "3"}
              CorsConfiguration: {AllowMethods: [POST]}
          Pets:
            Type: AWS::Serverless::Function
            Properties: {Events: {E: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /x, Method: post}}}}
        """;
    stacks.apply(template.formatted(""));
    assertEquals(
        "{\"a\":\"1\",\"b\":\"3\"}",
        stacks.file("apis/.*/stages/.*").path("StageVariables").toString());
    assertEquals(
        "[\"GET\",\"POST\"]",
        stacks.file("apis/[^/]+/api.json").at("/CorsConfiguration/AllowMethods").toString());
    stacks.apply(template.formatted("\n    IgnoreGlobals: \"*\""));
    assertEquals(
        "{\"b\":\"3\"}", stacks.file("apis/.*/stages/.*").path("StageVariables").toString());
  }

  @Test
  void functions_whose_condition_does_not_hold_have_no_routes() {
    stacks.apply(
        """
        Transform: AWS::Serverless-2016-10-31
        Conditions: {Never: !Equals [a, b]}
        Resources:
          One: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: HttpApi, Properties: {Path: /one, Method: get}}}}}
          Two: {Type: AWS::Serverless::Function, Condition: Never, Properties: {Events: {E: {Type: HttpApi, Properties: {Path: /two, Method: get}}}}}
        """);
    assertEquals(List.of("GET /one"), stacks.all("apis/.*/routes/.*", "RouteKey"));
  }

  @Test
  void routes_beside_a_document_stay_when_it_changes() {
    String template =
        """
        Resources:
          Api:
            Type: AWS::ApiGatewayV2::Api
            Properties:
              Name: a
              Body: {openapi: 3.0.1, paths: {/x: {get: {x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: "http://127.0.0.1:1", payloadFormatVersion: "1.0"}}}}}
          More: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /more}}
          Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: $default, AutoDeploy: true}}
        """;
    stacks.apply(template);
    assertEquals(List.of("GET /more", "GET /x"), stacks.all("apis/.*/routes/.*", "RouteKey"));
    assertEquals(List.of(), stacks.apply(template).changes());
    StackReport report = stacks.apply(template.replace("/x:", "/y:"));
    assertEquals(1, report.changes().size());
    assertEquals(List.of("GET /more", "GET /y"), stacks.all("apis/.*/routes/.*", "RouteKey"));
  }
}
