package gatehouse.control.openapi;

import static gatehouse.control.openapi.Imports.document;
import static gatehouse.control.openapi.Imports.integration;
import static gatehouse.control.openapi.Imports.json;
import static gatehouse.control.openapi.Imports.operation;
import static gatehouse.control.openapi.Imports.options;
import static gatehouse.control.openapi.Imports.routes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each fact of an import as AWS does it: docs/compatibility.md, section "OpenAPI". */
class OpenApiImportTest {

  @Test
  void other_versions_are_refused_in_the_words_of_aws() {
    for (String version : List.of("3.1.0", "2.0", "3.2.0", "4.0.0", "3.0.x")) {
      assertEquals(
          "Unable to build importer with provided input. Unable to determine OAS version from '"
              + version
              + "'",
          refusal("openapi: '" + version + "'\ninfo: {title: a, version: b}\npaths: {}"));
    }
    assertEquals(
        "Unable to build importer with provided input. Unable to determine OAS version from '2.0'",
        refusal("swagger: '2.0'\ninfo: {title: a, version: b}\npaths: {}"));
    assertEquals(
        "Unable to build importer with provided input. Unable to determine OAS version from 'null'",
        refusal("info: {title: a, version: b}"));
  }

  @Test
  void all_of_3_0_is_read_and_3_1_where_it_is_allowed_with_a_warning() {
    for (String version : List.of("3.0", "3.0.0", "'3.0.3'")) {
      assertEquals(
          List.of(),
          Imports.of("openapi: " + version + "\ninfo: {title: a, version: b}\npaths: {}")
              .warnings());
    }
    String document = "openapi: 3.1.0\ninfo: {title: a, version: b}\npaths: {}\nwebhooks: {}";
    ImportedApi imported =
        Imports.of(document, ApiResources.none(), options(BasePath.IGNORE, false, true));
    assertEquals(List.of("OpenAPI 3.1.0 is read as if it were 3.0"), imported.warnings());
    assertEquals(
        List.of("HTTP APIs have no place for 'webhooks'. Ignoring that of the document"),
        imported.info());
    assertThrows(
        ImportRefusedException.class,
        () ->
            OpenApiImport.run(
                "swagger: 2.0", ApiResources.none(), options(BasePath.IGNORE, false, true)));
  }

  @Test
  void what_is_no_document_is_refused_with_the_place() {
    assertTrue(
        refusal("a: [\nb")
            .startsWith(
                "Unable to build importer with provided input. Reason: the document is no YAML, line 2"),
        refusal("a: [\nb"));
  }

  @Test
  void info_is_name_description_and_version() {
    ImportedApi imported =
        Imports.of(
            "openapi: 3.0.1\ninfo: {title: pets, version: 1.10, description: all of them}\npaths: {}");
    assertEquals(
        json("{'Name':'pets','ProtocolType':'HTTP','Description':'all of them','Version':'1.10'}"),
        imported.resources().api());
  }

  @Test
  void an_api_without_a_title_has_no_name() {
    assertEquals("Invalid API name specified", refusal("openapi: 3.0.1\npaths: {}"));
    ApiResources before =
        new ApiResources(
            json("{'Name':'kept','Version':'7'}"),
            java.util.Map.of(),
            java.util.Map.of(),
            java.util.Map.of());
    ImportedApi imported = Imports.of("openapi: 3.0.1\ninfo: {version: 8}\npaths: {}", before);
    assertEquals("kept", imported.resources().api().get("Name").asText());
    assertEquals("8", imported.resources().api().get("Version").asText());
    assertEquals(List.of("Parse issue: attribute info.title is missing"), imported.warnings());
  }

  @Test
  void tags_with_values_are_tags_of_the_api_and_others_documentation() {
    ImportedApi imported =
        Imports.of(
            """
            openapi: 3.0.1
            info: {title: a, version: b}
            tags:
            - {name: team, x-amazon-apigateway-tag-value: shop}
            - {name: cost, x-amazon-apigateway-tag-value: 7}
            - {name: orders, description: all about orders}
            paths: {}
            """);
    assertEquals(json("{'team':'shop','cost':'7'}"), imported.resources().api().get("Tags"));
    assertEquals(
        List.of("HTTP APIs have no place for 'tags'. Ignoring that of tags[2]"), imported.info());
    assertEquals(List.of(), imported.warnings());
  }

