package gatehouse.control.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.control.aws.resource.OpenApiDocuments;
import gatehouse.control.aws.resource.Reply;
import gatehouse.http.Headers;
import gatehouse.http.Response;
import gatehouse.registry.ConflictException;
import gatehouse.registry.ReadOnlyException;
import gatehouse.testkit.LogCapture;
import gatehouse.testkit.admin.AdminScript.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsManagementTest {

  private static final String APIS = "/_gatehouse/aws/v2/apis";
  private static final String NEW_API = "{\"name\":\"x\",\"protocolType\":\"HTTP\"}";

  private static final Operations OPERATIONS =
      new Operations(Operations.Documents.of(new OpenApiDocuments(false)), call -> Reply.NONE);

  private final MemoryAdmin admin = new MemoryAdmin();

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/_gatehouse", "/_gatehouse/health", "/aws/v2/apis", "/x/_gatehouse/aws"})
  void other_paths_are_left_to_others(String path) {
    assertTrue(admin.isForApis(path));
  }

  @Test
  void an_answer_has_an_id_of_its_own_and_is_not_kept() {
    Response one = admin.response("GET", APIS, null, "Host", "localhost");
    Response other = admin.response("GET", APIS, null, "Host", "localhost");

    Headers headers = one.headers();
    assertEquals("application/json", headers.first("Content-Type"));
    assertEquals("no-store", headers.first("Cache-Control"));
    assertNull(headers.first("x-amzn-ErrorType"));
    assertNotEquals(headers.first("x-amzn-RequestId"), other.headers().first("x-amzn-RequestId"));
  }

  @Test
  void an_answer_without_content_has_no_type() {
    admin.file("apis/x/api.json", "{}");

    Response answer = admin.response("DELETE", APIS + "/x", null, "Host", "localhost");

    assertEquals(204, answer.status());
    assertNull(answer.headers().first("Content-Type"));
    assertTrue(answer.body().isEmpty());
    assertTrue(admin.files.isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Host: gateway.test | Host is neither localhost nor the address of the connection",
        "Origin: http://localhost | a browser has sent the request",
        "X-Forwarded-For: 10.0.0.1 | the request came through a proxy"
      })
  void only_this_machine_may(String field, String reason) {
    String[] parts = field.split(": ");
    String host = parts[0].equals("Host") ? parts[1] : "localhost";
    Response answer =
        parts[0].equals("Host")
            ? admin.response("GET", APIS, null, "Host", host)
            : admin.response("GET", APIS, null, "Host", host, parts[0], parts[1]);

    assertEquals(403, answer.status());
    assertEquals("AccessDeniedException", answer.headers().first("x-amzn-ErrorType"));
    assertEquals("{\"message\":\"Forbidden: " + reason + "\"}", MemoryAdmin.text(answer));
  }

  @Test
  void a_signature_of_any_kind_is_overlooked_and_an_empty_body_is_an_empty_object() {
    admin.file("apis/x/api.json", "{}");

    Response answer =
        admin.response(
            "PATCH",
            APIS + "/x",
            null,
            "Host",
            "localhost",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0");

    assertEquals(200, answer.status());
  }

  @Test
  void what_the_writer_refuses_is_told_in_the_shape_of_AWS() {
    try (LogCapture log = new LogCapture()) {
      admin.failure = new ConflictException("too many");
      assertEquals(
          error(
              409,
              "ConflictException",
              "Unable to complete operation due to concurrent modification. Please try again later."),
          admin.call("POST", "/v2/apis", NEW_API));
      admin.failure = new ReadOnlyException("the directory cannot be written");
      assertEquals(
          error(403, "AccessDeniedException", "the directory cannot be written"),
          admin.call("POST", "/v2/apis", NEW_API));
      admin.failure = new IllegalStateException("secret");
      assertEquals(
          error(500, "InternalServerErrorException", "Internal Server Error"),
          admin.call("POST", "/v2/apis", NEW_API));
      assertEquals(1, log.messages().size());
    }
  }

  @Test
  void a_body_has_a_largest_size() {
    String large = "{\"name\":\"" + "x".repeat(1 << 20) + "\"}";

    Answer answer = admin.call("POST", "/v2/apis", large);

    assertEquals(
        error(
            400, "BadRequestException", "Invalid request body: it must have at most 1048576 bytes"),
        answer);
    assertNotEquals(answer.body(), admin.call("PUT", "/v2/apis", large).body());
  }

  @Test
  void values_are_counted_before_there_are_any() {
    String many = String.join(",", Collections.nCopies(10_000, "{}"));

    Answer answer = admin.call("POST", "/v2/apis", "{\"name\":\"x\",\"y\":[%s]}".formatted(many));

    assertEquals(
        error(
            400, "BadRequestException", "Invalid request body: it must have at most 10000 values"),
        answer);
  }

  @Test
  void of_an_import_only_the_document_is_read() {
    String many = String.join(",", Collections.nCopies(100_000, "{}"));
    String document =
        "{\\\"openapi\\\":\\\"3.0.1\\\",\\\"info\\\":{\\\"title\\\":\\\"x\\\"},\\\"paths\\\":{}}";

    Answer answer =
        admin.call(
            "PUT",
            "/v2/apis",
            "{\"x\":[%s],\"body\":[1,[2]],\"body\":\"%s\",\"z\":{}}".formatted(many, document));

    assertEquals(201, answer.status(), answer.body());
    assertEquals(
        error(400, "BadRequestException", "Invalid request body: it must be a JSON object"),
        admin.call("PUT", "/v2/apis", "{\"body\":\"%s\"} {}".formatted(document)));
    assertEquals(
        error(400, "BadRequestException", "Invalid request body: it must be a JSON object"),
        admin.call("PUT", "/v2/apis", "[\"%s\"]".formatted(document)));
  }

  @Test
  void unknown_members_are_overlooked_and_read_only_ones_too() {
    Answer answer =
        admin.call(
            "POST",
            "/v2/apis",
            "{\"name\":\"x\",\"protocolType\":\"HTTP\",\"apiId\":\"mine\",\"nonsense\":1}");

    assertEquals(201, answer.status());
    assertFalse(answer.body().contains("nonsense"));
    assertFalse(answer.body().contains("mine"));
  }

  @Test
  void the_authorizers_of_a_stage_forget() {
    admin.file("apis/x/stages/s.json", "{}");

    assertEquals(204, admin.call("DELETE", "/v2/apis/x/stages/s/cache/authorizers", null).status());

    assertEquals(List.of("x/s"), admin.resets);
  }

  @Test
  void there_are_all_operations_of_the_service_model() {
    List<String> names = OPERATIONS.names();

    assertEquals(103, names.size());
    assertEquals(103, new HashSet<>(names).size());
  }

  @Test
  void what_cannot_be_read_is_refused_in_the_shape_of_AWS() {
    assertTrue(AwsManagement.isMeant("/gw/_gatehouse/aws/v2/apis/..;/x"));
    assertFalse(AwsManagement.isMeant("/gw/_gatehouse/health"));
    Response answer = AwsManagement.unreadable();
    assertEquals(400, answer.status());
    assertEquals("BadRequestException", answer.headers().first("x-amzn-ErrorType"));
  }

  @Test
  void the_page_names_every_operation() throws IOException {
    String page = Files.readString(Path.of("docs/management.md"));

    for (String name : OPERATIONS.names()) {
      assertTrue(page.contains("\n| " + name + " | "), name);
    }
  }

  @Test
  void what_was_made_by_hand_is_told_and_kept() {
    admin
        .file("stages/default.json", "{'StageVariables':{'host':'h'}}")
        .file("routes/get.json", "{'RouteKey':'GET /pets','Target':'integrations/pets'}")
        .file(
            "integrations/pets.json",
            "{'IntegrationType':'HTTP_PROXY','IntegrationMethod':'GET','IntegrationUri':'http://pets.test/'}")
        .file("connections/pool.json", "{'Targets':[{'Host':'10.0.0.1','Port':80}],'Retries':1}")
        .file(
            "domains/a.example.com.json",
            "{'ApiMappings':[{'ApiId':'local','Stage':'$default','ApiMappingKey':'(none)'}]}");

    assertEquals(
        "{\"items\":[{\"apiEndpoint\":\"http://localhost:8080/gw/_api/local\",\"apiId\":\"local\",\"apiKeySelectionExpression\":\"$request.header.x-api-key\",\"disableExecuteApiEndpoint\":false,\"ipAddressType\":\"ipv4\",\"name\":\"local\",\"protocolType\":\"HTTP\",\"routeSelectionExpression\":\"$request.method $request.path\",\"tags\":{}}]}",
        admin.call("GET", "/v2/apis", null).body());
    assertEquals(
        "{\"autoDeploy\":true,\"defaultRouteSettings\":{\"detailedMetricsEnabled\":false},\"routeSettings\":{},\"stageName\":\"$default\",\"stageVariables\":{\"host\":\"h\"},\"tags\":{}}",
        admin.call("GET", "/v2/apis/local/stages/%24default", null).body());
    assertEquals(
        "{\"name\":\"pool\",\"securityGroupIds\":[],\"subnetIds\":[],\"tags\":{},\"vpcLinkId\":\"pool\",\"vpcLinkStatus\":\"AVAILABLE\",\"vpcLinkVersion\":\"V2\"}",
        admin.call("GET", "/v2/vpclinks/pool", null).body());
    String mapping = admin.call("GET", "/v2/domainnames/a.example.com/apimappings", null).body();
    assertTrue(mapping.contains("\"apiMappingKey\":\"\""), mapping);
    String id = mapping.replaceAll(".*\"apiMappingId\":\"([a-z0-9]+)\".*", "$1");
    assertEquals(
        200, admin.call("GET", "/v2/domainnames/a.example.com/apimappings/" + id, null).status());

    assertEquals(
        200,
        admin.call("PATCH", "/v2/apis/local/routes/get", "{\"routeKey\":\"GET /cats\"}").status());
    assertEquals(200, admin.call("PATCH", "/v2/vpclinks/pool", "{\"name\":\"hosts\"}").status());
    admin.read();
    assertTrue(admin.file("routes/get.json").contains("\"RouteKey\" : \"GET /cats\""));
    assertTrue(admin.file("stages/default.json").contains("\"AutoDeploy\" : true"));
    assertTrue(admin.file("connections/pool.json").contains("\"Retries\" : 1"));
    assertEquals(204, admin.call("DELETE", "/v2/apis/local/routes/get", null).status());
  }

  @Test
  void a_file_that_is_no_object_is_overlooked() {
    admin.file("apis/x/routes/a.json", "[").file("apis/x/routes/b.json", "{'RouteKey':'GET /b'}");

    String routes = admin.call("GET", "/v2/apis/x/routes", null).body();

    assertTrue(routes.contains("GET /b"), routes);
    assertEquals(404, admin.call("GET", "/v2/apis/x/routes/a", null).status());
  }

  @Test
  void automatic_deployments_go_away_but_for_the_newest_and_some_that_lasted() {
    admin.file("apis/x/stages/dev.json", "{'AutoDeploy':true}");
    for (int i = 0; i < 12; i++) {
      change(i);
      admin.pass(Duration.ofMinutes(2));
    }
    int lasting = deployments();
    for (int i = 12; i < 60; i++) {
      change(i);
      admin.pass(Duration.ofMillis(10));
    }

    assertEquals(12, lasting);
    // The one in service, the ten before it, and ten of those that were in service for long.
    assertEquals(21, deployments());
    admin.read();
  }

  @Test
  void a_deployment_that_somebody_asked_for_never_goes_away() {
    admin.file("apis/x/stages/dev.json", "{'AutoDeploy':true}");
    change(0);
    String id =
        admin
            .call("POST", "/v2/apis/x/deployments", "{}")
            .body()
            .replaceAll(".*\"deploymentId\":\"([a-z0-9]+)\".*", "$1");
    for (int i = 1; i < 30; i++) {
      change(i);
      admin.pass(Duration.ofMillis(10));
    }

    assertEquals(200, admin.call("GET", "/v2/apis/x/deployments/" + id, null).status());
  }

  private void change(int i) {
    assertEquals(
        201,
        admin.call("POST", "/v2/apis/x/routes", "{\"routeKey\":\"GET /r" + i + "\"}").status());
  }

  private int deployments() {
    return (int)
        admin.files.keySet().stream().filter(path -> path.contains("/deployments/")).count();
  }

  private static Answer error(int status, String name, String message) {
    return new Answer(status, name, "{\"message\":\"" + message + "\"}");
  }
}
