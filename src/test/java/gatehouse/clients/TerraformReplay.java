package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;

/** {@code terraform apply}, {@code plan}, {@code apply} with changes and {@code destroy}. Once. */
final class TerraformReplay {

  private static final String DOMAIN = "terraform.example.com";

  private final Surroundings gateway;
  private final ApiGatewayV2Client client;
  private final Terraform terraform;

  private final TerraformState state;

  TerraformReplay(Surroundings gateway, JavaClient client) {
    this.gateway = gateway;
    this.client = client.operations();
    terraform = new Terraform(client);
    state = new TerraformState(this.client);
  }

  void run() {
    apply();
    refresh();
    TerraformChanges changes = new TerraformChanges(gateway, client, terraform, state);
    changes.updateApi();
    changes.updateIntegration();
    changes.updateRoute();
    changes.updateStage();
    changes.replaceDeployment();
    changes.replaceRoute();
    refresh();
    destroy();
    applyDocument();
  }

  private void apply() {
    state.put(
        "api",
        terraform.api(
            r ->
                r.name("tf-acc-test")
                    .description("made by Terraform")
                    .version("v1")
                    .tags(Map.of("Name", "tf-acc-test", "team", "shop"))
                    .corsConfiguration(
                        c ->
                            c.allowHeaders("Authorization")
                                .allowMethods("GET", "put")
                                .allowOrigins("https://www.example.com")
                                .exposeHeaders("x-api-id")
                                .allowCredentials(false)
                                .maxAge(500))));
    List<String> ids =
        Terraform.together(
            List.of(
                () -> terraform.link("tf-acc-test"),
                () ->
                    terraform.integration(
                        state.api(),
                        r ->
                            r.integrationType("HTTP_PROXY")
                                .integrationMethod("GET")
                                .integrationUri(gateway.upstream() + "/one/{id}")
                                .timeoutInMillis(29_000)
                                .requestParameters(
                                    Map.of(
                                        "append:header.x-caller", "terraform",
                                        "remove:querystring.q", "''"))
                                .responseParameters(
                                    Map.of(
                                        "403",
                                            Map.of(
                                                "append:header.auth", "$context.authorizer.error"),
                                        "200", Map.of("overwrite:statuscode", "204")))),
                () ->
                    terraform.integration(
                        state.api(),
                        r ->
                            r.integrationType("AWS_PROXY")
                                .integrationUri("arn:aws:lambda:us-east-1:123456789012:function:f")
                                .integrationMethod("POST")
                                .payloadFormatVersion("2.0")
                                .description("a function")),
                () ->
                    terraform.authorizer(
                        state.api(),
                        r ->
                            r.name("tokens")
                                .authorizerType("JWT")
                                .identitySource("$request.header.Authorization")
                                .jwtConfiguration(
                                    c -> c.audience("pets").issuer(gateway.issuer()))),
                () ->
                    terraform.authorizer(
                        state.api(),
                        r ->
                            r.name("function")
                                .authorizerType("REQUEST")
                                .authorizerUri(
                                    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations")
                                .authorizerPayloadFormatVersion("2.0")
                                .authorizerResultTtlInSeconds(0)
                                .enableSimpleResponses(true)
                                .identitySource(List.of()))));
    state.keep(List.of("link", "one", "function", "tokens", "request"), ids);
    List<String> routes =
        Terraform.together(
            List.of(
                () ->
                    terraform.route(
                        state.api(),
                        r -> r.routeKey(TerraformState.GET).target(state.target("one"))),
                () -> terraform.route(state.api(), r -> r.routeKey("ANY /bare/{id}")),
                () ->
                    terraform.route(
                        state.api(),
                        r ->
                            r.routeKey("$default")
                                .operationName("fallback")
                                .authorizationType("CUSTOM")
                                .authorizerId(state.get("request"))
                                .target(state.target("function"))),
                () ->
                    terraform.route(
                        state.api(),
                        r ->
                            r.routeKey("GET /private/{id}")
                                .authorizationType("JWT")
                                .authorizationScopes("a", "b")
                                .authorizerId(state.get("tokens"))
                                .target(state.target("one")))));
    state.keep(List.of("route.get", "route.bare", "route.fallback", "route.private"), routes);
    state.put("deployment", terraform.deployment(state.api(), "one"));
    terraform.stage(
        state.api(), r -> r.stageName(TerraformState.AUTO).autoDeploy(true).tags(Map.of("a", "b")));
    terraform.stage(
        state.api(),
        r ->
            r.stageName(TerraformState.FIXED)
                .deploymentId(state.get("deployment"))
                .description("fixed")
                .stageVariables(Map.of("a", "1", "b", "2"))
                .accessLogSettings(
                    s ->
                        s.destinationArn("arn:aws:logs:us-east-1:123456789012:log-group:tf")
                            .format("$context.identity.sourceIp $context.requestId"))
                .defaultRouteSettings(
                    s ->
                        s.detailedMetricsEnabled(true)
                            .throttlingBurstLimit(2_222)
                            .throttlingRateLimit(8_888.0))
                .routeSettings(
                    Map.of(
                        TerraformState.GET,
                        TerraformState.settings(1_111),
                        "$default",
                        TerraformState.settings(3))));
    terraform.domain(DOMAIN);
    state.put(
        "mapping",
        terraform.mapping(
            r ->
                r.domainName(DOMAIN)
                    .apiId(state.api())
                    .stage(TerraformState.FIXED)
                    .apiMappingKey("items")));
    assertEquals(
        "204", gateway.get(state.endpoint() + "/" + TerraformState.FIXED + "/items/7?q=x"));
    assertEquals("204", called("/items/items/7"));
  }

  /** Nobody has changed anything: two readings are the same, and routes can be listed. */
  private void refresh() {
    Told.same(client.getApi(r -> r.apiId(state.api())), client.getApi(r -> r.apiId(state.api())));
    Told.same(state.stage(TerraformState.AUTO), state.stage(TerraformState.AUTO));
    assertTrue(state.stage(TerraformState.AUTO).autoDeploy());
    assertEquals(
        client.getApi(r -> r.apiId(state.api())).tags(),
        client.getTags(r -> r.resourceArn(state.arn())).tags());
    assertEquals(4, client.getRoutes(r -> r.apiId(state.api())).items().size());
  }

  private void applyDocument() {
    String id =
        terraform.apiOfDocument(
            "tf-acc-test",
            """
            openapi: "3.0.1"
            info: {title: a title, version: "1.0", description: of the document}
            x-amazon-apigateway-cors: {allowOrigins: ["https://www.example.com"]}
            paths:
              /test:
                get:
                  x-amazon-apigateway-integration:
                    type: HTTP_PROXY
                    httpMethod: GET
                    payloadFormatVersion: "1.0"
                    uri: %s/test
            """
                .formatted(gateway.upstream()));
    terraform.stage(id, r -> r.stageName(TerraformState.AUTO).autoDeploy(true));
    assertEquals(
        "200 GET /test", gateway.get(client.getApi(r -> r.apiId(id)).apiEndpoint() + "/test"));
    client.deleteApi(r -> r.apiId(id));
  }

  /** In the opposite order; what is gone already is no error. */
  private void destroy() {
    client.deleteApiMapping(r -> r.domainName(DOMAIN).apiMappingId(state.get("mapping")));
    client.deleteDomainName(r -> r.domainName(DOMAIN));
    client.deleteStage(r -> r.apiId(state.api()).stageName(TerraformState.FIXED));
    client.deleteStage(r -> r.apiId(state.api()).stageName(TerraformState.AUTO));
    client.deleteDeployment(r -> r.apiId(state.api()).deploymentId(state.get("deployment")));
    Terraform.together(
        List.of(
            () -> deletedRoute("get"),
            () -> deletedRoute("bare"),
            () -> deletedRoute("fallback"),
            () -> deletedRoute("private")));
    Terraform.together(
        List.of(
            () -> deletedIntegration("one"),
            () -> deletedIntegration("function"),
            () -> deletedAuthorizer("tokens"),
            () -> deletedAuthorizer("request")));
    terraform.deleteLink(state.get("link"));
    client.deleteApi(r -> r.apiId(state.api()));
    assertThrows(NotFoundException.class, () -> client.deleteApi(r -> r.apiId(state.api())));
    assertThrows(
        NotFoundException.class,
        () -> client.getStage(r -> r.apiId(state.api()).stageName(TerraformState.FIXED)));
  }

  private String deletedRoute(String name) {
    String id = state.get("route." + name);
    client.deleteRoute(r -> r.apiId(state.api()).routeId(id));
    return id;
  }

  private String deletedIntegration(String name) {
    client.deleteIntegration(r -> r.apiId(state.api()).integrationId(state.get(name)));
    return name;
  }

  private String deletedAuthorizer(String name) {
    client.deleteAuthorizer(r -> r.apiId(state.api()).authorizerId(state.get(name)));
    return name;
  }

  private String called(String path) {
    return gateway.get(gateway.base() + path, "Host: " + DOMAIN);
  }
}
