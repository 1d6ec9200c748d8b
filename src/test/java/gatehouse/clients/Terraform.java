package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiMappingRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateAuthorizerRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateDomainNameRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateIntegrationRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateRouteRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateStageRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateVpcLinkRequest;
import software.amazon.awssdk.services.apigatewayv2.model.DeploymentStatus;
import software.amazon.awssdk.services.apigatewayv2.model.DomainNameStatus;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.apigatewayv2.model.VpcLinkStatus;

/**
 * The calls that Terraform's provider for AWS makes per resource, with what it always sends: the
 * defaults of its schema, and flags that are false. Each creation is followed by what the provider
 * reads, and by a comparison of all of it with what was written: whatever differs would be a plan
 * that never gets empty.
 */
final class Terraform {

  private final ApiGatewayV2Client client;

  Terraform(JavaClient client) {
    this.client = client.operations();
  }

  /** {@code aws_apigatewayv2_api}. */
  String api(Consumer<CreateApiRequest.Builder> attributes) {
    CreateApiRequest request =
        CreateApiRequest.builder()
            .protocolType(ProtocolType.HTTP)
            .apiKeySelectionExpression("$request.header.x-api-key")
            .routeSelectionExpression("$request.method $request.path")
            .disableExecuteApiEndpoint(false)
            .applyMutation(attributes)
            .build();
    String id = client.createApi(request).apiId();
    Told.keeps(client.getApi(r -> r.apiId(id)), request);
    return id;
  }

  /**
   * {@code aws_apigatewayv2_api} with a {@code body}: what the document says of name, description,
   * version and CORS gives way to what the configuration says, here to nothing.
   */
  String apiOfDocument(String name, String body) {
    String id = api(r -> r.name(name));
    client.reimportApi(r -> r.apiId(id).body(body).failOnWarnings(true));
    if (client.getApi(r -> r.apiId(id)).corsConfiguration() != null) {
      client.deleteCorsConfiguration(r -> r.apiId(id));
    }
    client.updateApi(r -> r.apiId(id).name(name).description("").version(""));
    var read = client.getApi(r -> r.apiId(id));
    assertEquals(name, read.name());
    assertNull(read.description());
    assertNull(read.version());
    assertNull(read.corsConfiguration());
    return id;
  }

  /** {@code aws_apigatewayv2_integration}. */
  String integration(String api, Consumer<CreateIntegrationRequest.Builder> attributes) {
    CreateIntegrationRequest request =
        CreateIntegrationRequest.builder()
            .apiId(api)
            .connectionType("INTERNET")
            .passthroughBehavior("WHEN_NO_MATCH")
            .payloadFormatVersion("1.0")
            .applyMutation(attributes)
            .build();
    String id = client.createIntegration(request).integrationId();
    // Of HTTP APIs it comes back from nobody, and the provider's schema knows that.
    Told.keeps(
        client.getIntegration(r -> r.apiId(api).integrationId(id)), request, "PassthroughBehavior");
    return id;
  }

  /** {@code aws_apigatewayv2_route}. */
  String route(String api, Consumer<CreateRouteRequest.Builder> attributes) {
    CreateRouteRequest request =
        CreateRouteRequest.builder()
            .apiId(api)
            .apiKeyRequired(false)
            .authorizationType("NONE")
            .applyMutation(attributes)
            .build();
    String id = client.createRoute(request).routeId();
    Told.keeps(client.getRoute(r -> r.apiId(api).routeId(id)), request);
    return id;
  }

  /** {@code aws_apigatewayv2_authorizer}. */
  String authorizer(String api, Consumer<CreateAuthorizerRequest.Builder> attributes) {
    CreateAuthorizerRequest request =
        CreateAuthorizerRequest.builder().apiId(api).applyMutation(attributes).build();
    String id = client.createAuthorizer(request).authorizerId();
    Told.keeps(client.getAuthorizer(r -> r.apiId(api).authorizerId(id)), request);
    return id;
  }

