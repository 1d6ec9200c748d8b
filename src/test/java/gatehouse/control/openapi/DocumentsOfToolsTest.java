package gatehouse.control.openapi;

import static gatehouse.control.openapi.Imports.integration;
import static gatehouse.control.openapi.Imports.options;
import static gatehouse.control.openapi.Imports.routes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Documents as tools make them, written for these tests. */
class DocumentsOfToolsTest {

  @Test
  void sam_lists_identity_sources_and_leaves_the_slash_of_the_default_route_out() {
    String document =
        """
        {
          "openapi": "3.0.1",
          "info": {"version": "1.0", "title": {"Ref": "AWS::StackName"}},
          "paths": {
            "$default": {
              "x-amazon-apigateway-any-method": {
                "isDefaultRoute": true,
                "x-amazon-apigateway-integration": {
                  "httpMethod": "POST", "type": "aws_proxy", "payloadFormatVersion": "2.0",
                  "uri": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:all/invocations"
                },
                "security": [{"LambdaAuth": []}],
                "responses": {}
              }
            },
            "/get/{id}": {
              "get": {
                "x-amazon-apigateway-integration": {
                  "httpMethod": "POST", "type": "aws_proxy", "payloadFormatVersion": "2.0", "timeoutInMillis": 15000,
                  "uri": "arn:aws:lambda:us-east-1:123456789012:function:one"
                },
                "parameters": [{"name": "id", "in": "path", "required": true}],
                "security": [{"OAuth2Authorizer": ["scope1", "scope2"]}],
                "responses": {}
              }
            }
          },
          "components": {
            "securitySchemes": {
              "LambdaAuth": {
                "type": "apiKey", "name": "Unused", "in": "header",
                "x-amazon-apigateway-authorizer": {
                  "type": "request", "authorizerPayloadFormatVersion": "2.0", "enableSimpleResponses": true,
                  "identitySource": ["$request.header.Authorization", "$stageVariables.k"],
                  "authorizerUri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:auth/invocations",
                  "authorizerResultTtlInSeconds": 23
                }
              },
              "OAuth2Authorizer": {
                "type": "oauth2",
                "x-amazon-apigateway-authorizer": {
                  "jwtConfiguration": {"issuer": "https://id.example", "audience": ["a", "b"]},
                  "identitySource": "$request.querystring.token",
                  "type": "jwt"
                }
              }
            }
          },
          "tags": [{"name": "httpapi:createdBy", "x-amazon-apigateway-tag-value": "SAM"}],
          "x-amazon-apigateway-cors": {"allowOrigins": ["*"]}
        }
        """
            .replace("{\"Ref\": \"AWS::StackName\"}", "\"stack\"");
    ImportedApi imported = Imports.of(document);
    assertEquals(
        List.of("Parse issue: attribute paths. Resource $default should start with /"),
        imported.warnings());
    assertEquals(Set.of("$default", "GET /get/{id}"), routes(imported).keySet());
    assertEquals("CUSTOM", routes(imported).get("$default").get("AuthorizationType").asText());
    assertEquals(
        "[\"scope1\",\"scope2\"]",
        routes(imported).get("GET /get/{id}").get("AuthorizationScopes").toString());
    assertEquals(15_000, integration(imported, "GET /get/{id}").get("TimeoutInMillis").asInt());
    assertEquals("SAM", imported.resources().api().at("/Tags/httpapi:createdBy").asText());
    assertTrue(
        imported.resources().authorizers().values().stream()
            .anyMatch(
                one ->
                    one.get("IdentitySource")
                        .toString()
                        .equals("[\"$request.header.Authorization\",\"$stageVariables.k\"]")));
    // With FailOnWarnings SAM writes the slash, so that nothing stands in the way.
    ImportedApi strict =
        Imports.of(
            document.replace("\"$default\": {", "\"/$default\": {"),
            ApiResources.none(),
            options(BasePath.IGNORE, true, false));
    assertEquals(imported.resources(), strict.resources());
  }