  @Test
  void a_path_and_a_method_are_a_route_with_an_integration_of_its_own() {
    ImportedApi imported =
        Imports.of(
            document(
                """
                /pets:
                  get:
                    operationId: listPets
                    responses: {default: {description: all}}
                    x-amazon-apigateway-integration:
                      type: http_proxy
                      httpMethod: get
                      uri: https://pets.example/all
                      payloadFormatVersion: 1.0
                  x-amazon-apigateway-any-method:
                    x-amazon-apigateway-integration:
                      type: HTTP_PROXY
                      httpMethod: ANY
                      uri: https://pets.example/rest
                """));
    assertEquals(List.of(), imported.warnings());
    assertEquals(
        json("{'RouteKey':'GET /pets','Target':'integrations/new1','OperationName':'listPets'}"),
        routes(imported).get("GET /pets"));
    assertEquals(
        json(
            "{'IntegrationType':'HTTP_PROXY','IntegrationMethod':'GET','IntegrationUri':'https://pets.example/all','PayloadFormatVersion':'1.0'}"),
        integration(imported, "GET /pets"));
    assertEquals(Set.of("GET /pets", "ANY /pets"), routes(imported).keySet());
  }

  @Test
  void every_member_of_an_integration_is_read() {
    ImportedApi imported =
        Imports.of(
            document(
                """
                /private:
                  get:
                    x-amazon-apigateway-integration:
                      type: http_proxy
                      httpMethod: ANY
                      uri: arn:${AWS::Partition}:elasticloadbalancing:${AWS::Region}:${AWS::AccountId}:listener/app/a/b/c
                      connectionType: vpc_link
                      connectionId: link1
                      credentials: arn:aws:iam::123456789012:role/r
                      timeoutInMillis: '5000'
                      payloadFormatVersion: '1.0'
                      tlsConfig: {serverNameToVerify: inside.example}
                      requestParameters: {"overwrite:header.x-caller": $context.authorizer.claims.sub, "append:querystring.n": 7}
                      responseParameters: {500: {"overwrite:statuscode": 502}}
                """));
    assertEquals(List.of(), imported.warnings());
    assertEquals(
        json(
            """
            {'IntegrationType':'HTTP_PROXY','IntegrationMethod':'ANY',
             'IntegrationUri':'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/a/b/c',
             'ConnectionType':'VPC_LINK','ConnectionId':'link1','CredentialsArn':'arn:aws:iam::123456789012:role/r',
             'TimeoutInMillis':5000,'PayloadFormatVersion':'1.0',
             'TlsConfig':{'ServerNameToVerify':'inside.example'},
             'RequestParameters':{'overwrite:header.x-caller':'$context.authorizer.claims.sub','append:querystring.n':'7'},
             'ResponseParameters':{'500':{'overwrite:statuscode':'502'}}}
            """),
        integration(imported, "GET /private"));
  }

  @Test
  void services_of_aws_are_called_by_subtype() {
    ImportedApi imported =
        Imports.of(
            document(
                """
                /events:
                  post:
                    x-amazon-apigateway-integration:
                      integrationSubtype: EventBridge-PutEvents
                      type: aws_proxy
                      credentials: arn:aws:iam::123456789012:role/events
                      payloadFormatVersion: "1.0"
                      requestParameters: {Detail: $request.body, DetailType: x, Source: y}
                """));
    assertEquals(List.of(), imported.warnings());
    assertEquals(
        "EventBridge-PutEvents",
        integration(imported, "POST /events").get("IntegrationSubtype").asText());
  }

