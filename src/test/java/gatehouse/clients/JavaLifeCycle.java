package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gatehouse.testkit.RawAnswer;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.ConflictException;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.CreateAuthorizerRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateDeploymentResponse;
import software.amazon.awssdk.services.apigatewayv2.model.CreateIntegrationRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateRouteRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateStageRequest;
import software.amazon.awssdk.services.apigatewayv2.model.DeploymentStatus;
import software.amazon.awssdk.services.apigatewayv2.model.GetStageResponse;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;

/** The SDK for Java takes an API from its creation to its deletion. Once. */
final class JavaLifeCycle {

  private static final String STAGE = "dev";
  private static final String OPEN = "GET /open";

  private final Surroundings gateway;
  private final ApiGatewayV2Client client;
  private String id = "";
  private String endpoint = "";
  private String pets = "";
  private String open = "";
  private String authorizer = "";
  private String route = "";

  JavaLifeCycle(Surroundings gateway, JavaClient client) {
    this.gateway = gateway;
    this.client = client.operations();
  }

  void run() {
    createApi();
    createIntegrations();
    createAuthorizer();
    createRoutes();
    createStage();
    String first = deploy();
    String second = update();
    rollBack(first, second);
    updateTheRest(second);
    delete(first, second);
  }

  private void createApi() {
    CreateApiRequest request = JavaRequests.api();
    CreateApiResponse created = client.createApi(request);
    id = created.apiId();
    endpoint = created.apiEndpoint();
    Told.keeps(created, request);
    assertEquals(gateway.base() + "/_api/" + id, endpoint);
    assertEquals("$request.method $request.path", created.routeSelectionExpression());
    assertEquals("$request.header.x-api-key", created.apiKeySelectionExpression());
    assertEquals("ipv4", created.ipAddressTypeAsString());
    assertFalse(created.disableExecuteApiEndpoint());
    Told.same(created, client.getApi(r -> r.apiId(id)));
    assertEquals(
        List.of("pets"),
        client.getApis().items().stream()
            .filter(a -> a.apiId().equals(id))
            .map(a -> a.name())
            .toList());
  }

  private void createIntegrations() {
    CreateIntegrationRequest request =
        JavaRequests.integration(id, gateway.upstream() + "/pets/{id}");
    var created = client.createIntegration(request);
    pets = created.integrationId();
    Told.keeps(created, request);
    assertEquals("INTERNET", created.connectionTypeAsString());
    Told.same(created, client.getIntegration(r -> r.apiId(id).integrationId(pets)));
    open =
        client
            .createIntegration(
                r ->
                    r.apiId(id)
                        .integrationType(IntegrationType.HTTP_PROXY)
                        .integrationMethod("GET")
                        .integrationUri(gateway.upstream() + "/one"))
            .integrationId();
    assertEquals(2, client.getIntegrations(r -> r.apiId(id)).items().size());
  }

  private void createAuthorizer() {
    CreateAuthorizerRequest request = JavaRequests.authorizer(id, gateway.issuer());
    var created = client.createAuthorizer(request);
    authorizer = created.authorizerId();
    Told.keeps(created, request);
    Told.same(created, client.getAuthorizer(r -> r.apiId(id).authorizerId(authorizer)));
    Told.same(created, client.getAuthorizers(r -> r.apiId(id)).items().get(0));
  }

  private void createRoutes() {
    CreateRouteRequest request = JavaRequests.route(id, authorizer, pets);
    var created = client.createRoute(request);
    route = created.routeId();
    Told.keeps(created, request);
    Told.same(created, client.getRoute(r -> r.apiId(id).routeId(route)));
    client.createRoute(r -> r.apiId(id).routeKey(OPEN).target("integrations/" + open));
    assertEquals(
        List.of("GET /open", "GET /pets/{id}"),
        client.getRoutes(r -> r.apiId(id)).items().stream()
            .map(r -> r.routeKey())
            .sorted()
            .toList());
  }

  private void createStage() {
    CreateStageRequest request = JavaRequests.stage(id, STAGE, OPEN);
    var created = client.createStage(request);
    Told.keeps(created, request);
    assertNull(created.deploymentId());
    Told.same(created, stage());
    Told.same(created, client.getStages(r -> r.apiId(id)).items().get(0));
    assertEquals(Surroundings.NOT_FOUND, get("/open"));
  }

  private String deploy() {
    CreateDeploymentResponse created =
        client.createDeployment(r -> r.apiId(id).stageName(STAGE).description("first"));
    assertEquals(DeploymentStatus.DEPLOYED, created.deploymentStatus());
    assertEquals(false, created.autoDeployed());
    assertEquals("first", created.description());
    String first = created.deploymentId();
    Told.same(created, client.getDeployment(r -> r.apiId(id).deploymentId(first)));
    assertEquals(first, stage().deploymentId());
    assertEquals("200 GET /one", get("/open"));
    assertEquals("401 {\"message\":\"Unauthorized\"}", get("/pets/7"));
    gateway.await(
        "403 {\"message\":\"Forbidden\"}",
        endpoint + "/dev/pets/7",
        "Authorization: Bearer " + gateway.token("pets:write"));
    RawAnswer answer =
        gateway.send(
            "GET",
            endpoint + "/dev/pets/7",
            "Authorization: Bearer " + gateway.token("pets:read"),
            "Origin: https://shop.test");
    assertEquals("GET /pets/7 alice", answer.text());
    assertEquals("dev", answer.header("x-stage").orElse(""));
    assertEquals("https://shop.test", answer.header("access-control-allow-origin").orElse(""));
    return first;
  }

