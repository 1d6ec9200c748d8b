package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiGatewayV2Exception;
import software.amazon.awssdk.services.apigatewayv2.model.GetStageResponse;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;

/** What {@code terraform apply} does about resources that are there already. */
final class TerraformChanges {

  private final Surroundings gateway;
  private final ApiGatewayV2Client client;
  private final Terraform terraform;
  private final TerraformState state;

  TerraformChanges(
      Surroundings gateway, ApiGatewayV2Client client, Terraform terraform, TerraformState state) {
    this.gateway = gateway;
    this.client = client;
    this.terraform = terraform;
    this.state = state;
  }

  void updateApi() {
    // Only what has changed is sent; an empty text clears.
    client.updateApi(r -> r.apiId(state.api()).description("").version("v2"));
    client.deleteCorsConfiguration(r -> r.apiId(state.api()));
    terraform.retag(state.arn(), List.of("team"), Map.of("Name", "other", "env", "test"));
    var read = client.getApi(r -> r.apiId(state.api()));
    assertNull(read.description());
    assertNull(read.corsConfiguration());
    assertEquals("v2", read.version());
    assertEquals("tf-acc-test", read.name());
    assertEquals(Map.of("Name", "other", "env", "test"), read.tags());
  }

  void updateIntegration() {
    client.updateIntegration(
        r ->
            r.apiId(state.api())
                .integrationId(state.get("one"))
                .integrationUri(gateway.upstream() + "/two/{id}")
                .requestParameters(
                    Map.of("append:header.x-caller", "", "overwrite:header.x-caller", "tf"))
                .responseParameters(
                    Map.of("403", Map.of(), "200", Map.of("append:header.a", "b"))));
    var read = client.getIntegration(r -> r.apiId(state.api()).integrationId(state.get("one")));
    assertEquals(
        Map.of("remove:querystring.q", "''", "overwrite:header.x-caller", "tf"),
        read.requestParameters());
    assertEquals(Map.of("200", Map.of("append:header.a", "b")), read.responseParameters());
    assertEquals(29_000, read.timeoutInMillis());
    assertEquals("200 GET /two/7 tf", gateway.get(state.endpoint() + "/items/7?q=x"));
    assertEquals("204", gateway.get(state.endpoint() + "/" + TerraformState.FIXED + "/items/7"));
  }

  void updateRoute() {
    String route = state.get("route.bare");
    client.updateRoute(r -> r.apiId(state.api()).routeId(route).target(state.target("one")));
    assertEquals(
        state.target("one"), client.getRoute(r -> r.apiId(state.api()).routeId(route)).target());
    // The authorizer's id goes along with the type, and is empty without one.
    String secret = state.get("route.private");
    client.updateRoute(
        r ->
            r.apiId(state.api())
                .routeId(secret)
                .authorizationType("AWS_IAM")
                .authorizerId("")
                .authorizationScopes(List.of()));
    var read = client.getRoute(r -> r.apiId(state.api()).routeId(secret));
    assertEquals("AWS_IAM", read.authorizationTypeAsString());
    assertNull(read.authorizerId());
    assertEquals(List.of(), read.authorizationScopes());
    client.updateRoute(
        r ->
            r.apiId(state.api())
                .routeId(secret)
                .authorizationType("JWT")
                .authorizerId(state.get("tokens"))
                .authorizationScopes("c"));
    assertEquals(
        List.of("c"),
        client.getRoute(r -> r.apiId(state.api()).routeId(secret)).authorizationScopes());
  }

  void updateStage() {
    // Blocks that are gone from the configuration are sent as empty ones; settings of routes are
    // taken away one by one, and it does not matter when one is not there.
    client.deleteRouteSettings(
        r -> r.apiId(state.api()).stageName(TerraformState.FIXED).routeKey("$default"));
    assertThrows(
        NotFoundException.class,
        () ->
            client.deleteRouteSettings(
                r -> r.apiId(state.api()).stageName(TerraformState.FIXED).routeKey("GET /no")));
    client.updateStage(
        r ->
            r.apiId(state.api())
                .stageName(TerraformState.FIXED)
                .autoDeploy(false)
                .accessLogSettings(s -> {})
                .defaultRouteSettings(s -> {})
                .routeSettings(Map.of(TerraformState.GET, TerraformState.settings(9)))
                .stageVariables(Map.of("a", "3", "b", "", "c", "4")));
    GetStageResponse read = state.stage(TerraformState.FIXED);
    assertNull(read.accessLogSettings());
    assertEquals(false, read.defaultRouteSettings().detailedMetricsEnabled());
    assertNull(read.defaultRouteSettings().throttlingBurstLimit());
    assertEquals(Map.of(TerraformState.GET, TerraformState.settings(9)), read.routeSettings());
    assertEquals(Map.of("a", "3", "c", "4"), read.stageVariables());
    assertEquals("fixed", read.description());
    // The trap: a block without numbers is sent as 0 and 0, and 0 lets nobody through.
    client.updateStage(
        r ->
            r.apiId(state.api())
                .stageName(TerraformState.FIXED)
                .defaultRouteSettings(s -> s.throttlingBurstLimit(0).throttlingRateLimit(0.0)));
    assertEquals(
        0, state.stage(TerraformState.FIXED).defaultRouteSettings().throttlingBurstLimit());
    assertEquals(
        0.0, state.stage(TerraformState.FIXED).defaultRouteSettings().throttlingRateLimit());
    terraform.retag(
        state.arn() + "/stages/" + TerraformState.FIXED, List.of("none"), Map.of("a", "b"));
    assertEquals(Map.of("a", "b"), state.stage(TerraformState.FIXED).tags());
  }

  /** {@code create_before_destroy}: a new one, the stage goes over, and the old one goes. */
  void replaceDeployment() {
    String old = state.get("deployment");
    state.put("deployment", terraform.deployment(state.api(), "two"));
    ApiGatewayV2Exception used =
        assertThrows(
            ApiGatewayV2Exception.class,
            () -> client.deleteDeployment(r -> r.apiId(state.api()).deploymentId(old)));
    assertEquals(
        "Active stages pointing to this deployment must be moved or deleted",
        used.awsErrorDetails().errorMessage());
    client.updateStage(
        r ->
            r.apiId(state.api())
                .stageName(TerraformState.FIXED)
                .deploymentId(state.get("deployment")));
    client.deleteDeployment(r -> r.apiId(state.api()).deploymentId(old));
    assertEquals(state.get("deployment"), state.stage(TerraformState.FIXED).deploymentId());
    assertEquals(
        "200 GET /two/7 tf",
        gateway.get(state.endpoint() + "/" + TerraformState.FIXED + "/items/7"));
  }

  /** What cannot be changed in place is destroyed and made again; it gets another id. */
  void replaceRoute() {
    String old = state.get("route.bare");
    client.deleteRoute(r -> r.apiId(state.api()).routeId(old));
    assertThrows(
        NotFoundException.class, () -> client.getRoute(r -> r.apiId(state.api()).routeId(old)));
    state.put(
        "route.bare",
        terraform.route(
            state.api(), r -> r.routeKey("ANY /bare/{id}").target(state.target("function"))));
    assertTrue(!old.equals(state.get("route.bare")));
  }
}