  @Test
  void shared_integrations_are_one_for_all_their_routes() {
    ImportedApi imported =
        Imports.of(
            document(
                    """
                    /a: {get: {x-amazon-apigateway-integration: {$ref: "#/components/x-amazon-apigateway-integrations/back"}}}
                    /b: {put: {x-amazon-apigateway-integration: {$ref: "#/components/x-amazon-apigateway-integrations/back"}}}
                    /c: {put: {x-amazon-apigateway-integration: {$ref: "#/components/x-amazon-apigateway-integrations/none"}}}
                    """)
                + """
                components:
                  x-amazon-apigateway-integrations:
                    back: {type: http_proxy, httpMethod: ANY, uri: "https://back.example"}
                """);
    assertEquals(1, imported.resources().integrations().size());
    assertEquals(
        routes(imported).get("GET /a").get("Target"), routes(imported).get("PUT /b").get("Target"));
    assertEquals(
        List.of(
            "Parse issue: attribute paths.'/c'(put).x-amazon-apigateway-integration.#/components/x-amazon-apigateway-integrations/none is missing",
            "Unable to create Route 'PUT /c': it has no integration"),
        imported.warnings());
  }

  @Test
  void the_default_route_has_a_slash_or_none() {
    for (String path : List.of("/$default", "$default", "/anything")) {
      ImportedApi imported =
          Imports.of(
              document(
                  """
                  %s:
                    x-amazon-apigateway-any-method:
                      isDefaultRoute: true
                      x-amazon-apigateway-integration: {type: http_proxy, httpMethod: ANY, uri: "https://a.example"}
                  """
                      .formatted(path)));
      assertEquals(Set.of("$default"), routes(imported).keySet());
      assertEquals(
          path.startsWith("/")
              ? List.of()
              : List.of("Parse issue: attribute paths. Resource $default should start with /"),
          imported.warnings());
    }
  }

  @Test
  void the_base_path_is_ignored_put_in_front_or_split() {
    String paths =
        "/e: {"
            + operation("get", "https://a.example").strip()
            + "}\n"
            + "/: {"
            + operation("get", "https://a.example").strip()
            + "}\n"
            + "/$default: {x-amazon-apigateway-any-method: {isDefaultRoute: true}}\n";
    String byUrl = document(paths) + "servers: [{url: https://h.example/a/b/c/}]\n";
    String byVariable =
        document(paths)
            + "servers:\n- {url: https://h.example/z}\n- {url: 'https://x/{basePath}', variables: {basePath: {default: a/b/c}}}\n";
    String byUrlWithVariable =
        document(paths) + "servers: [{url: '/{v}/b/c', variables: {v: {default: a}}}]\n";
    for (String document : List.of(byUrl, byVariable, byUrlWithVariable)) {
      assertEquals(Set.of("GET /e", "GET /", "$default"), keys(document, BasePath.IGNORE));
      assertEquals(
          Set.of("GET /a/b/c/e", "GET /a/b/c", "$default"), keys(document, BasePath.PREPEND));
      assertEquals(Set.of("GET /b/c/e", "GET /b/c", "$default"), keys(document, BasePath.SPLIT));
    }
    String none =
        document(paths)
            + "servers: [{url: 'https://x/{basePath}', variables: {basePath: {default: ''}}}]";
    String one = document(paths) + "servers: [{url: /prod}]";
    for (BasePath mode : BasePath.values()) {
      assertEquals(Set.of("GET /e", "GET /", "$default"), keys(none, mode));
    }
    assertEquals(Set.of("GET /e", "GET /", "$default"), keys(one, BasePath.SPLIT));
  }

  @Test
  void base_path_modes_have_names() throws ImportRefusedException {
    assertEquals(BasePath.IGNORE, BasePath.parse(null));
    assertEquals(BasePath.IGNORE, BasePath.parse(""));
    assertEquals(BasePath.PREPEND, BasePath.parse("prepend"));
    assertEquals(BasePath.SPLIT, BasePath.parse("Split"));
    assertThrows(ImportRefusedException.class, () -> BasePath.parse("append"));
  }

  @Test
  void the_endpoint_is_disabled_in_a_server() {
    ImportedApi imported =
        Imports.of(
            document("{}")
                + "servers: [{url: /, x-amazon-apigateway-endpoint-configuration: {disableExecuteApiEndpoint: true, vpcEndpointIds: [a]}}]");
    assertTrue(imported.resources().api().get("DisableExecuteApiEndpoint").booleanValue());
    assertEquals(List.of(), imported.warnings());
    assertEquals(1, imported.info().size());
  }

