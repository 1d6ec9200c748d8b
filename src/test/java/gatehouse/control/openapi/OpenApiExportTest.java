package gatehouse.control.openapi;

import static gatehouse.control.openapi.Imports.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.ConfigurationFiles;
import gatehouse.control.document.DocumentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OpenApiExportTest {

  private static final ApiResources PETS =
      new ApiResources(
          json(
              "{'Name':'pets','Version':'7','CorsConfiguration':{'AllowOrigins':['*']},'Tags':{'team':'shop'},'DisableExecuteApiEndpoint':true}"),
          Map.of(
              "r1",
              json(
                  "{'RouteKey':'GET /pets/{id}/{proxy+}','Target':'integrations/i1','AuthorizationType':'JWT','AuthorizerId':'a1','AuthorizationScopes':['read'],'OperationName':'readPet'}"),
              "r2",
              json("{'RouteKey':'$default','Target':'integrations/i2'}")),
          Map.of(
              "i1",
              json(
                  "{'IntegrationType':'HTTP_PROXY','IntegrationMethod':'GET','IntegrationUri':'https://h','PayloadFormatVersion':'1.0','ConnectionType':'INTERNET','TimeoutInMillis':12000}"),
              "i2",
              json("{'IntegrationType':'HTTP_PROXY','IntegrationUri':'https://i'}")),
          Map.of(
              "a1",
              json(
                  "{'Name':'tokens','AuthorizerType':'JWT','IdentitySource':['$request.header.Authorization'],'JwtConfiguration':{'Issuer':'https://id','Audience':['a']}}")));

  @Test
  void it_has_the_shape_and_the_order_of_aws() {
    assertEquals(
        """
        openapi: "3.0.1"
        info:
          title: "pets"
          version: "7"
        servers:
        - url: "https://api.example/{basePath}"
          variables:
            basePath:
              default: ""
          x-amazon-apigateway-endpoint-configuration:
            disableExecuteApiEndpoint: true
        tags:
        - name: "team"
          x-amazon-apigateway-tag-value: "shop"
        paths:
          "/$default":
            x-amazon-apigateway-any-method:
              responses:
                default:
                  description: "Default response for $default"
              isDefaultRoute: true
              x-amazon-apigateway-integration:
                type: "http_proxy"
                uri: "https://i"
          "/pets/{id}/{proxy+}":
            get:
              operationId: "readPet"
              responses:
                default:
                  description: "Default response for GET /pets/{id}/{proxy+}"
              security:
              - tokens:
                - "read"
              x-amazon-apigateway-integration:
                payloadFormatVersion: "1.0"
                type: "http_proxy"
                httpMethod: "GET"
                uri: "https://h"
                connectionType: "INTERNET"
                timeoutInMillis: 12000
            parameters:
            - name: "id"
              in: "path"
              description: "Generated path parameter for id"
              required: true
              schema:
                type: "string"
            - name: "proxy+"
              in: "path"
              description: "Generated path parameter for proxy+"
              required: true
              schema:
                type: "string"
        components:
          securitySchemes:
            tokens:
              type: "oauth2"
              flows: {}
              x-amazon-apigateway-authorizer:
                identitySource: "$request.header.Authorization"
                jwtConfiguration:
                  audience:
                  - "a"
                  issuer: "https://id"
                type: "jwt"
        x-amazon-apigateway-cors:
          allowOrigins:
          - "*"
        x-amazon-apigateway-importexport-version: "1.0"
        """,
        OpenApiExport.text(PETS, Imports.YAML));
  }

  @Test
  void without_extensions_there_is_nothing_of_amazon_and_no_path_without_an_operation() {
    for (ExportOptions.Format format : ExportOptions.Format.values()) {
      String text =
          OpenApiExport.text(PETS, new ExportOptions(format, false, "https://api.example", "prod"));
      assertFalse(text.contains("x-amazon"), text);
      assertFalse(text.contains("$default"), text);
      assertTrue(text.contains("/pets/{id}/{proxy+}"), text);
      assertTrue(text.contains("tokens"), text);
      assertTrue(text.contains("\"prod\""), text);
    }
    ApiResources shared =
        new ApiResources(
            json("{'Name':'a'}"),
            Map.of("r", json("{'RouteKey':'ANY /a'}")),
            Map.of("i", json("{'IntegrationType':'HTTP_PROXY','IntegrationUri':'https://i'}")),
            Map.of());
    JsonNode document =
        json(
            OpenApiExport.text(
                shared,
                new ExportOptions(ExportOptions.Format.JSON, false, "https://api.example", "")));
    assertFalse(document.has("components"), document.toString());
    assertTrue(document.get("paths").isEmpty(), document.toString());
  }

  @Test
  void without_a_version_it_has_the_time_of_creation_as_on_aws() {
    assertEquals(
        "2023-04-30 00:45:35UTC", version("{'Name':'a','CreatedDate':'2023-04-30T00:45:35Z'}"));
    assertEquals("1.0", version("{'Name':'a'}"));
    assertEquals("7", version("{'Name':'a','Version':'7','CreatedDate':'2023-04-30T00:45:35Z'}"));
  }

  @Test
  void integrations_of_many_routes_or_of_none_stand_by_themselves() {
    ApiResources api =
        new ApiResources(
            json("{'Name':'a'}"),
            Map.of(
                "r1", json("{'RouteKey':'GET /a','Target':'integrations/many'}"),
                "r2", json("{'RouteKey':'GET /b','Target':'integrations/many'}")),
            Map.of(
                "many", json("{'IntegrationType':'HTTP_PROXY','IntegrationUri':'https://m'}"),
                "none", json("{'IntegrationType':'HTTP_PROXY','IntegrationUri':'https://n'}")),
            Map.of());
    ObjectNode document = json(OpenApiExport.text(api, Imports.JSON));
    assertEquals(
        "#/components/x-amazon-apigateway-integrations/many",
        document.at("/paths/~1a/get/x-amazon-apigateway-integration/$ref").asText());
    List<String> names = new ArrayList<>();
    document
        .at("/components/x-amazon-apigateway-integrations")
        .fieldNames()
        .forEachRemaining(names::add);
    assertEquals(List.of("many", "none"), names);
  }

  @Test
  void mappings_of_cloud_formation_become_those_of_the_api_unless_one_would_be_lost() {
    String once = "[{'Destination':'overwrite:header.x','Source':'1'}]";
    String twice =
        "[{'Destination':'append:header.x','Source':'1'},{'Destination':'append:header.x','Source':'2'}]";
    for (String list : List.of(once, twice)) {
      ApiResources api =
          new ApiResources(
              json("{'Name':'a','Version':'1','ProtocolType':'HTTP'}"),
              Map.of("r", json("{'RouteKey':'GET /a','Target':'integrations/i'}")),
              Map.of(
                  "i",
                  json(
                      "{'IntegrationType':'HTTP_PROXY','IntegrationUri':'https://m','ResponseParameters':{'200':{'ResponseParameters':"
                          + list
                          + "}}}")),
              Map.of());
      String text = OpenApiExport.text(api, Imports.JSON);
      assertEquals(list.equals(once), text.contains("\"overwrite:header.x\" : \"1\""), text);
      if (list.equals(twice)) {
        assertEquals(api, Imports.of(text, api).resources());
      }
    }
  }

  @Test
  void a_deployment_is_exported_as_it_was() throws DocumentException {
    Map<String, byte[]> contents = new TreeMap<>();
    contents.put("apis/x/api.json", bytes("{'Name':'now','CorsConfiguration':{'MaxAge':1}}"));
    contents.put("apis/x/routes/new.json", bytes("{'RouteKey':'GET /new'}"));
    contents.put("apis/x/routes/.new.json", bytes("{"));
    contents.put("apis/x/routes/readme.txt", bytes("{"));
    contents.put("routes/other.json", bytes("{'RouteKey':'GET /other'}"));
    contents.put(
        "apis/x/deployments/d.json",
        bytes(
            "{'CorsConfiguration':{'MaxAge':2},'Routes':{'old':{'RouteKey':'GET /old'}},'Integrations':{}}"));
    ConfigurationFiles files = new ConfigurationFiles(contents, List.of());
    ObjectNode live =
        json(OpenApiExport.text(ApiResources.ofFiles(files, "apis/x/"), Imports.JSON));
    ObjectNode deployed =
        json(OpenApiExport.text(ApiResources.ofDeployment(files, "apis/x/", "d"), Imports.JSON));
    assertEquals(List.of("/new"), names(live.get("paths")));
    assertEquals(1, live.at("/x-amazon-apigateway-cors/maxAge").asInt());
    assertEquals(List.of("/old"), names(deployed.get("paths")));
    assertEquals(2, deployed.at("/x-amazon-apigateway-cors/maxAge").asInt());
    assertEquals("now", deployed.at("/info/title").asText());
    assertThrows(
        DocumentException.class, () -> ApiResources.ofDeployment(files, "apis/x/", "none"));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static String version(String api) {
    ApiResources resources = new ApiResources(json(api), Map.of(), Map.of(), Map.of());
    return json(OpenApiExport.text(resources, Imports.JSON)).at("/info/version").asText();
  }
}
