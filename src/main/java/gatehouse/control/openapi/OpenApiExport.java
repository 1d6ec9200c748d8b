package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.document.DocumentText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the resources of an API as an OpenAPI document that {@link OpenApiImport} makes the same
 * resources of. Its order depends on names alone: the same API is the same text. A pure function.
 *
 * <p>AWS: {@code ExportApi}, "Export an OpenAPI definition from an HTTP API".
 */
public final class OpenApiExport {

  private static final String AMAZON = "x-amazon-";
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private OpenApiExport() {}

  /** The document. */
  public static String text(ApiResources api, ExportOptions options) {
    ObjectNode document = document(api, options);
    return options.format() == ExportOptions.Format.JSON
        ? DocumentText.json(document)
        : DocumentText.yaml(document);
  }

  private static ObjectNode document(ApiResources resources, ExportOptions options) {
    ObjectNode api = resources.api();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("openapi", "3.0.1");
    ObjectNode info = document.putObject("info");
    info.put("title", api.path("Name").asText("API"));
    if (api.has("Description")) {
      info.set("description", api.get("Description"));
    }
    info.put("version", version(api));
    servers(document.putArray("servers").addObject(), api, options);
    if (!api.path("Tags").isEmpty()) {
      ArrayNode tags = document.putArray("tags");
      new TreeMap<>(texts(api.get("Tags")))
          .forEach(
              (name, value) ->
                  tags.addObject().put("name", name).put(OpenApiImport.TAG_VALUE, value));
    }
    SharedIntegrations shared = SharedIntegrations.of(resources);
    document.set("paths", new WrittenPaths(resources, shared).write());
    ObjectNode components = JsonNodeFactory.instance.objectNode();
    schemes(components, resources);
    shared.write(components);
    if (!components.isEmpty()) {
      document.set("components", components);
    }
    if (api.has("CorsConfiguration")) {
      document.set(CorsExtension.NAME, CorsExtension.write(api.get("CorsConfiguration")));
    }
    document.put(OpenApiImport.VERSION_EXTENSION, OpenApiImport.ONLY_VERSION);
    if (!options.includeExtensions()) {
      strip(document);
      document.path("components").properties().removeIf(entry -> entry.getValue().isEmpty());
      if (document.path("components").isEmpty()) {
        document.remove("components");
      }
      document.path("paths").properties().removeIf(entry -> isWithoutOperation(entry.getValue()));
    }
    return document;
  }

  /** AWS gives the time of creation where the API has no version. */
  private static String version(ObjectNode api) {
    if (api.has("Version")) {
      return api.get("Version").asText();
    }
    try {
      return CREATED.format(Instant.parse(api.path("CreatedDate").asText()));
    } catch (DateTimeException e) {
      return "1.0";
    }
  }

  private static void servers(ObjectNode server, ObjectNode api, ExportOptions options) {
    server.put("url", options.endpoint() + "/{basePath}");
    server.putObject("variables").putObject("basePath").put("default", options.basePath());
    JsonNode disabled = api.get("DisableExecuteApiEndpoint");
    if (disabled != null) {
      server.putObject(Servers.ENDPOINT).set(Servers.DISABLED, disabled);
    }
  }

  private static void schemes(ObjectNode components, ApiResources resources) {
    List<Map.Entry<String, ObjectNode>> authorizers =
        new ArrayList<>(resources.authorizers().entrySet());
    authorizers.sort(Comparator.comparing(entry -> schemeName(resources, entry.getKey())));
    if (!authorizers.isEmpty()) {
      ObjectNode schemes = components.putObject("securitySchemes");
      authorizers.forEach(
          entry ->
              schemes.set(
                  schemeName(resources, entry.getKey()),
                  AuthorizerExtension.write(entry.getValue())));
    }
  }

  /** The authorizer's name; its id where another one has that name. */
  static String schemeName(ApiResources resources, String authorizerId) {
    ObjectNode authorizer = resources.authorizers().get(authorizerId);
    String name = authorizer == null ? "" : authorizer.path("Name").asText();
    boolean isSingle =
        resources.authorizers().values().stream()
                .filter(other -> name.equals(other.path("Name").asText()))
                .count()
            == 1;
    return isSingle && !name.isEmpty() ? name : authorizerId;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(entry -> entry.getKey().startsWith(AMAZON));
    }
    node.forEach(OpenApiExport::strip);
  }

  private static boolean isWithoutOperation(JsonNode item) {
    return Paths.METHODS.stream().noneMatch(item::has);
  }
}