  @Test
  void cors_is_read_and_what_is_malformed_is_ignored_with_a_warning() {
    ImportedApi imported =
        Imports.of(
            document("{}")
                + """
                x-amazon-apigateway-cors:
                  allowOrigins: [https://shop.example]
                  allowMethods: [GET, POST]
                  allowHeaders: [a]
                  exposeHeaders: [b]
                  maxAge: 600
                  allowCredentials: true
                """);
    assertEquals(List.of(), imported.warnings());
    assertEquals(
        json(
            "{'AllowOrigins':['https://shop.example'],'AllowMethods':['GET','POST'],'AllowHeaders':['a'],'ExposeHeaders':['b'],'AllowCredentials':true,'MaxAge':600}"),
        imported.resources().api().get("CorsConfiguration"));
    for (String cors : List.of("[a]", "{maxAge: soon}", "{allowOrigins: {a: b}}")) {
      ImportedApi malformed = Imports.of(document("{}") + "x-amazon-apigateway-cors: " + cors);
      assertEquals("CORS Scheme is malformed, ignoring.", malformed.warnings().get(0));
      assertTrue(malformed.resources().api().path("CorsConfiguration").isMissingNode());
    }
    ImportedApi misspelled =
        Imports.of(
            document("{}") + "x-amazon-apigateway-cors: {allowOrigins: ['*'], allowMethod: [GET]}");
    assertEquals(
        List.of(
            "Unknown member 'allowMethod' of x-amazon-apigateway-cors. Ignoring; did you mean 'allowMethods'?"),
        misspelled.warnings());
  }

  @Test
  void a_schema_that_is_missing_is_told_in_the_words_of_aws() {
    String document =
        document(
            """
            /update:
              get:
                x-amazon-apigateway-integration: {type: HTTP_PROXY, httpMethod: GET, uri: https://a.example}
                responses:
                  200: {description: x, content: {application/json: {schema: {$ref: "#/components/schemas/Lost"}}}}
            """);
    String warning =
        "Parse issue: attribute paths.'/update'(get).responses.200.content.schema.#/components/schemas/Lost is missing";
    ImportedApi imported = Imports.of(document);
    assertEquals(List.of(warning), imported.warnings());
    assertEquals(Set.of("GET /update"), routes(imported).keySet());
    assertEquals(
        "Warnings found during import:\n\t" + warning,
        assertThrows(
                ImportRefusedException.class,
                () ->
                    OpenApiImport.run(
                        document, ApiResources.none(), options(BasePath.IGNORE, true, false)))
            .getMessage());
  }

  @Test
  void what_http_apis_have_no_place_for_is_told_once_per_kind() {
    ImportedApi imported =
        Imports.of(
            """
            openapi: 3.0.1
            info: {title: a, version: b, contact: {name: c}}
            x-amazon-apigateway-policy: {}
            x-amazon-apigateway-request-validators: {}
            x-amazon-apigateway-gateway-responses: {}
            x-amazon-apigateway-binary-media-types: []
            x-amazon-apigateway-api-key-source: HEADER
            x-mine: 1
            paths:
              /a:
                get:
                  summary: s
                  parameters: []
                  responses: {}
                  x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: https://a.example, passthroughBehavior: when_no_match, requestTemplates: {}}
                post:
                  summary: s
                  requestBody: {}
                  x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: https://a.example}
            components: {schemas: {x: {type: object}}}
            """);
    assertEquals(List.of(), imported.warnings());
    assertEquals(
        List.of(
            "contact",
            "parameters",
            "passthroughBehavior",
            "requestBody",
            "requestTemplates",
            "responses",
            "schemas",
            "summary",
            "x-amazon-apigateway-api-key-source",
            "x-amazon-apigateway-binary-media-types",
            "x-amazon-apigateway-gateway-responses",
            "x-amazon-apigateway-policy",
            "x-amazon-apigateway-request-validators",
            "x-mine"),
        imported.info().stream().map(line -> line.split("'")[1]).toList());
    assertTrue(
        imported
            .info()
            .contains(
                "HTTP APIs have no place for 'summary'. Ignoring 2 of them, the first in paths.'/a'(get)"),
        imported.info().toString());
  }

