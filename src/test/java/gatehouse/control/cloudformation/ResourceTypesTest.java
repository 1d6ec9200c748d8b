package gatehouse.control.cloudformation;

import static gatehouse.control.cloudformation.MemoryStacks.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.template.TemplateException;
import gatehouse.control.document.DocumentText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each type of resource becomes, property by property. */
class ResourceTypesTest {

  private static final String API =
      "Resources:\n  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: a, ProtocolType: HTTP}}\n";

  private final MemoryStacks stacks = new MemoryStacks();

  private StackReport with(String type, String properties) {
    return stacks.apply(
        API + "  X: {Type: AWS::ApiGatewayV2::%s, Properties: %s}\n".formatted(type, properties));
  }

  /** Further resources, in the place of resources. */
  private static String indented(String resources) {
    return resources.startsWith(" ") ? resources : resources.indent(2);
  }

  private static void assertHas(String json, ObjectNode file) {
    ObjectNode expected =
        Objects.requireNonNull(
            JsonTree.parse(
                DocumentText.read("---\n" + json).toString().getBytes(StandardCharsets.UTF_8)));
    expected
        .properties()
        .forEach(entry -> assertEquals(entry.getValue(), file.get(entry.getKey()), entry.getKey()));
  }

  @Test
  void apis() {
    StackReport report =
        stacks.apply(
            """
            Resources:
              Api:
                Type: AWS::ApiGatewayV2::Api
                Properties:
                  Name: a
                  ProtocolType: HTTP
                  Description: d
                  Version: 1.5
                  RouteSelectionExpression: "${request.method} ${request.path}"
                  ApiKeySelectionExpression: $request.header.x-api-key
                  DisableExecuteApiEndpoint: "true"
                  DisableSchemaValidation: false
                  IpAddressType: dualstack
                  Tags: {team: pets, size: 3}
                  CorsConfiguration:
                    AllowCredentials: "false"
                    AllowHeaders: [x-a]
                    AllowMethods: [GET]
                    AllowOrigins: ["https://a.example"]
                    ExposeHeaders: [x-b]
                    MaxAge: "600"
            """);
    assertEquals(List.of(), report.notUsed());
    assertHas(
        "{Name: a, Description: d, Version: '1.5', DisableExecuteApiEndpoint: true, IpAddressType: dualstack, Tags: {team: pets, size: '3'}}",
        stacks.file("apis/[^/]+/api.json"));
    assertEquals(600, stacks.file("apis/[^/]+/api.json").at("/CorsConfiguration/MaxAge").asInt());
  }

