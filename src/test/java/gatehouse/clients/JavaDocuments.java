package gatehouse.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.BadRequestException;
import software.amazon.awssdk.services.apigatewayv2.model.ImportApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

/** OpenAPI documents by the SDK for Java: out of an API, into another one, and over a third. */
final class JavaDocuments {

  private final Surroundings gateway;
  private final ApiGatewayV2Client client;

  JavaDocuments(Surroundings gateway, JavaClient client) {
    this.gateway = gateway;
    this.client = client.operations();
  }

  void run() {
    String id = client.createApi(JavaRequests.api()).apiId();
    String integration =
        client
            .createIntegration(JavaRequests.integration(id, gateway.upstream() + "/pets/{id}"))
            .integrationId();
    String authorizer =
        client.createAuthorizer(JavaRequests.authorizer(id, gateway.issuer())).authorizerId();
    client.createRoute(JavaRequests.route(id, authorizer, integration));
    String document = exported(id, "JSON");
    assertEquals(document, exported(id, "JSON"));

    ImportApiResponse copy = client.importApi(r -> r.body(document).failOnWarnings(true));
    assertEquals("pets", copy.name());
    assertEquals(JavaRequests.api().corsConfiguration(), copy.corsConfiguration());
    assertTrue(!copy.hasWarnings());
    assertTrue(copy.hasImportInfo());
    Told.same(
        copy.toBuilder().importInfo((List<String>) null).build(),
        client.getApi(r -> r.apiId(copy.apiId())));
    assertSameRoute(id, copy.apiId());

    String other =
        client
            .createApi(
                r ->
                    r.name("other")
                        .protocolType(ProtocolType.HTTP)
                        .routeKey("GET /old")
                        .target(gateway.upstream() + "/old"))
            .apiId();
    String endpoint = client.getApi(r -> r.apiId(other)).apiEndpoint();
    assertEquals("200 GET /old", gateway.get(endpoint + "/old"));
    var replaced = client.reimportApi(r -> r.apiId(other).body(exported(id, "YAML")));
    assertEquals(other, replaced.apiId());
    assertEquals("pets", replaced.name());
    assertSameRoute(id, other);
    // The stage that quick create has made deploys by itself.
    assertEquals(Surroundings.NOT_FOUND, gateway.get(endpoint + "/old"));
    assertEquals("401 {\"message\":\"Unauthorized\"}", gateway.get(endpoint + "/pets/7"));
    gateway.await(
        "200 GET /pets/7 alice",
        endpoint + "/pets/7",
        "Authorization: Bearer " + gateway.token("pets:read"));

    BadRequestException refusal =
        assertThrows(
            BadRequestException.class,
            () -> client.importApi(r -> r.body("{\"openapi\":\"3.1.0\"}")));
    assertEquals(
        "Unable to build importer with provided input. Unable to determine OAS version from '3.1.0'",
        refusal.awsErrorDetails().errorMessage());
    for (String each : List.of(id, copy.apiId(), other)) {
      client.deleteApi(r -> r.apiId(each));
    }
  }

  private String exported(String id, String type) {
    return client
        .exportApi(r -> r.apiId(id).specification("OAS30").outputType(type).exportVersion("1.0"))
        .body()
        .asUtf8String();
  }

  /** All of a route but the ids, which are each API's own. */
  private void assertSameRoute(String expected, String actual) {
    Function<String, List<Map<String, Object>>> routes =
        id ->
            client.getRoutes(r -> r.apiId(id)).items().stream()
                .map(Route::toBuilder)
                .map(route -> route.routeId("").target("").authorizerId("").build())
                .map(Told::by)
                .collect(Collectors.toList());
    assertEquals(routes.apply(expected), routes.apply(actual));
    assertEquals(
        List.of(
            JavaRequests.integration("", gateway.upstream() + "/pets/{id}").requestParameters()),
        client.getIntegrations(r -> r.apiId(actual)).items().stream()
            .map(each -> each.requestParameters())
            .toList());
  }
}