  @Test
  void what_is_misspelled_is_a_warning() {
    ImportedApi imported =
        Imports.of(
            document(
                    """
                    /a:
                      gett: {}
                      get:
                        opertionId: x
                        x-amazon-apigateway-integraton: {}
                        x-amazon-apigateway-integration: {type: http_proxy, httpMethod: GET, uri: https://a.example, timeoutInMilis: 7, timeoutInMillis: soon}
                    """)
                + "securitty: []\n");
    assertEquals(
        List.of(
            "Parse issue: attribute paths.'/a'(get).x-amazon-apigateway-integration.timeoutInMillis is not of type `integer`",
            "Unknown member 'timeoutInMilis' of paths.'/a'(get).x-amazon-apigateway-integration. Ignoring",
            "Parse issue: attribute paths.'/a'(get).opertionId is unexpected",
            "Unknown member 'x-amazon-apigateway-integraton' of paths.'/a'(get). Ignoring",
            "Parse issue: attribute paths.'/a'.gett is unexpected",
            "Parse issue: attribute securitty is unexpected"),
        imported.warnings());
  }

  @Test
  void routes_that_cannot_be_are_left_out_with_a_warning() {
    ImportedApi imported =
        Imports.of(
            document(
                "/a: {"
                    + operation("trace", "https://a.example").strip()
                    + "}\n"
                    + "/b/{id}.json: {"
                    + operation("get", "https://a.example").strip()
                    + "}\n"
                    + "/c/{id}: {"
                    + operation("get", "https://a.example").strip()
                    + "}\n"
                    + "/c/{other}: {"
                    + operation("get", "https://a.example").strip()
                    + "}\n"
                    + "d: {"
                    + operation("get", "https://a.example").strip()
                    + "}\n"
                    + "/e: {get: {x-amazon-apigateway-integration: {type: mock}}}\n"
                    + "/f: 7\n"));
    assertEquals(Set.of("GET /c/{id}"), routes(imported).keySet());
    String warnings = String.join("\n", imported.warnings());
    for (String part :
        List.of(
            "Unable to create Route 'TRACE /a': The provided route key is not formatted properly for HTTP protocol.",
            "Unable to create Route 'GET /b/{id}.json': One or more path parts appear to be invalid",
            "The provided route key \"GET /c/{other}\" has a conflicting variable on the same hierarchical level as \"GET /c/{id}\"",
            "attribute paths. Resource d should start with /",
            "Unable to create Route 'GET d': ",
            "may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)",
            "Unable to create Route 'GET /e': it has no integration",
            "attribute paths.'/f' is not of type `object`")) {
      assertTrue(warnings.contains(part), part + "\nis not in\n" + warnings);
    }
  }

  @Test
  void a_route_without_an_integration_is_there_and_told() {
    ImportedApi imported = Imports.of(document("/a: {get: {operationId: x}}"));
    assertEquals(json("{'RouteKey':'GET /a','OperationName':'x'}"), routes(imported).get("GET /a"));
    assertEquals(
        List.of("GET /a has no x-amazon-apigateway-integration: a request gets 500"),
        imported.info());
  }

  @Test
  void functions_need_a_payload_format() {
    ImportedApi imported =
        Imports.of(
            document(
                "/a: {get: {x-amazon-apigateway-integration: {type: aws_proxy, uri: 'arn:aws:lambda:eu-central-1:123456789012:function:f'}}}"));
    assertEquals("1.0", integration(imported, "GET /a").get("PayloadFormatVersion").asText());
    assertEquals(1, imported.warnings().size());
  }

  private static Set<String> keys(String document, BasePath mode) {
    ImportedApi imported = Imports.of(document, ApiResources.none(), options(mode, false, false));
    assertEquals(List.of(), imported.warnings());
    return routes(imported).keySet();
  }

  private static String refusal(String text) {
    return assertThrows(
            ImportRefusedException.class,
            () ->
                OpenApiImport.run(
                    text, ApiResources.none(), options(BasePath.IGNORE, false, false)))
        .getMessage();
  }
}
