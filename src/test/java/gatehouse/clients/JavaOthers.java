package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiGatewayV2Exception;
import software.amazon.awssdk.services.apigatewayv2.model.BadRequestException;
import software.amazon.awssdk.services.apigatewayv2.model.ConflictException;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.CreateDomainNameRequest;
import software.amazon.awssdk.services.apigatewayv2.model.CreateRouteRequest;
import software.amazon.awssdk.services.apigatewayv2.model.DomainNameStatus;
import software.amazon.awssdk.services.apigatewayv2.model.GetRoutesResponse;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.apigatewayv2.model.VpcLinkStatus;

/** What the SDK for Java does beside an API's life: domains, links, tags, pages and refusals. */
final class JavaOthers {

  private static final String DOMAIN = "pets.example.com";

  /** What a domain answers where it has no mapping. */
  private static final String FORBIDDEN = "403 {\"message\":\"Forbidden\"}";

  private final Surroundings gateway;
  private final ApiGatewayV2Client client;

  JavaOthers(Surroundings gateway, JavaClient client) {
    this.gateway = gateway;
    this.client = client.operations();
  }

  /** An API is called by the name of a domain, below a key. */
  void domains() {
    String id = quick("/shop").apiId();
    CreateDomainNameRequest request =
        CreateDomainNameRequest.builder()
            .domainName(DOMAIN)
            .domainNameConfigurations(JavaRequests.domain("1"))
            .tags(Map.of("team", "shop"))
            .build();
    var domain = client.createDomainName(request);
    assertEquals(
        DomainNameStatus.AVAILABLE, domain.domainNameConfigurations().get(0).domainNameStatus());
    Told.keeps(domain, request, "DomainNameConfigurations");
    Told.keeps(domain.domainNameConfigurations().get(0), request.domainNameConfigurations().get(0));
    Told.same(domain, client.getDomainName(r -> r.domainName(DOMAIN)));
    Told.same(domain, client.getDomainNames().items().get(0));

    var mapping =
        client.createApiMapping(
            r -> r.domainName(DOMAIN).apiId(id).stage("$default").apiMappingKey("shop/v1"));
    String mappingId = mapping.apiMappingId();
    Told.same(mapping, client.getApiMapping(r -> r.domainName(DOMAIN).apiMappingId(mappingId)));
    assertEquals("200 GET /shop/a", called("/shop/v1/a"));
    var moved =
        client.updateApiMapping(
            r -> r.domainName(DOMAIN).apiMappingId(mappingId).apiId(id).apiMappingKey("shop/v2"));
    assertEquals("shop/v2", moved.apiMappingKey());
    assertEquals("$default", moved.stage());
    Told.same(moved, client.getApiMappings(r -> r.domainName(DOMAIN)).items().get(0));
    assertEquals("200 GET /shop/a", called("/shop/v2/a"));
    assertEquals(FORBIDDEN, called("/shop/v1/a"));

    var updated =
        client.updateDomainName(
            r -> r.domainName(DOMAIN).domainNameConfigurations(JavaRequests.domain("2")));
    assertEquals(
        "arn:aws:acm:us-east-1:123456789012:certificate/2",
        updated.domainNameConfigurations().get(0).certificateArn());
    BadRequestException mapped =
        assertThrows(BadRequestException.class, () -> client.deleteApi(r -> r.apiId(id)));
    assertEquals(
        "Deleting API %s failed. Please remove all API mappings for the API from your custom domain names."
            .formatted(id),
        mapped.awsErrorDetails().errorMessage());
    client.deleteApiMapping(r -> r.domainName(DOMAIN).apiMappingId(mappingId));
    assertEquals(FORBIDDEN, called("/shop/v2/a"));
    client.deleteDomainName(r -> r.domainName(DOMAIN));
    client.deleteApi(r -> r.apiId(id));
  }

  /** A link is made, renamed and deleted. */
  void links() {
    var link =
        client.createVpcLink(
            r ->
                r.name("link")
                    .subnetIds("subnet-1")
                    .securityGroupIds("sg-1")
                    .tags(Map.of("a", "b")));
    String id = link.vpcLinkId();
    assertEquals(VpcLinkStatus.AVAILABLE, link.vpcLinkStatus());
    Told.same(link, client.getVpcLink(r -> r.vpcLinkId(id)));
    Told.same(link, client.getVpcLinks(r -> {}).items().get(0));
    assertEquals("other", client.updateVpcLink(r -> r.vpcLinkId(id).name("other")).name());
    assertEquals(Map.of("a", "b"), client.getVpcLink(r -> r.vpcLinkId(id)).tags());
    client.deleteVpcLink(r -> r.vpcLinkId(id));
    refused(
        NotFoundException.class,
        404,
        "Invalid VpcLink identifier specified " + id,
        () -> client.getVpcLink(r -> r.vpcLinkId(id)));
  }

