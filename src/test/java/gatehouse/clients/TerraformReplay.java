package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiGatewayV2Exception;
import software.amazon.awssdk.services.apigatewayv2.model.GetStageResponse;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;
import software.amazon.awssdk.services.apigatewayv2.model.RouteSettings;

/** {@code terraform apply}, {@code plan}, {@code apply} with changes and {@code destroy}. Once. */
final class TerraformReplay {

  private static final String DOMAIN = "terraform.example.com";
  private static final String AUTO = "$default";
  private static final String FIXED = "tf-acc-test-1";
  private static final String GET = "GET /items/{id}";

  private final Surroundings gateway;
  private final ApiGatewayV2Client client;
  private final Terraform terraform;

  /** Ids by the names that a configuration would have, as in Terraform's state. */
  private final Map<String, String> state = new TreeMap<>();

  TerraformReplay(Surroundings gateway, JavaClient client) {
    this.gateway = gateway;
    this.client = client.operations();
    terraform = new Terraform(client);
  }

  void run() {
    apply();
    refresh();
    updateApi();
    updateIntegration();
    updateRoute();
    updateStage();
    replaceDeployment();
    replaceRoute();
    refresh();
    destroy();
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
            () -> terraform.link("tf-acc-test"),
            () ->
                terraform.integration(
                    api(),
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
                                    "403", Map.of("append:header.auth", "$context.authorizer.error"),
                                    "200", Map.of("overwrite:statuscode", "204")))),
            () ->
                terraform.integration(
                    api(),
                    r ->
                        r.integrationType("AWS_PROXY")
                            .integrationUri("arn:aws:lambda:us-east-1:123456789012:function:f")
                            .integrationMethod("POST")
                            .payloadFormatVersion("2.0")
                            .description("a function")),
            () ->
                terraform.authorizer(
                    api(),
                    r ->
                        r.name("tokens")
                            .authorizerType("JWT")
                            .identitySource("$request.header.Authorization")
                            .jwtConfiguration(c -> c.audience("pets").issuer(gateway.issuer()))),
            () ->
                terraform.authorizer(
                    api(),
                    r ->
                        r.name("function")
                            .authorizerType("REQUEST")
                            .authorizerUri(
                                "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations")
                            .authorizerPayloadFormatVersion("2.0")
                            .authorizerResultTtlInSeconds(0)
                            .enableSimpleResponses(true)
                            .identitySource(List.of())));
    keep(List.of("link", "one", "function", "tokens", "request"), ids);
    List<String> routes =
        Terraform.together(
            () -> terraform.route(api(), r -> r.routeKey(GET).target(target("one"))),
            () -> terraform.route(api(), r -> r.routeKey("ANY /bare/{id}")),
            () ->
                terraform.route(
                    api(),
                    r ->
                        r.routeKey("$default")
                            .operationName("fallback")
                            .authorizationType("CUSTOM")
                            .authorizerId(state.get("request"))
                            .target(target("function"))),
            () ->
                terraform.route(
                    api(),
                    r ->
                        r.routeKey("GET /private/{id}")
                            .authorizationType("JWT")
                            .authorizationScopes("a", "b")
                            .authorizerId(state.get("tokens"))
                            .target(target("one"))));
    keep(List.of("route.get", "route.bare", "route.fallback", "route.private"), routes);
    state.put("deployment", terraform.deployment(api(), "one"));
    terraform.stage(api(), r -> r.stageName(AUTO).autoDeploy(true).tags(Map.of("a", "b")));
    terraform.stage(
        api(),
        r ->
            r.stageName(FIXED)
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
                .routeSettings(Map.of(GET, settings(1_111), "$default", settings(3))));
    terraform.domain(DOMAIN);
    state.put(
        "mapping",
        terraform.mapping(
            r -> r.domainName(DOMAIN).apiId(api()).stage(FIXED).apiMappingKey("items")));
    assertEquals("204", gateway.get(endpoint() + "/" + FIXED + "/items/7?q=x"));
    assertEquals("204", called("/items/items/7"));
  }

  /** Nobody has changed anything: two readings are the same, and routes can be listed. */
  private void refresh() {
    Told.same(client.getApi(r -> r.apiId(api())), client.getApi(r -> r.apiId(api())));
    Told.same(stage(AUTO), stage(AUTO));
    assertTrue(stage(AUTO).autoDeploy());
    assertEquals(
        client.getApi(r -> r.apiId(api())).tags(),
        client.getTags(r -> r.resourceArn(arn())).tags());
    assertEquals(4, client.getRoutes(r -> r.apiId(api())).items().size());
  }

  private void updateApi() {
    // Only what has changed is sent; an empty text clears.
    client.updateApi(r -> r.apiId(api()).description("").version("v2"));
    client.deleteCorsConfiguration(r -> r.apiId(api()));
    terraform.retag(arn(), List.of("team"), Map.of("Name", "other", "env", "test"));
    var read = client.getApi(r -> r.apiId(api()));
    assertNull(read.description());
    assertNull(read.corsConfiguration());
    assertEquals("v2", read.version());
    assertEquals("tf-acc-test", read.name());
    assertEquals(Map.of("Name", "other", "env", "test"), read.tags());
  }

  private void updateIntegration() {
    client.updateIntegration(
        r ->
            r.apiId(api())
                .integrationId(state.get("one"))
                .integrationUri(gateway.upstream() + "/two/{id}")
                .requestParameters(
                    Map.of("append:header.x-caller", "", "overwrite:header.x-caller", "tf"))
                .responseParameters(Map.of("403", Map.of(), "200", Map.of("append:header.a", "b"))));
    var read = client.getIntegration(r -> r.apiId(api()).integrationId(state.get("one")));
    assertEquals(
        Map.of("remove:querystring.q", "''", "overwrite:header.x-caller", "tf"),
        read.requestParameters());
    assertEquals(Map.of("200", Map.of("append:header.a", "b")), read.responseParameters());
    assertEquals(29_000, read.timeoutInMillis());
    assertEquals("200 GET /two/7 tf", gateway.get(endpoint() + "/items/7?q=x"));
    assertEquals("204", gateway.get(endpoint() + "/" + FIXED + "/items/7"));
  }

  private void updateRoute() {
    String route = state.get("route.bare");
    client.updateRoute(r -> r.apiId(api()).routeId(route).target(target("one")));
    assertEquals(target("one"), client.getRoute(r -> r.apiId(api()).routeId(route)).target());
    // The authorizer's id goes along with the type, and is empty without one.
    String secret = state.get("route.private");
    client.updateRoute(
        r -> r.apiId(api()).routeId(secret).authorizationType("AWS_IAM").authorizerId("").authorizationScopes(List.of()));
    var read = client.getRoute(r -> r.apiId(api()).routeId(secret));
    assertEquals("AWS_IAM", read.authorizationTypeAsString());
    assertNull(read.authorizerId());
    assertEquals(List.of(), read.authorizationScopes());
    client.updateRoute(
        r ->
            r.apiId(api())
                .routeId(secret)
                .authorizationType("JWT")
                .authorizerId(state.get("tokens"))
                .authorizationScopes("c"));
    assertEquals(
        List.of("c"), client.getRoute(r -> r.apiId(api()).routeId(secret)).authorizationScopes());
  }

  private void updateStage() {
    // Blocks that are gone from the configuration are sent as empty ones; settings of routes are
    // taken away one by one, and it does not matter when one is not there.
    client.deleteRouteSettings(r -> r.apiId(api()).stageName(FIXED).routeKey("$default"));
    assertThrows(
        NotFoundException.class,
        () -> client.deleteRouteSettings(r -> r.apiId(api()).stageName(FIXED).routeKey("GET /no")));
    client.updateStage(
        r ->
            r.apiId(api())
                .stageName(FIXED)
                .autoDeploy(false)
                .accessLogSettings(s -> {})
                .defaultRouteSettings(s -> {})
                .routeSettings(Map.of(GET, settings(9)))
                .stageVariables(Map.of("a", "3", "b", "", "c", "4")));
    GetStageResponse read = stage(FIXED);
    assertNull(read.accessLogSettings());
    assertEquals(false, read.defaultRouteSettings().detailedMetricsEnabled());
    assertNull(read.defaultRouteSettings().throttlingBurstLimit());
    assertEquals(Map.of(GET, settings(9)), read.routeSettings());
    assertEquals(Map.of("a", "3", "c", "4"), read.stageVariables());
    assertEquals("fixed", read.description());
    // The trap: a block without numbers is sent as 0 and 0, and 0 lets nobody through.
    client.updateStage(
        r ->
            r.apiId(api())
                .stageName(FIXED)
                .defaultRouteSettings(s -> s.throttlingBurstLimit(0).throttlingRateLimit(0.0)));
    assertEquals(0, stage(FIXED).defaultRouteSettings().throttlingBurstLimit());
    assertEquals(0.0, stage(FIXED).defaultRouteSettings().throttlingRateLimit());
    terraform.retag(arn() + "/stages/" + FIXED, List.of("none"), Map.of("a", "b"));
    assertEquals(Map.of("a", "b"), stage(FIXED).tags());
  }

  /** {@code create_before_destroy}: a new one, the stage goes over, and the old one goes. */
  private void replaceDeployment() {
    String old = state.get("deployment");
    state.put("deployment", terraform.deployment(api(), "two"));
    ApiGatewayV2Exception used =
        assertThrows(
            ApiGatewayV2Exception.class,
            () -> client.deleteDeployment(r -> r.apiId(api()).deploymentId(old)));
    assertEquals(
        "Active stages pointing to this deployment must be moved or deleted",
        used.awsErrorDetails().errorMessage());
    client.updateStage(
        r -> r.apiId(api()).stageName(FIXED).deploymentId(state.get("deployment")));
    client.deleteDeployment(r -> r.apiId(api()).deploymentId(old));
    assertEquals(state.get("deployment"), stage(FIXED).deploymentId());
    assertEquals("200 GET /two/7 tf", gateway.get(endpoint() + "/" + FIXED + "/items/7"));
  }

  /** What cannot be changed in place is destroyed and made again; it gets another id. */
  private void replaceRoute() {
    String old = state.get("route.bare");
    client.deleteRoute(r -> r.apiId(api()).routeId(old));
    assertThrows(NotFoundException.class, () -> client.getRoute(r -> r.apiId(api()).routeId(old)));
    state.put(
        "route.bare",
        terraform.route(api(), r -> r.routeKey("ANY /bare/{id}").target(target("function"))));
    assertTrue(!old.equals(state.get("route.bare")));
  }

  /** In the opposite order; what is gone already is no error. */
  private void destroy() {
    client.deleteApiMapping(r -> r.domainName(DOMAIN).apiMappingId(state.get("mapping")));
    client.deleteDomainName(r -> r.domainName(DOMAIN));
    client.deleteStage(r -> r.apiId(api()).stageName(FIXED));
    client.deleteStage(r -> r.apiId(api()).stageName(AUTO));
    client.deleteDeployment(r -> r.apiId(api()).deploymentId(state.get("deployment")));
    Terraform.together(() -> deletedRoute("get"), () -> deletedRoute("bare"), () -> deletedRoute("fallback"), () -> deletedRoute("private"));
    Terraform.together(
        () -> deletedIntegration("one"),
        () -> deletedIntegration("function"),
        () -> deletedAuthorizer("tokens"),
        () -> deletedAuthorizer("request"));
    terraform.deleteLink(state.get("link"));
    client.deleteApi(r -> r.apiId(api()));
    assertThrows(NotFoundException.class, () -> client.deleteApi(r -> r.apiId(api())));
    assertThrows(
        NotFoundException.class,
        () -> client.getStage(r -> r.apiId(api()).stageName(FIXED)));
  }

  private void keep(List<String> names, List<String> ids) {
    for (int i = 0; i < names.size(); i++) {
      state.put(names.get(i), ids.get(i));
    }
  }

  private String deletedRoute(String name) {
    String id = state.get("route." + name);
    client.deleteRoute(r -> r.apiId(api()).routeId(id));
    return id;
  }

  private String deletedIntegration(String name) {
    client.deleteIntegration(r -> r.apiId(api()).integrationId(state.get(name)));
    return name;
  }

  private String deletedAuthorizer(String name) {
    client.deleteAuthorizer(r -> r.apiId(api()).authorizerId(state.get(name)));
    return name;
  }

  private String api() {
    return state.get("api");
  }

  private String arn() {
    return "arn:aws:apigateway:us-east-1::/apis/" + api();
  }

  private String target(String integration) {
    return "integrations/" + state.get(integration);
  }

  private GetStageResponse stage(String name) {
    return client.getStage(r -> r.apiId(api()).stageName(name));
  }

  private String endpoint() {
    return client.getApi(r -> r.apiId(api())).apiEndpoint();
  }

  private String called(String path) {
    return gateway.get(gateway.base() + path, "Host: " + DOMAIN);
  }

  /** As the provider sends it: all numbers of a block. */
  private static RouteSettings settings(int burst) {
    return RouteSettings.builder()
        .detailedMetricsEnabled(false)
        .throttlingBurstLimit(burst)
        .throttlingRateLimit(4_444.0)
        .build();
  }
}
