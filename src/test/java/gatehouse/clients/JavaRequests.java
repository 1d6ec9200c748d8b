package gatehouse.clients;

import java.util.Map;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateAuthorizerRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateIntegrationRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateRouteRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateStageRequest;
import software.amazon.awssdk.services.apigatewayv2.model.DomainNameConfiguration;
import software.amazon.awssdk.services.apigatewayv2.model.EndpointType;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.apigatewayv2.model.RouteSettings;

/** Requests that say as much as an HTTP API can have. */
final class JavaRequests {

  private JavaRequests() {}

  static CreateApiRequest api() {
    return CreateApiRequest.builder()
        .name("pets")
        .protocolType(ProtocolType.HTTP)
        .description("all pets")
        .version("1")
        .tags(Map.of("team", "shop"))
        .corsConfiguration(
            c ->
                c.allowOrigins("https://shop.test")
                    .allowMethods("GET", "POST")
                    .allowHeaders("x-a")
                    .exposeHeaders("x-b")
                    .allowCredentials(true)
                    .maxAge(0))
        .build();
  }

  static CreateIntegrationRequest integration(String id, String uri) {
    return CreateIntegrationRequest.builder()
        .apiId(id)
        .integrationType(IntegrationType.HTTP_PROXY)
        .integrationMethod("GET")
        .integrationUri(uri)
        .payloadFormatVersion("1.0")
        .timeoutInMillis(5_000)
        .description("one pet")
        .requestParameters(Map.of("overwrite:header.x-caller", "$context.authorizer.claims.sub"))
        .responseParameters(Map.of("200", Map.of("append:header.x-stage", "$stageVariables.name")))
        .build();
  }

  static CreateAuthorizerRequest authorizer(String id, String issuer) {
    return CreateAuthorizerRequest.builder()
        .apiId(id)
        .name("tokens")
        .authorizerType(AuthorizerType.JWT)
        .identitySource("$request.header.Authorization")
        .jwtConfiguration(c -> c.issuer(issuer).audience("pets", "dogs"))
        .build();
  }

  static CreateRouteRequest route(String id, String authorizer, String integration) {
    return CreateRouteRequest.builder()
        .apiId(id)
        .routeKey("GET /pets/{id}")
        .operationName("getPet")
        .authorizationType(AuthorizationType.JWT)
        .authorizerId(authorizer)
        .authorizationScopes("pets:read")
        .target("integrations/" + integration)
        .apiKeyRequired(false)
        .build();
  }

  static CreateStageRequest stage(String id, String name, String route) {
    return CreateStageRequest.builder()
        .apiId(id)
        .stageName(name)
        .description("for developers")
        .stageVariables(Map.of("name", name))
        .tags(Map.of("team", "shop"))
        .accessLogSettings(
            s ->
                s.destinationArn("arn:aws:logs:us-east-1:123456789012:log-group:pets")
                    .format("$context.requestId $context.status"))
        .defaultRouteSettings(
            s -> s.throttlingBurstLimit(100).throttlingRateLimit(50.5).detailedMetricsEnabled(true))
        .routeSettings(Map.of(route, RouteSettings.builder().throttlingBurstLimit(7).build()))
        .build();
  }

  /** How a domain is served; the rest is as AWS has it. */
  static DomainNameConfiguration domain(String certificate) {
    return DomainNameConfiguration.builder()
        .certificateArn("arn:aws:acm:us-east-1:123456789012:certificate/" + certificate)
        .endpointType(EndpointType.REGIONAL)
        .securityPolicy("TLS_1_2")
        .build();
  }
}