  /** Tags are of ARNs, whose slashes arrive as {@code %2F}. */
  void tags() {
    String id = quick("/tags").apiId();
    for (String arn :
        List.of(
            "arn:aws:apigateway:us-east-1::/apis/" + id,
            "arn:aws:apigateway:us-east-1::/apis/" + id + "/stages/$default")) {
      client.tagResource(
          r -> r.resourceArn(arn).tags(Map.of("team", "shop", "cost center", "7/8")));
      client.untagResource(r -> r.resourceArn(arn).tagKeys("team", "none"));
      assertEquals(Map.of("cost center", "7/8"), client.getTags(r -> r.resourceArn(arn)).tags());
    }
    assertEquals(Map.of("cost center", "7/8"), client.getApi(r -> r.apiId(id)).tags());
    client.deleteApi(r -> r.apiId(id));
  }

  /** All pages together have everything, once. */
  void pages() {
    String id = api();
    TreeSet<String> keys = new TreeSet<>();
    for (int i = 0; i < 5; i++) {
      keys.add(client.createRoute(route(id, "GET /" + i)).routeKey());
    }
    List<String> found = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String token = null;
    do {
      @Nullable String next = token;
      GetRoutesResponse page = client.getRoutes(r -> r.apiId(id).maxResults("2").nextToken(next));
      page.items().forEach(route -> found.add(route.routeKey()));
      sizes.add(page.items().size());
      token = page.nextToken();
    } while (token != null);
    assertEquals(List.of(2, 2, 1), sizes);
    assertEquals(keys, new TreeSet<>(found));
    assertEquals(5, found.size());
    client.deleteApi(r -> r.apiId(id));
  }

  /** Refusals arrive as the SDK's own exceptions, with AWS's words and an id of the request. */
  void refusals() {
    String id = api();
    String empty = api();
    client.createRoute(route(id, "GET /a/{b}"));
    refused(
        NotFoundException.class,
        404,
        "Invalid API identifier specified 000000000000:nosuch",
        () -> client.getApi(r -> r.apiId("nosuch")));
    refused(
        NotFoundException.class,
        404,
        "Invalid stage identifier specified",
        () -> client.getStage(r -> r.apiId(id).stageName("$default")));
    refused(
        ConflictException.class,
        409,
        "Route with key GET /a/{b} already exists for this API",
        () -> client.createRoute(route(id, "GET /a/{b}")));
    refused(
        BadRequestException.class,
        400,
        "allow-credentials is not supported if 'allow-origin' is *",
        () ->
            client.updateApi(
                r ->
                    r.apiId(id)
                        .corsConfiguration(c -> c.allowOrigins("*").allowCredentials(true))));
    refused(
        BadRequestException.class,
        400,
        "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)",
        () -> client.createIntegration(r -> r.apiId(id).integrationType(IntegrationType.MOCK)));
    refused(
        BadRequestException.class,
        400,
        "Unable to deploy API because no routes exist in this API",
        () -> client.createDeployment(r -> r.apiId(empty)));
    client.deleteApi(r -> r.apiId(id));
    client.deleteApi(r -> r.apiId(empty));
  }

  private static <E extends ApiGatewayV2Exception> void refused(
      Class<E> type, int status, String message, Runnable call) {
    E exception = assertThrows(type, call::run);
    assertEquals(status, exception.statusCode());
    assertEquals(type.getSimpleName(), exception.awsErrorDetails().errorCode());
    assertEquals(message, exception.awsErrorDetails().errorMessage());
    assertTrue(exception.requestId() != null && !exception.requestId().isEmpty(), message);
  }

  private String api() {
    return client.createApi(r -> r.name("other").protocolType(ProtocolType.HTTP)).apiId();
  }

  private static CreateRouteRequest route(String id, String key) {
    return CreateRouteRequest.builder().apiId(id).routeKey(key).build();
  }

  private CreateApiResponse quick(String path) {
    return client.createApi(
        r -> r.name("quick").protocolType(ProtocolType.HTTP).target(gateway.upstream() + path));
  }

  private String called(String path) {
    return gateway.get(gateway.base() + path, "Host: " + DOMAIN);
  }
}
