package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Documents imported in a test's way: ids are {@code new1}, {@code new2} and so on. */
final class Imports {

  static final ImportOptions.Account ACCOUNT =
      new ImportOptions.Account("123456789012", "aws", "eu-central-1");

  static final ExportOptions JSON =
      new ExportOptions(ExportOptions.Format.JSON, true, "https://api.example", "");

  static final ExportOptions YAML =
      new ExportOptions(ExportOptions.Format.YAML, true, "https://api.example", "");

  private Imports() {}

  static Supplier<String> ids() {
    int[] last = {0};
    return () -> "new" + ++last[0];
  }

  static ImportOptions options(BasePath basePath, boolean failOnWarnings, boolean allow31) {
    return new ImportOptions(basePath, failOnWarnings, allow31, ACCOUNT, ids());
  }

  static ImportedApi of(String text) {
    return of(text, ApiResources.none(), options(BasePath.IGNORE, false, false));
  }

  static ImportedApi of(String text, ApiResources before) {
    return of(text, before, options(BasePath.IGNORE, false, false));
  }

  static ImportedApi of(String text, ApiResources before, ImportOptions options) {
    try {
      return OpenApiImport.run(text, before, options);
    } catch (ImportRefusedException e) {
      throw new AssertionError("refused: " + e.getMessage(), e);
    }
  }

  /** Routes by their keys. */
  static Map<String, ObjectNode> routes(ImportedApi imported) {
    Map<String, ObjectNode> byKey = new LinkedHashMap<>();
    imported
        .resources()
        .routes()
        .values()
        .forEach(route -> byKey.put(route.get("RouteKey").asText(), route));
    return byKey;
  }

  /** The integration of a route. */
  static ObjectNode integration(ImportedApi imported, String routeKey) {
    String target = routes(imported).get(routeKey).get("Target").asText();
    return imported.resources().integrations().get(target.substring("integrations/".length()));
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document with these paths, in YAML, indented by two spaces. */
  static String document(String paths) {
    return "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n" + paths.indent(2);
  }

  /** An operation that needs nothing more. */
  static String operation(String method, String uri) {
    return "%s: {x-amazon-apigateway-integration: {type: http_proxy, httpMethod: ANY, uri: \"%s\"}}\n"
        .formatted(method, uri);
  }
}