  @Test
  void functions_of_cloud_formation_that_nobody_has_evaluated_are_told() {
    ImportedApi imported =
        Imports.of(
            """
            openapi: 3.0.1
            info: {title: a, version: b}
            paths:
              /a:
                get:
                  x-amazon-apigateway-integration:
                    type: http_proxy
                    httpMethod: GET
                    uri: {Fn::Sub: "https://x"}
            """);
    assertEquals(
        List.of(
            "Parse issue: attribute paths.'/a'(get).x-amazon-apigateway-integration.uri is not of type `string`"),
        imported.warnings());
  }

  @Test
  void cognito_signs_in_by_open_id_connect() {
    ImportedApi imported =
        Imports.of(
            """
            openapi: 3.0.1
            info: {title: pool, version: 2026-01-01}
            security:
            - cognito: [email, openid]
            paths:
              /me:
                get:
                  x-amazon-apigateway-integration: {type: HTTP_PROXY, httpMethod: GET, uri: "https://${stageVariables.host}/me", payloadFormatVersion: 1.0}
            components:
              securitySchemes:
                cognito:
                  type: openIdConnect
                  openIdConnectUrl: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc/.well-known/openid-configuration
                  x-amazon-apigateway-authorizer:
                    type: jwt
                    identitySource: $request.header.Authorization
                    jwtConfiguration:
                      audience: [client-id]
                      issuer: https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc
            """);
    assertEquals(List.of(), imported.warnings());
    assertEquals("2026-01-01", imported.resources().api().get("Version").asText());
    assertEquals("JWT", routes(imported).get("GET /me").get("AuthorizationType").asText());
    assertEquals(
        "https://${stageVariables.host}/me",
        integration(imported, "GET /me").get("IntegrationUri").asText());
  }

  @Test
  void terraform_templates_write_numbers_and_truth_as_texts_and_know_private_integrations() {
    ImportedApi imported =
        Imports.of(
            """
            {"openapi": "3.0.1", "info": {"title": "t", "version": 1},
             "servers": [{"url": "/", "x-amazon-apigateway-endpoint-configuration": {"disableExecuteApiEndpoint": "true"}}],
             "paths": {"/pets/{petId}": {
               "put": {
                 "responses": {"default": {"description": "Default response for PUT /pets/{petId}"}},
                 "security": [{"asked": []}],
                 "x-amazon-apigateway-integration": {
                   "payloadFormatVersion": 1.0, "connectionId": "abc", "type": "http_proxy", "httpMethod": "ANY",
                   "uri": "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-x", "connectionType": "VPC_LINK",
                   "timeoutInMillis": "30000"}}}},
             "components": {"securitySchemes": {"asked": {"type": "apiKey", "name": "Authorization", "in": "header",
               "x-amazon-apigateway-authorizer": {"identitySource": "$request.header.Authorization",
                 "authorizerUri": "arn:aws:lambda:us-east-1:123456789012:function:f", "authorizerPayloadFormatVersion": "2.0",
                 "authorizerResultTtlInSeconds": "0", "type": "request", "enableSimpleResponses": "false"}}}},
             "x-amazon-apigateway-cors": {"allowOrigins": ["*"], "maxAge": "0", "allowCredentials": "false"},
             "x-amazon-apigateway-importexport-version": "1.0"}
            """);
    assertEquals(List.of(), imported.warnings());
    assertTrue(imported.resources().api().get("DisableExecuteApiEndpoint").booleanValue());
    assertEquals(0, imported.resources().api().at("/CorsConfiguration/MaxAge").intValue());
    assertEquals(
        "VPC_LINK", integration(imported, "PUT /pets/{petId}").get("ConnectionType").asText());
    assertEquals(
        30_000, integration(imported, "PUT /pets/{petId}").get("TimeoutInMillis").intValue());
    assertEquals(
        imported.resources(),
        Imports.of(OpenApiExport.text(imported.resources(), Imports.YAML), imported.resources())
            .resources());
  }
}
