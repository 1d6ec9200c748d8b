package gatehouse.control.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.testkit.admin.AdminScript.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents go through the management API without loss. */
class DocumentsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final MemoryAdmin admin = new MemoryAdmin();

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "YAML"})
  void what_is_exported_is_imported_as_it_was(String type) throws IOException {
    String id = everything();
    String document = export(id, type);
    Map<String, String> before = resources();

    Answer again = admin.call("PUT", "/v2/apis/" + id, envelope(document));

    assertEquals(201, again.status(), again.body());
    assertEquals(before, resources());
    assertTrue(MAPPER.readTree(again.body()).path("warnings").isMissingNode(), again.body());
    assertEquals(document, export(id, type));

    JsonNode copy = MAPPER.readTree(admin.call("PUT", "/v2/apis", envelope(document)).body());
    String copyId = copy.path("apiId").asText();
    assertEquals(resolved(id), resolved(copyId));
  }

  /** An export, with what is referred to by ids in its place. */
  private JsonNode resolved(String id) throws IOException {
    JsonNode document = MAPPER.readTree(export(id, "JSON").replace(id, "ID"));
    JsonNode shared = document.path("components").path("x-amazon-apigateway-integrations");
    for (JsonNode item : document.path("paths")) {
      for (JsonNode operation : item) {
        String name = "x-amazon-apigateway-integration";
        String reference = operation.path(name).path("$ref").asText();
        if (!reference.isEmpty()) {
          ((ObjectNode) operation)
              .set(name, shared.path(reference.substring(reference.lastIndexOf('/') + 1)));
        }
      }
    }
    assertFalse(shared.isEmpty());
    ((ObjectNode) document.path("components")).remove("x-amazon-apigateway-integrations");
    return document;
  }

  @Test
  void files_that_say_the_same_stay_as_people_have_written_them() throws IOException {
    String route = "{ 'RouteKey' : 'GET /a', 'Target':'integrations/i' }\n";
    admin.file("routes/get.json", route).file("api.json", "{'Name':'x'}");
    admin.file(
        "integrations/i.json",
        "{'IntegrationType':'HTTP_PROXY','IntegrationMethod':'GET','IntegrationUri':'http://a.test/','PayloadFormatVersion':'1.0'}");

    Answer again = admin.call("PUT", "/v2/apis/local", envelope(export("local", "YAML")));

    assertEquals(201, again.status(), again.body());
    assertEquals(route.replace('\'', '"'), admin.file("routes/get.json"));
  }

  /** An API that has something of all that a document can say; its id. */
  private String everything() throws IOException {
    String id =
        made(
            "/v2/apis",
            "{'name':'all','protocolType':'HTTP','version':'3','description':'d','tags':{'team':'shop'},'corsConfiguration':{'allowOrigins':['https://a.test'],'maxAge':5}}",
            "apiId");
    String api = "/v2/apis/" + id;
    String jwt =
        made(
            api + "/authorizers",
            "{'name':'tokens','authorizerType':'JWT','identitySource':['$request.header.Authorization'],'jwtConfiguration':{'issuer':'https://issuer.test','audience':['a']}}",
            "authorizerId");
    String function =
        made(
            api + "/authorizers",
            "{'name':'function','authorizerType':'REQUEST','authorizerUri':'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations','authorizerPayloadFormatVersion':'2.0','enableSimpleResponses':true,'authorizerResultTtlInSeconds':60,'identitySource':['$request.header.a']}",
            "authorizerId");
    String http =
        made(
            api + "/integrations",
            "{'integrationType':'HTTP_PROXY','integrationMethod':'ANY','integrationUri':'http://pets.test/','timeoutInMillis':50,'requestParameters':{'append:header.a':'1'},'responseParameters':{'404':{'overwrite:statuscode':'200'}}}",
            "integrationId");
    String lambda =
        made(
            api + "/integrations",
            "{'integrationType':'AWS_PROXY','integrationUri':'arn:aws:lambda:us-east-1:123456789012:function:f','payloadFormatVersion':'2.0'}",
            "integrationId");
    String queue =
        made(
            api + "/integrations",
            "{'integrationType':'AWS_PROXY','integrationSubtype':'SQS-SendMessage','credentialsArn':'arn:aws:iam::123456789012:role/r','payloadFormatVersion':'1.0','requestParameters':{'QueueUrl':'https://sqs.us-east-1.amazonaws.com/123456789012/q','MessageBody':'$request.body'}}",
            "integrationId");
    route(api, "ANY /pets/{proxy+}", http, "'operationName':'pets'");
    route(api, "GET /pets", http, "'authorizationType':'AWS_IAM'");
    route(
        api,
        "POST /f",
        lambda,
        "'authorizationType':'JWT','authorizationScopes':['read'],'authorizerId':'" + jwt + "'");
    route(api, "PUT /f", lambda, "'authorizationType':'CUSTOM','authorizerId':'" + function + "'");
    route(api, "POST /q", queue, "'operationName':'send'");
    route(api, "$default", lambda, "'operationName':'all'");
    return id;
  }

  private void route(String api, String key, String integration, String more) throws IOException {
    made(
        api + "/routes",
        "{'routeKey':'%s','target':'integrations/%s',%s}".formatted(key, integration, more),
        "routeId");
  }

  private String made(String path, String json, String member) throws IOException {
    Answer answer = admin.call("POST", path, json.replace('\'', '"'));
    assertEquals(201, answer.status(), answer.body());
    return MAPPER.readTree(answer.body()).path(member).asText();
  }

  private String export(String id, String type) {
    Answer answer =
        admin.call("GET", "/v2/apis/%s/exports/OAS30?outputType=%s".formatted(id, type), null);
    assertEquals(200, answer.status(), answer.body());
    return answer.body();
  }

  private Map<String, String> resources() {
    Map<String, String> all = new TreeMap<>();
    admin.files.forEach((path, bytes) -> all.put(path, new String(bytes, StandardCharsets.UTF_8)));
    return all;
  }

  private static String envelope(String document) {
    ObjectNode envelope = MAPPER.createObjectNode();
    return envelope.put("body", document).toString();
  }
}