  @Test
  void apis_that_begin_with_a_target_and_what_is_said_of_that() {
    stacks.apply(
        """
        Resources:
          Api:
            Type: AWS::ApiGatewayV2::Api
            Properties: {Name: a, ProtocolType: HTTP, Target: "http://127.0.0.1:9000", RouteKey: GET /a}
          Mine:
            Type: AWS::ApiGatewayV2::ApiGatewayManagedOverrides
            Properties:
              ApiId: !Ref Api
              Integration: {TimeoutInMillis: "500", Description: mine}
              Route: {OperationName: list}
              Stage: {StageVariables: {a: b}}
        """);
    assertHas("{RouteKey: GET /a, OperationName: list}", stacks.file("apis/.*/routes/.*"));
    assertHas("{TimeoutInMillis: 500}", stacks.file("apis/.*/integrations/.*"));
    assertHas("{StageVariables: {a: b}}", stacks.file("apis/.*/stages/.*"));
    stacks.name = "other";
    TemplateException refused =
        assertThrows(
            TemplateException.class,
            () -> with("ApiGatewayManagedOverrides", "{ApiId: !Ref Api, Route: {Target: x}}"));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("no route that quick create has made"),
        refused::getMessage);
  }

  @Test
  void integrations() {
    StackReport report =
        with(
            "Integration",
            """
            {ApiId: !Ref Api, IntegrationType: HTTP_PROXY, IntegrationMethod: GET,
             IntegrationUri: 'http://127.0.0.1:9000/{id}', PayloadFormatVersion: 1.0, Description: d,
             ConnectionType: INTERNET, TimeoutInMillis: '2900',
             RequestParameters: {'overwrite:header.x-a': '$request.path'},
             ResponseParameters: {'200': {ResponseParameters: [{Destination: 'overwrite:header.x-b', Source: c}]},
                                  '500': {'overwrite:statuscode': 502}}}""");
    assertEquals(List.of(), report.notUsed());
    assertHas(
        """
        {IntegrationMethod: GET, TimeoutInMillis: 2900, PayloadFormatVersion: '1.0',
         ResponseParameters: {'200': {'overwrite:header.x-b': c}, '500': {'overwrite:statuscode': '502'}}}""",
        stacks.file("apis/.*/integrations/.*"));
  }

  @Test
  void integrations_through_links() {
    stacks.apply(
        API
            + indented(
                """
              Link: {Type: AWS::ApiGatewayV2::VpcLink, Properties: {Name: l, SubnetIds: [subnet-1], SecurityGroupIds: [sg-1], Tags: {a: b}}}
              X:
                Type: AWS::ApiGatewayV2::Integration
                Properties:
                  ApiId: !Ref Api
                  IntegrationType: HTTP_PROXY
                  IntegrationMethod: ANY
                  ConnectionType: VPC_LINK
                  ConnectionId: !Ref Link
                  IntegrationUri: !Ref Listener
                  TlsConfig: {ServerNameToVerify: a.example}
              Listener: {Type: AWS::ElasticLoadBalancingV2::Listener}
            """));
    assertHas("{Name: l, SubnetIds: [subnet-1]}", stacks.file("connections/.*"));
    assertHas("{ConnectionType: VPC_LINK}", stacks.file("apis/.*/integrations/.*"));
  }

  @Test
  void authorizers_and_their_routes() {
    with(
        "Authorizer",
        """
        {ApiId: !Ref Api, Name: t, AuthorizerType: JWT, IdentitySource: [$request.header.Authorization],
         JwtConfiguration: {Issuer: 'https://id.example/', Audience: [a]}}""");
    assertHas(
        "{JwtConfiguration: {Issuer: 'https://id.example/', Audience: [a]}}",
        stacks.file("apis/.*/authorizers/.*"));
    stacks.delete();
    stacks.apply(
        API
            + "  Fn: {Type: AWS::Lambda::Function}\n"
            + indented(
                """
              Auth:
                Type: AWS::ApiGatewayV2::Authorizer
                Properties:
                  ApiId: !Ref Api
                  Name: f
                  AuthorizerType: REQUEST
                  AuthorizerUri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"
                  AuthorizerPayloadFormatVersion: 2.0
                  AuthorizerResultTtlInSeconds: "60"
                  EnableSimpleResponses: "true"
                  AuthorizerCredentialsArn: arn:aws:iam::123456789012:role/r
                  IdentitySource: [$request.header.x]
              R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a, AuthorizationType: CUSTOM, AuthorizerId: !Ref Auth, OperationName: o, ApiKeyRequired: false}}
            """));
    assertHas(
        "{AuthorizerPayloadFormatVersion: '2.0', AuthorizerResultTtlInSeconds: 60, EnableSimpleResponses: true}",
        stacks.file("apis/.*/authorizers/.*"));
    assertHas("{AuthorizationType: CUSTOM, OperationName: o}", stacks.file("apis/.*/routes/.*"));
  }

  @Test
  void stages_and_deployments() {
    StackReport report =
        stacks.apply(
            API
                + indented(
                    """
                  R: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Api, RouteKey: GET /a}}
                  D: {Type: AWS::ApiGatewayV2::Deployment, DependsOn: R, Properties: {ApiId: !Ref Api, Description: first}}
                  S:
                    Type: AWS::ApiGatewayV2::Stage
                    Properties:
                      ApiId: !Ref Api
                      StageName: v1
                      DeploymentId: !Ref D
                      Description: d
                      Tags: {a: b}
                      AccessLogSettings: {DestinationArn: stdout, Format: $context.requestId}
                      DefaultRouteSettings: {ThrottlingBurstLimit: "5", ThrottlingRateLimit: "2.5", DetailedMetricsEnabled: "false"}
                      RouteSettings: {GET /a: {throttlingBurstLimit: 0}}
                      ClientCertificateId: c
                """));
    assertEquals(
        List.of(
            "Resources.S.Properties.ClientCertificateId: is for WebSocket APIs, and is not used"),
        texts(report.notUsed()));
    ObjectNode stage = stacks.file("apis/.*/stages/.*");
    assertEquals(
        stacks.file("apis/.*/deployments/.*").path("DeploymentId").asText(),
        stage.path("DeploymentId").asText());
    assertHas(
        """
        {DefaultRouteSettings: {DetailedMetricsEnabled: false, ThrottlingBurstLimit: 5, ThrottlingRateLimit: 2.5},
         RouteSettings: {GET /a: {ThrottlingBurstLimit: 0}}, Tags: {a: b}}""",
        stage);
  }

  @Test
  void domains_and_their_mappings() {
    StackReport report =
        stacks.apply(
            API
                + indented(
                    """
                  S: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: v1, AutoDeploy: true}}
                  D:
                    Type: AWS::ApiGatewayV2::DomainName
                    Properties:
                      DomainName: a.example
                      DomainNameConfigurations: [{CertificateArn: !Ref C, EndpointType: REGIONAL, SecurityPolicy: TLS_1_2}]
                      Tags: {a: b}
                  M: {Type: AWS::ApiGatewayV2::ApiMapping, Properties: {ApiId: !Ref Api, DomainName: !Ref D, Stage: !Ref S, ApiMappingKey: k}}
                  C: {Type: AWS::CertificateManager::Certificate}
                Outputs:
                  Name: {Value: !Join [",", [!GetAtt D.RegionalDomainName, !GetAtt D.RegionalHostedZoneId, !GetAtt D.DomainNameArn]]}
                """));
    assertEquals("k", stacks.file("domains/.*").at("/ApiMappings/0/ApiMappingKey").asText());
    assertTrue(
        report.outputs().get(0).value().startsWith("localhost,"), report.outputs()::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Route | {ApiId: !Ref Api, RouteKey: GET /a, RouteKeys: b} | Resources.X.Properties.RouteKeys: is unknown: did you mean RouteKey?",
        "Route | {ApiId: !Ref Api, RouteKey: GET /a, RequestModels: {}} | Resources.X.Properties.RequestModels: is for WebSocket APIs, and is not used",
        "Stage | {ApiId: !Ref Api, StageName: v1, DefaultRouteSettings: {Zebra: 1}} | Resources.X.Properties.DefaultRouteSettings.Zebra: is unknown",
        "Model | {ApiId: !Ref Api} | Resources.X: AWS::ApiGatewayV2::Model is for WebSocket APIs, and is not made",
        "RoutingRule | {} | Resources.X: AWS::ApiGatewayV2::RoutingRule is not made: Gatehouse has no routing rules, map paths with ApiMapping",
        "Rout | {} | Resources.X: AWS::ApiGatewayV2::Rout is not made: did you mean AWS::ApiGatewayV2::Route?",
      })
  void what_is_not_used_is_told(String type, String properties, String line) {
    assertEquals(List.of(line), texts(with(type, properties).notUsed()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Api | {Name: a, ProtocolType: HTTP, CorsConfiguration: {AllowOrigins: '*'}} | Resources.X.Properties.CorsConfiguration.AllowOrigins: must be a list of texts, and is a text",
        "Api | {Name: a, ProtocolType: HTTP, Tags: [{Key: a}]} | Resources.X.Properties.Tags: must be an object, and is a list",
        "Api | {Name: a, ProtocolType: WEBSOCKET, RouteSelectionExpression: a} | Resources.X: Gatehouse serves APIs of protocolType HTTP only",
        "Api | {BodyS3Location: {Bucket: b}} | Resources.X.Properties.BodyS3Location: names a document in S3",
        "Api | {Body: text} | Resources.X.Properties.Body: must be an object",
        "Api | {ProtocolType: HTTP} | Resources.X: Invalid API name specified",
        "Route | {RouteKey: GET /a} | Resources.X.Properties: has no ApiId: add it",
        "Route | {ApiId: nowhere, RouteKey: GET /a} | Resources.X: Invalid API identifier specified",
        "Route | {ApiId: !Ref Api, RouteKey: [GET /a]} | Resources.X.Properties.RouteKey: must be a text, and is a list",
        "Route | {ApiId: !Ref Api, RouteKey: GET /a, Target: !GetAtt Api.Name} | asks for Api.Name, which a AWS::ApiGatewayV2::Api does not have",
        "Integration | {ApiId: !Ref Api, TimeoutInMillis: soon} | Resources.X.Properties.TimeoutInMillis: must be a whole number, and is a text",
        "Integration | {ApiId: !Ref Api, ResponseParameters: {'200': {ResponseParameters: [{Source: a}]}}} | ResponseParameters[0]: must have a Destination and a Source",
        "Stage | {ApiId: !Ref Api, StageName: v1, AutoDeploy: maybe} | Resources.X.Properties.AutoDeploy: must be true or false",
        "Stage | {ApiId: !Ref Api, StageName: v1, DefaultRouteSettings: {ThrottlingRateLimit: [1]}} | Resources.X.Properties.DefaultRouteSettings.ThrottlingRateLimit: must be a number, and is a list",
        "DomainName | {DomainName: a.example, DomainNameConfigurations: {}} | Resources.X.Properties.DomainNameConfigurations: must be a list of objects",
        "Authorizer | {ApiId: !Ref Api, Name: a, AuthorizerType: MAGIC} | Resources.X: Invalid authorizer type specified",
      })
  void what_is_wrong_is_refused_with_place_and_remedy(
      String type, String properties, String fault) {
    TemplateException refused = assertThrows(TemplateException.class, () -> with(type, properties));
    assertTrue(String.valueOf(refused.getMessage()).contains(fault), refused::getMessage);
  }

  @Test
  void attributes_of_resources_are_checked() {
    for (String wrong :
        List.of(
            "{Types: T} | has no Type",
            "{Type: T, DependOn: A} | did you mean DependsOn?",
            "{Type: AWS::ApiGatewayV2::Api, DependsOn: Nobody} | names Nobody, which is no resource")) {
      TemplateException refused =
          assertThrows(
              TemplateException.class, () -> stacks.apply(API + "  X: " + wrong.split(" \\| ")[0]));
      assertTrue(
          String.valueOf(refused.getMessage()).contains(wrong.split(" \\| ")[1]),
          refused::getMessage);
    }
  }

  @Test
  void references_to_what_is_made_elsewhere_are_plausible() {
    StackReport report =
        stacks.apply(
            API
                + indented(
                    """
                  Fn: {Type: AWS::Lambda::Function, Properties: {FunctionName: !Sub "${AWS::StackName}-fn", Environment: !GetAtt Nobody.Cares}}
                  Plain: {Type: AWS::Lambda::Function}
                  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn, Name: live}}
                  Role: {Type: AWS::IAM::Role}
                  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: q}}
                  Pool: {Type: AWS::Cognito::UserPool}
                  Alb: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
                  Other: {Type: Custom::Other}
                Outputs:
                  A: {Value: !GetAtt Fn.Arn}
                  B: {Value: !GetAtt Plain.Arn}
                  C: {Value: !Ref Live}
                  D: {Value: !GetAtt Role.Arn}
                  E: {Value: !Ref Queue}
                  F: {Value: !GetAtt Pool.ProviderURL}
                  G: {Value: !GetAtt Alb.DNSName}
                  H: {Value: !Ref Other}
                """));
    assertEquals(
        List.of(
            "arn:aws:lambda:us-east-1:000000000000:function:pets-fn",
            "arn:aws:lambda:us-east-1:000000000000:function:Plain",
            "arn:aws:lambda:us-east-1:000000000000:function:pets-fn:live",
            "arn:aws:iam::000000000000:role/Role",
            "https://sqs.us-east-1.amazonaws.com/000000000000/q",
            "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool",
            "Alb.DNSName",
            "Other"),
        report.outputs().stream().map(StackReport.Output::value).toList());
    assertEquals(8, report.notUsed().size());
    assertTrue(texts(report.notes()).get(0).contains("give the value `Alb.DNSName`"));
    stacks.standIns.put("Alb.DNSName", "alb.internal");
    stacks.standIns.put("Other", "mine");
    stacks.name = "again";
    List<String> values =
        stacks
            .apply(
                API
                    + "  Alb: {Type: X}\n  Other: {Type: Y}\nOutputs: {A: {Value: !GetAtt Alb.DNSName}, B: {Value: !Ref Other}}")
            .outputs()
            .stream()
            .map(StackReport.Output::value)
            .toList();
    assertEquals(List.of("alb.internal", "mine"), values);
  }

  @Test
  void functions_that_run_where_a_file_says_are_told_so() {
    stacks.write("functions/fn.json", "{'FunctionName':'Fn','Endpoint':'http://127.0.0.1:9001'}");
    assertEquals(
        List.of(
            "Resources.Fn: AWS::Lambda::Function is not made: it is called where functions/fn.json says"),
        texts(stacks.apply(API + "  Fn: {Type: AWS::Lambda::Function}").notUsed()));
  }
}
