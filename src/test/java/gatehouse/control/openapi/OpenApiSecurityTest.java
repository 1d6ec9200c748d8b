package gatehouse.control.openapi;

import static gatehouse.control.openapi.Imports.document;
import static gatehouse.control.openapi.Imports.json;
import static gatehouse.control.openapi.Imports.options;
import static gatehouse.control.openapi.Imports.routes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may call a route, as a document says it. */
class OpenApiSecurityTest {

  private static final String SCHEMES =
      """
      components:
        securitySchemes:
          tokens:
            type: oauth2
            flows: {}
            x-amazon-apigateway-authorizer:
              type: jwt
              identitySource: $request.header.Authorization
              jwtConfiguration: {issuer: "https://id.example/", audience: [shop, 7]}
          asked:
            type: apiKey
            name: Authorization
            in: header
            x-amazon-apigateway-authorizer:
              type: request
              identitySource: "$request.header.Authorization, $request.querystring.k"
              authorizerUri: arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:us-west-2:123456789012:function:f/invocations
              authorizerCredentials: arn:aws:iam::123456789012:role/r
              authorizerPayloadFormatVersion: 2.0
              authorizerResultTtlInSeconds: '300'
              enableSimpleResponses: true
          signed: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
          other: {$ref: "#/components/securitySchemes/tokens"}
          bare: {type: http, scheme: bearer}
      """;

  @Test
  void authorizers_are_of_both_types() {
    ImportedApi imported = Imports.of(document("{}") + SCHEMES);
    assertEquals(List.of(), imported.warnings());
    assertEquals(
        json(
            "{'Name':'tokens','AuthorizerType':'JWT','IdentitySource':['$request.header.Authorization'],'JwtConfiguration':{'Audience':['shop','7'],'Issuer':'https://id.example/'}}"),
        authorizer(imported, "tokens"));
    assertEquals(
        json(
            "{'Name':'asked','AuthorizerType':'REQUEST','IdentitySource':['$request.header.Authorization','$request.querystring.k'],'AuthorizerUri':'arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-west-2:123456789012:function:f/invocations','AuthorizerCredentialsArn':'arn:aws:iam::123456789012:role/r','AuthorizerPayloadFormatVersion':'2.0','AuthorizerResultTtlInSeconds':300,'EnableSimpleResponses':true}"),
        authorizer(imported, "asked"));
    assertEquals(
        List.of("Security scheme 'bare' has no x-amazon-apigateway-authorizer"),
        imported.info().stream().filter(line -> line.startsWith("Security")).toList());
  }

  @Test
  void an_operation_has_its_own_security_or_that_of_the_document() {
    ImportedApi imported =
        Imports.of(
            document(
                    """
                    /own: {get: {security: [{tokens: [read, write]}]}}
                    /usual: {get: {}}
                    /open: {get: {security: []}}
                    /optional: {get: {security: [{}]}}
                    /signed: {get: {security: [{signed: []}]}}
                    /iam: {get: {x-amazon-apigateway-auth: {type: AWS_IAM}}}
                    /none: {get: {x-amazon-apigateway-auth: {type: none}}}
                    /other: {get: {security: [{other: []}]}}
                    """)
                + "security: [{asked: []}]\n"
                + SCHEMES);
    assertEquals(List.of(), imported.warnings());
    assertEquals("JWT", type(imported, "GET /own"));
    assertEquals(
        json("{'s':['read','write']}").get("s"),
        routes(imported).get("GET /own").get("AuthorizationScopes"));
    assertEquals("CUSTOM", type(imported, "GET /usual"));
    assertEquals(
        "asked",
        imported
            .resources()
            .authorizers()
            .get(routes(imported).get("GET /usual").get("AuthorizerId").asText())
            .get("Name")
            .asText());
    assertEquals("NONE", type(imported, "GET /open"));
    assertEquals("NONE", type(imported, "GET /optional"));
    assertEquals("AWS_IAM", type(imported, "GET /signed"));
    assertEquals("AWS_IAM", type(imported, "GET /iam"));
    assertEquals("NONE", type(imported, "GET /none"));
    assertEquals("JWT", type(imported, "GET /other"));
  }

