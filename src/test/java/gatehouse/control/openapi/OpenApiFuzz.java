package gatehouse.control.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.testkit.fuzz.Draws;
import gatehouse.testkit.fuzz.FuzzDocuments;
import gatehouse.testkit.fuzz.FuzzTarget;
import gatehouse.testkit.fuzz.JsonEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Documents, nearly right: imported, exported and imported again, an API stays what it is. */
final class OpenApiFuzz implements FuzzTarget {

  private final JsonEdits edits = new JsonEdits(bases());

  private static List<JsonNode> bases() {
    List<JsonNode> bases = new ArrayList<>();
    bases.add(
        FuzzDocuments.json(
            "{'openapi':'3.0.1','info':{'title':'pets','version':'1','description':'d'},'servers':[{'url':'https://a.test/{basePath}','variables':{'basePath':{'default':'v1'}}}],"
                + "'tags':[{'name':'team','x-amazon-apigateway-tag-value':'shop'}],'x-amazon-apigateway-cors':{'allowOrigins':['*'],'allowMethods':['GET'],'maxAge':5},"
                + "'paths':{'/pets/{id}':{'get':{'operationId':'read','security':[{'tokens':['read']}],'x-amazon-apigateway-integration':{'type':'http_proxy','httpMethod':'GET','uri':'https://h.test/{id}','payloadFormatVersion':'1.0','timeoutInMillis':1000,'requestParameters':{'append:header.a':'$request.header.b'},'responseParameters':{'200':{'overwrite:statuscode':'201'}}}},"
                + "'x-amazon-apigateway-any-method':{'x-amazon-apigateway-integration':{'$ref':'#/components/x-amazon-apigateway-integrations/f'}}},'/$default':{'x-amazon-apigateway-any-method':{'isDefaultRoute':true,'security':[{'guard':[]}],'x-amazon-apigateway-integration':{'$ref':'#/components/x-amazon-apigateway-integrations/f'}}}},"
                + "'components':{'securitySchemes':{'tokens':{'type':'oauth2','x-amazon-apigateway-authorizer':{'type':'jwt','identitySource':'$request.header.Authorization','jwtConfiguration':{'issuer':'https://id.test','audience':['a']}}},'guard':{'type':'apiKey','name':'Authorization','in':'header','x-amazon-apigateway-authorizer':{'type':'request','authorizerUri':'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:guard/invocations','authorizerPayloadFormatVersion':'2.0','enableSimpleResponses':true,'identitySource':'$request.header.Authorization','authorizerResultTtlInSeconds':60}}},"
                + "'x-amazon-apigateway-integrations':{'f':{'type':'aws_proxy','httpMethod':'POST','uri':'arn:aws:lambda:us-east-1:123456789012:function:pets','payloadFormatVersion':'2.0'}}}}"));
    GeneratedApis apis = new GeneratedApis(1);
    for (int i = 0; i < 6; i++) {
      bases.add(
          FuzzDocuments.json("{}").setAll(parsed(OpenApiExport.text(apis.next(), Imports.JSON))));
    }
    return bases;
  }

  private static ObjectNode parsed(String json) {
    try {
      return (ObjectNode) new com.fasterxml.jackson.databind.ObjectMapper().readTree(json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public int briefRuns() {
    return 60;
  }

  @Override
  public void check(Draws input) {
    BasePath basePath = input.of(List.of(BasePath.values()));
    String text = edits.next(input).toString();
    ImportedApi imported;
    try {
      imported =
          OpenApiImport.run(text, ApiResources.none(), Imports.options(basePath, false, true));
    } catch (ImportRefusedException refused) {
      String message = String.valueOf(refused.getMessage());
      assertTrue(!message.isBlank() && message.length() < 20_000, message);
      return;
    }
    int told = String.join("", imported.warnings()).length();
    assertTrue(told < 100_000, () -> told + " characters of warnings");
    for (ExportOptions form : List.of(Imports.JSON, Imports.YAML)) {
      String exported = OpenApiExport.text(imported.resources(), form);
      ImportedApi again;
      try {
        again =
            OpenApiImport.run(
                exported, ApiResources.none(), Imports.options(BasePath.IGNORE, false, false));
      } catch (ImportRefusedException refused) {
        throw new AssertionError("what is exported is not imported: " + exported, refused);
      }
      assertEquals(shape(imported), shape(again), exported);
      assertFalse(exported.isEmpty());
    }
  }

  /** Routes with what they lead to, whatever the ids. */
  private static TreeMap<String, String> shape(ImportedApi imported) {
    TreeMap<String, String> shape = new TreeMap<>();
    imported
        .resources()
        .routes()
        .values()
        .forEach(
            route -> {
              String target = route.path("Target").asText();
              ObjectNode integration =
                  imported.resources().integrations().get(target.replaceFirst("integrations/", ""));
              shape.put(
                  route.path("RouteKey").asText(),
                  route.path("AuthorizationType").asText("NONE")
                      + route.path("AuthorizationScopes")
                      + (integration == null
                          ? target
                          : integration.path("IntegrationUri").asText()
                              + integration.path("IntegrationType")
                              + integration.path("RequestParameters")));
            });
    return shape;
  }
}
