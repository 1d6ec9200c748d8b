package gatehouse.control.openapi;

import static gatehouse.control.openapi.Imports.document;
import static gatehouse.control.openapi.Imports.options;
import static gatehouse.control.openapi.Imports.routes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileDocumentTest {

  @TempDir Path directory;

  @Test
  void references_out_of_the_document_are_never_followed() throws IOException {
    Path file = Files.writeString(directory.resolve("x.yaml"), "get: {operationId: stolen}");
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listener.configureBlocking(false);
      int port = ((java.net.InetSocketAddress) listener.getLocalAddress()).getPort();
      for (String url :
          List.of(
              "http://127.0.0.1:%d/x.yaml#/a".formatted(port),
              "//127.0.0.1:%d/x.yaml".formatted(port),
              "jar:http://127.0.0.1:%d/x.jar!/a".formatted(port),
              file.toUri().toString(),
              file.toString(),
              "x.yaml",
              "classpath:/x.yaml")) {
        ImportedApi imported =
            Imports.of(
                document(
                        """
                        /item: {$ref: "REF"}
                        /integration: {get: {x-amazon-apigateway-integration: {$ref: "REF"}}}
                        /security: {get: {security: [{scheme: []}]}}
                        /schema: {get: {requestBody: {$ref: "REF"}, parameters: [{$ref: "REF"}]}}
                        """
                            .replace("REF", url))
                    + "components: {securitySchemes: {scheme: {$ref: \"%s\"}}, schemas: {s: {allOf: [{$ref: \"%s\"}]}}}"
                        .formatted(url, url));
        assertEquals(Set.of("GET /schema"), routes(imported).keySet(), url);
        assertEquals(
            6,
            imported.warnings().stream()
                .filter(line -> line.contains("leads out of the document, to '" + url + "'"))
                .count(),
            imported.warnings().toString());
        assertFalse(imported.toString().contains("stolen"));
      }
      assertEquals(null, listener.accept(), "somebody has connected");
    }
  }

  @Test
  void references_in_circles_end() {
    ImportedApi imported =
        Imports.of(
            document(
                    """
                    /a: {$ref: "#/paths/~1b"}
                    /b: {$ref: "#/paths/~1a"}
                    /c: {$ref: "#/paths/~1c"}
                    /d: {get: {x-amazon-apigateway-integration: {$ref: "#/components/x-amazon-apigateway-integrations/i"}}}
                    /e: {$ref: "#/paths/~1f"}
                    /f: {get: {}}
                    /g: {$ref: "#/%"}
                    /h: {$ref: "#nowhere"}
                    """)
                + """
                components:
                  x-amazon-apigateway-integrations: {i: {$ref: "#/components/x-amazon-apigateway-integrations/i"}}
                  schemas: {s: {properties: {s: {$ref: "#/components/schemas/s"}}}}
                """);
    assertEquals(Set.of("GET /e", "GET /f"), routes(imported).keySet());
    assertTrue(
        imported.warnings().contains("The references of paths.'/a' go round in circles. Ignoring"),
        imported.warnings().toString());
  }

  @Test
  void what_references_stand_for_counts_as_if_it_were_written_out() {
    StringBuilder paths = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      paths.append("/p%d: {$ref: '#/components/x-item'}\n".formatted(i));
    }
    String item =
        "components: {x-item: {get: {x-amazon-apigateway-integration: {type: http_proxy, uri: 'https://h/', description: %s}}}}\n";
    assertEquals(
        100, routes(Imports.of(document(paths.toString()) + item.formatted("short"))).size());
    for (String large : List.of("x".repeat(100_000), "[%s]".formatted("1,".repeat(6_000)))) {
      ImportRefusedException refusal =
          assertThrows(
              ImportRefusedException.class,
              () ->
                  OpenApiImport.run(
                      document(paths.toString()) + item.formatted(large),
                      ApiResources.none(),
                      options(BasePath.IGNORE, false, false)));
      assertTrue(
          refusal.getMessage().contains("with all that its references stand for"),
          refusal.getMessage());
    }
  }

  @Test
  void long_names_make_no_long_messages() {
    String name = "n".repeat(40_000);
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      members.append("x-%d: 1, x-amazon-%d: 2, y%d: 3, ".formatted(i, i, i));
    }
    ImportedApi imported =
        Imports.of(document("? /%s\n: {get: {%s}}\n".formatted(name, members.toString())));
    for (String line : imported.warnings()) {
      assertTrue(line.length() < 2_100, line);
    }
    assertTrue(imported.info().size() <= 401, "%d lines".formatted(imported.info().size()));
    for (String line : imported.info()) {
      assertTrue(line.length() < 2_100, line);
    }
  }

  @Test
  void warnings_are_bounded_and_on_one_line_each() {
    StringBuilder paths = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      paths.append("\"p%d\\n\\e[31m\": {get: {}}\n".formatted(i));
    }
    ImportedApi imported = Imports.of(document(paths.toString()));
    assertEquals(201, imported.warnings().size());
    for (String warning : imported.warnings()) {
      assertTrue(warning.chars().noneMatch(Character::isISOControl), warning);
    }
  }

  @Test
  void large_documents_are_read_and_nothing_grows_with_the_square_of_them() {
    StringBuilder paths = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      paths.append(
          "/p%d: {get: {x-amazon-apigateway-integration: {type: http_proxy, uri: 'https://h/%d'}}}\n"
              .formatted(i, i % 7));
    }
    ImportedApi imported = Imports.of(document(paths.toString()));
    assertEquals(20_000, imported.resources().routes().size());
    assertEquals(
        imported.resources(),
        Imports.of(OpenApiExport.text(imported.resources(), Imports.JSON), imported.resources())
            .resources());
  }

  @Test
  void members_of_any_type_are_refused_or_told_and_never_a_defect() {
    String document =
        document(
                """
                /a/{id}:
                  get:
                    operationId: x
                    security: [{tokens: [read]}]
                    x-amazon-apigateway-auth: {type: NONE}
                    x-amazon-apigateway-integration:
                      type: http_proxy
                      httpMethod: GET
                      uri: https://a.example
                      tlsConfig: {serverNameToVerify: a}
                      requestParameters: {"overwrite:header.x": y}
                      responseParameters: {200: {"overwrite:header.x": y}}
                  parameters: [{name: id}]
                """)
            + """
            servers: [{url: /a, variables: {basePath: {default: b}}, x-amazon-apigateway-endpoint-configuration: {disableExecuteApiEndpoint: true}}]
            tags: [{name: a, x-amazon-apigateway-tag-value: b}]
            security: [{tokens: []}]
            x-amazon-apigateway-cors: {allowOrigins: [a], maxAge: 1}
            components:
              schemas: {s: {type: object, properties: {a: {$ref: "#/components/schemas/s"}}}}
              x-amazon-apigateway-integrations: {i: {type: aws_proxy, uri: x}}
              securitySchemes:
                tokens: {type: oauth2, flows: {}, x-amazon-apigateway-authorizer: {type: jwt, identitySource: a, jwtConfiguration: {issuer: a, audience: [b]}}}
            """;
    List<String> values =
        List.of(
            "7",
            "-1",
            "1e9",
            "true",
            "null",
            "''",
            "[]",
            "{}",
            "[[]]",
            "[7]",
            "{a: {}}",
            "[{}]",
            "[{a: b}]",
            "{$ref: '#'}",
            "'#/'",
            "[null]",
            "{a: null}");
    Random random = new Random(3);
    String[] lines = document.split("(?<=: )");
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      String[] mutant = lines.clone();
      int place = 1 + random.nextInt(mutant.length - 1);
      mutant[place] =
          mutant[place].replaceFirst(
              "^(\\[[^]]*]|\\{[^}]*}|[^,}\\]\n]*)",
              java.util.regex.Matcher.quoteReplacement(values.get(random.nextInt(values.size()))));
      try {
        OpenApiImport.run(
            String.join("", mutant),
            new ApiResources(Imports.json("{'Name':'a'}"), Map.of(), Map.of(), Map.of()),
            options(BasePath.values()[random.nextInt(3)], false, true));
      } catch (ImportRefusedException e) {
        refused++;
      }
    }
    assertTrue(refused < 2_500, refused + " of 4,000 refused: nothing is tried beyond the reader");
  }
}