  /** {@code aws_apigatewayv2_stage}: first it is asked what the API speaks. */
  void stage(String api, Consumer<CreateStageRequest.Builder> attributes) {
    assertEquals(ProtocolType.HTTP, client.getApi(r -> r.apiId(api)).protocolType());
    CreateStageRequest request =
        CreateStageRequest.builder().apiId(api).autoDeploy(false).applyMutation(attributes).build();
    client.createStage(request);
    var read = client.getStage(r -> r.apiId(api).stageName(request.stageName()));
    if (request.autoDeploy()) {
      Told.keeps(read, request);
    } else {
      // Absent is false for the provider.
      Told.keeps(read, request, "AutoDeploy");
    }
  }

  /** {@code aws_apigatewayv2_deployment}, which is asked for until it is done. */
  String deployment(String api, String description) {
    String id = client.createDeployment(r -> r.apiId(api).description(description)).deploymentId();
    await(
        DeploymentStatus.DEPLOYED,
        () -> client.getDeployment(r -> r.apiId(api).deploymentId(id)).deploymentStatus());
    assertEquals(
        description, client.getDeployment(r -> r.apiId(api).deploymentId(id)).description());
    return id;
  }

  /** {@code aws_apigatewayv2_domain_name}. */
  void domain(String name) {
    CreateDomainNameRequest request =
        CreateDomainNameRequest.builder()
            .domainName(name)
            .domainNameConfigurations(JavaRequests.domain("1"))
            .build();
    client.createDomainName(request);
    await(
        DomainNameStatus.AVAILABLE,
        () ->
            client
                .getDomainName(r -> r.domainName(name))
                .domainNameConfigurations()
                .get(0)
                .domainNameStatus());
    var read = client.getDomainName(r -> r.domainName(name));
    Told.keeps(read.domainNameConfigurations().get(0), request.domainNameConfigurations().get(0));
  }

  /** {@code aws_apigatewayv2_api_mapping}. */
  String mapping(Consumer<CreateApiMappingRequest.Builder> attributes) {
    CreateApiMappingRequest request =
        CreateApiMappingRequest.builder().applyMutation(attributes).build();
    String id = client.createApiMapping(request).apiMappingId();
    Told.keeps(
        client.getApiMapping(r -> r.domainName(request.domainName()).apiMappingId(id)), request);
    return id;
  }

  /** {@code aws_apigatewayv2_vpc_link}; no groups are an empty list. */
  String link(String name) {
    CreateVpcLinkRequest request =
        CreateVpcLinkRequest.builder()
            .name(name)
            .subnetIds("subnet-1", "subnet-2")
            .securityGroupIds(List.of())
            .tags(Map.of("team", "shop"))
            .build();
    String id = client.createVpcLink(request).vpcLinkId();
    await(VpcLinkStatus.AVAILABLE, () -> client.getVpcLink(r -> r.vpcLinkId(id)).vpcLinkStatus());
    Told.keeps(client.getVpcLink(r -> r.vpcLinkId(id)), request);
    return id;
  }

  /** Destroys a link, and asks until it is gone. */
  void deleteLink(String id) {
    client.deleteVpcLink(r -> r.vpcLinkId(id));
    assertThrows(NotFoundException.class, () -> client.getVpcLink(r -> r.vpcLinkId(id)));
  }

  /** Tags are never part of an update. */
  void retag(String arn, List<String> removed, Map<String, String> added) {
    client.untagResource(r -> r.resourceArn(arn).tagKeys(removed));
    client.tagResource(r -> r.resourceArn(arn).tags(added));
  }

  /** Resources that do not depend on each other are made at the same time. */
  static List<String> together(List<Supplier<String>> resources) {
    return resources.stream().map(CompletableFuture::supplyAsync).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  /** What the provider waits for is there at once. */
  private static <T> void await(T expected, Supplier<T> state) {
    assertEquals(expected, state.get());
  }
}