  @Test
  void several_requirements_are_an_error() {
    for (String security : List.of("[{tokens: []}, {asked: []}]", "[{tokens: [], asked: []}]")) {
      assertEquals(
          "Multiple security requirements are not supported for HTTP APIs: GET /a has 2",
          assertThrows(
                  ImportRefusedException.class,
                  () ->
                      OpenApiImport.run(
                          document("/a: {get: {security: " + security + "}}") + SCHEMES,
                          ApiResources.none(),
                          options(BasePath.IGNORE, false, false)))
              .getMessage());
    }
  }

  @Test
  void a_route_whose_security_cannot_be_honoured_is_not_open_but_absent() {
    ImportedApi imported =
        Imports.of(
            document(
                    """
                    /bare: {get: {security: [{bare: []}]}}
                    /lost: {get: {security: [{nobody: []}]}}
                    /odd: {get: {security: {tokens: []}}}
                    /odder: {get: {security: [tokens]}}
                    /auth: {get: {x-amazon-apigateway-auth: {type: MAGIC}}}
                    /fine: {get: {security: []}}
                    """)
                + SCHEMES);
    assertEquals(Set.of("GET /fine"), routes(imported).keySet());
    assertEquals(5, imported.warnings().size(), imported.warnings().toString());
    assertTrue(
        imported
            .warnings()
            .contains(
                "Unable to create Route 'GET /bare': its security cannot be honoured, because security scheme 'bare' has no authorizer that can be created"));
  }

  @Test
  void an_authorizer_that_cannot_be_takes_its_routes_with_it_as_on_aws() {
    for (String extension :
        List.of(
            "{type: jwt}",
            "{type: jwt, jwtConfiguration: {audience: [a]}}",
            "{type: jwt, jwtConfiguration: {issuer: 'https://a'}}",
            "{type: token, authorizerUri: x}",
            "{type: cognito_user_pools, providerARNs: [x]}",
            "{type: request, authorizerPayloadFormatVersion: '2.0'}",
            "{type: request, authorizerUri: x}")) {
      ImportedApi imported =
          Imports.of(
              document("/a: {get: {security: [{s: []}]}}")
                  + "components: {securitySchemes: {s: {type: oauth2, flows: {}, x-amazon-apigateway-authorizer: "
                  + extension
                  + "}}}");
      assertEquals(Set.of(), routes(imported).keySet(), extension);
      assertEquals(2, imported.warnings().size(), imported.warnings().toString());
      assertTrue(
          imported.warnings().get(0).startsWith("Unable to create Authorizer 's': "),
          imported.warnings().toString());
    }
  }

  @Test
  void open_id_connect_tells_the_issuer_and_sam_lists_the_sources() {
    ImportedApi imported =
        Imports.of(
            document("{}")
                + """
                components:
                  securitySchemes:
                    oidc:
                      type: openIdConnect
                      openIdConnectUrl: https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_x/.well-known/openid-configuration
                      x-amazon-apigateway-authorizer:
                        type: jwt
                        jwtConfiguration: {audience: client}
                        identitySource: [$request.header.Authorization]
                """);
    assertEquals(List.of(), imported.warnings());
    assertEquals(
        json(
            "{'Audience':['client'],'Issuer':'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_x'}"),
        authorizer(imported, "oidc").get("JwtConfiguration"));
  }

  @Test
  void scopes_without_a_token_are_told() {
    ImportedApi imported =
        Imports.of(document("/a: {get: {security: [{asked: [read]}]}}") + SCHEMES);
    assertEquals(
        List.of(
            "Authorization Scopes are only valid for JWT authorization types. Ignoring those of GET /a"),
        imported.warnings());
  }

  private static String type(ImportedApi imported, String routeKey) {
    return routes(imported).get(routeKey).path("AuthorizationType").asText("NONE");
  }

  private static ObjectNode authorizer(ImportedApi imported, String name) {
    return imported.resources().authorizers().values().stream()
        .filter(one -> one.get("Name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