  private String update() {
    client.updateIntegration(
        r -> r.apiId(id).integrationId(open).integrationUri(gateway.upstream() + "/two"));
    assertEquals("200 GET /one", get("/open"));
    String second = client.createDeployment(r -> r.apiId(id).stageName(STAGE)).deploymentId();
    assertEquals("200 GET /two", get("/open"));
    return second;
  }

  private void rollBack(String first, String second) {
    assertEquals(second, stage().deploymentId());
    var updated = client.updateStage(r -> r.apiId(id).stageName(STAGE).deploymentId(first));
    assertEquals(first, updated.deploymentId());
    assertEquals("200 GET /one", get("/open"));
    assertEquals(2, client.getDeployments(r -> r.apiId(id)).items().size());
  }

  private void updateTheRest(String second) {
    var api =
        client.updateApi(
            r ->
                r.apiId(id)
                    .name("animals")
                    .description("")
                    .corsConfiguration(c -> c.allowOrigins("*")));
    assertEquals("animals", api.name());
    assertNull(api.description());
    assertEquals("1", api.version());
    assertEquals(List.of("*"), api.corsConfiguration().allowOrigins());
    Told.same(api, client.getApi(r -> r.apiId(id)));
    client.deleteCorsConfiguration(r -> r.apiId(id));
    assertNull(client.getApi(r -> r.apiId(id)).corsConfiguration());

    var changed = client.updateAuthorizer(r -> r.apiId(id).authorizerId(authorizer).name("issuer"));
    assertEquals("issuer", changed.name());
    assertEquals(List.of("pets", "dogs"), changed.jwtConfiguration().audience());
    var described =
        client.updateDeployment(r -> r.apiId(id).deploymentId(second).description("second"));
    assertEquals("second", described.description());

    client.updateRoute(
        r -> r.apiId(id).routeId(route).authorizationType(AuthorizationType.NONE).authorizerId(""));
    assertNull(client.getRoute(r -> r.apiId(id).routeId(route)).authorizerId());

    client.deleteAccessLogSettings(r -> r.apiId(id).stageName(STAGE));
    client.deleteRouteSettings(r -> r.apiId(id).stageName(STAGE).routeKey(OPEN));
    client.resetAuthorizersCache(r -> r.apiId(id).stageName(STAGE));
    client.updateStage(
        r -> r.apiId(id).stageName(STAGE).stageVariables(Map.of("name", "", "a", "1")));
    GetStageResponse stage = stage();
    assertNull(stage.accessLogSettings());
    assertEquals(Map.of(), stage.routeSettings());
    assertEquals(Map.of("a", "1"), stage.stageVariables());
    assertEquals(50.5, stage.defaultRouteSettings().throttlingRateLimit());
  }

  private void delete(String first, String second) {
    ConflictException used =
        assertThrows(
            ConflictException.class,
            () -> client.deleteIntegration(r -> r.apiId(id).integrationId(pets)));
    assertEquals(
        "Cannot delete Integration because it is referenced by the following Routes with Ids: [%s]"
            .formatted(route),
        used.awsErrorDetails().errorMessage());
    client
        .getRoutes(r -> r.apiId(id))
        .items()
        .forEach(each -> client.deleteRoute(r -> r.apiId(id).routeId(each.routeId())));
    client.deleteIntegration(r -> r.apiId(id).integrationId(pets));
    client.deleteIntegration(r -> r.apiId(id).integrationId(open));
    client.deleteAuthorizer(r -> r.apiId(id).authorizerId(authorizer));
    client.deleteDeployment(r -> r.apiId(id).deploymentId(second));
    // The stage still serves what was deployed first.
    assertEquals("200 GET /one", get("/open"));
    client.deleteStage(r -> r.apiId(id).stageName(STAGE));
    client.deleteDeployment(r -> r.apiId(id).deploymentId(first));
    assertTrue(client.getStages(r -> r.apiId(id)).items().isEmpty());
    client.deleteApi(r -> r.apiId(id));
    assertThrows(NotFoundException.class, () -> client.getApi(r -> r.apiId(id)));
    assertEquals(Surroundings.NOT_FOUND, get("/open"));
  }

  private GetStageResponse stage() {
    return client.getStage(r -> r.apiId(id).stageName(STAGE));
  }

  private String get(String path, String... fields) {
    return gateway.get(endpoint + "/" + STAGE + path, fields);
  }
}
