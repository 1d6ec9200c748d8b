package gatehouse.control.openapi;

import static gatehouse.control.openapi.Imports.document;
import static gatehouse.control.openapi.Imports.json;
import static gatehouse.control.openapi.Imports.operation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of an API stays when a document replaces it. */
class OpenApiReimportTest {

  private static final String HTTP =
      "{'IntegrationType':'HTTP_PROXY','IntegrationMethod':'ANY','IntegrationUri':'https://%s'}";

  @Test
  void routes_keep_their_ids_by_their_keys_whatever_their_variables_are_called() {
    ApiResources before =
        new ApiResources(
            json("{'Name':'a'}"),
            Map.of(
                "kept", json("{'RouteKey':'GET /a/{id}'}"),
                "gone", json("{'RouteKey':'GET /b'}")),
            Map.of(),
            Map.of());
    ApiResources after =
        Imports.of(document("/a/{name}: {get: {}}\n/c: {get: {}}"), before).resources();
    assertEquals(Set.of("kept", "new1"), after.routes().keySet());
    assertEquals("GET /a/{name}", after.routes().get("kept").get("RouteKey").asText());
  }

  @Test
  void integrations_keep_their_ids_where_they_are_the_same_and_else_by_their_routes() {
    ApiResources before =
        new ApiResources(
            json("{'Name':'a'}"),
            Map.of(
                "r1", json("{'RouteKey':'GET /same','Target':'integrations/same'}"),
                "r2", json("{'RouteKey':'GET /changed','Target':'integrations/changed'}"),
                "r3", json("{'RouteKey':'GET /gone','Target':'integrations/moved'}")),
            Map.of(
                "same",
                    json(
                        HTTP.formatted("same")
                            .replace("}", ",'IntegrationId':'same','ApiId':'x'}")),
                "changed", json(HTTP.formatted("before")),
                "moved", json(HTTP.formatted("moved")),
                "unused", json(HTTP.formatted("unused"))),
            Map.of());
    ApiResources after =
        Imports.of(
                document(
                    "/same: {"
                        + operation("get", "https://same").strip()
                        + "}\n"
                        + "/changed: {"
                        + operation("get", "https://after").strip()
                        + "}\n"
                        + "/new: {"
                        + operation("get", "https://moved").strip()
                        + "}\n"
                        + "/newer: {"
                        + operation("get", "https://same").strip()
                        + "}\n"),
                before)
            .resources();
    assertEquals(Set.of("same", "changed", "moved", "new1"), after.integrations().keySet());
    assertEquals(
        "https://after", after.integrations().get("changed").get("IntegrationUri").asText());
    assertEquals("https://same", after.integrations().get("new1").get("IntegrationUri").asText());
    assertEquals("integrations/same", after.routes().get("r1").get("Target").asText());
  }

  @Test
  void authorizers_keep_their_ids_by_their_names() {
    ApiResources before =
        new ApiResources(
            json("{'Name':'a'}"),
            Map.of(),
            Map.of(),
            Map.of("kept", json("{'Name':'s'}"), "gone", json("{'Name':'t'}")));
    ApiResources after =
        Imports.of(
                document("/a: {get: {security: [{s: []}]}}")
                    + """
                    components:
                      securitySchemes:
                        s: {type: oauth2, flows: {}, x-amazon-apigateway-authorizer: {type: jwt, jwtConfiguration: {issuer: https://i, audience: [a]}}}
                        u: {type: oauth2, flows: {}, x-amazon-apigateway-authorizer: {type: jwt, jwtConfiguration: {issuer: https://i, audience: [a]}}}
                    """,
                before)
            .resources();
    assertEquals(Set.of("kept", "new1"), after.authorizers().keySet());
    assertEquals("kept", after.routes().values().iterator().next().get("AuthorizerId").asText());
  }

  @Test
  void an_id_that_is_taken_is_never_given_again() {
    ApiResources before =
        new ApiResources(
            json("{'Name':'a'}"),
            Map.of("new1", json("{'RouteKey':'GET /gone'}")),
            Map.of(),
            Map.of());
    assertEquals(
        Set.of("new2"),
        Imports.of(document("/a: {get: {}}"), before).resources().routes().keySet());
  }

  @Test
  void what_a_document_cannot_say_stays_and_what_it_does_not_say_goes() {
    ApiResources before =
        new ApiResources(
            json(
                "{'ApiId':'x','Name':'a','Description':'d','Version':'1','CreatedDate':'c','DisableExecuteApiEndpoint':true,'Tags':{'k':'v'},'CorsConfiguration':{'MaxAge':1}}"),
            Map.of(),
            Map.of(),
            Map.of());
    var api = Imports.of(document("{}"), before).resources().api();
    assertEquals("x", api.get("ApiId").asText());
    assertEquals("c", api.get("CreatedDate").asText());
    assertEquals("pets", api.get("Name").asText());
    assertFalse(api.has("Description"));
    assertFalse(api.has("CorsConfiguration"));
    assertTrue(api.get("DisableExecuteApiEndpoint").booleanValue());
    assertEquals("v", api.at("/Tags/k").asText());
    assertEquals("a", before.api().get("Name").asText());
  }
}
