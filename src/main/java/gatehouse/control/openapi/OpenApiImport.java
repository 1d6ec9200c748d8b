package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.document.DocumentException;
import gatehouse.control.document.DocumentText;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the resources of an API of an OpenAPI document. A pure function: nothing is fetched, and
 * nothing is written. That the outcome is a valid configuration is for {@code ConfigurationJson} to
 * tell.
 *
 * <p>AWS: {@code ImportApi} and {@code ReimportApi}, "Use OpenAPI definitions for HTTP APIs".
 */
public final class OpenApiImport {

  static final String VERSION_EXTENSION = "x-amazon-apigateway-importexport-version";
  static final String ONLY_VERSION = "1.0";
  static final String TAG_VALUE = "x-amazon-apigateway-tag-value";

  private static final Pattern V30 = Pattern.compile("3\\.0(\\.[0-9]+)?");
  private static final Pattern V31 = Pattern.compile("3\\.1(\\.[0-9]+)?");

  private static final Set<String> OF_DOCUMENT =
      Set.of(
          "externalDocs",
          "jsonSchemaDialect",
          "webhooks",
          "x-amazon-apigateway-api-key-source",
          "x-amazon-apigateway-binary-media-types",
          "x-amazon-apigateway-documentation",
          "x-amazon-apigateway-gateway-responses",
          "x-amazon-apigateway-minimum-compression-size",
          "x-amazon-apigateway-policy",
          "x-amazon-apigateway-request-validator",
          "x-amazon-apigateway-request-validators");

  private static final Set<String> OF_INFO =
      Set.of("contact", "license", "summary", "termsOfService");

  private static final Set<String> OF_COMPONENTS =
      Set.of(
          "callbacks",
          "examples",
          "headers",
          "links",
          "parameters",
          "pathItems",
          "requestBodies",
          "responses",
          "schemas");

  private final ImportOptions options;
  private final Notes notes = new Notes();

  private OpenApiImport(ImportOptions options) {
    this.options = options;
  }

  /**
   * Imports a document.
   *
   * @param text in JSON or YAML
   * @param before the API that it replaces: its routes, integrations, authorizers and CORS go, and
   *     what stays the same keeps its id. {@link ApiResources#none()} for a new one
   * @throws ImportRefusedException when nothing is imported
   */
  public static ImportedApi run(String text, ApiResources before, ImportOptions options)
      throws ImportRefusedException {
    try {
      return new OpenApiImport(options).run(DocumentText.read(text), before);
    } catch (DocumentException e) {
      throw ImportRefusedException.noImporter("Reason: " + e.getMessage());
    }
  }

  private ImportedApi run(ObjectNode read, ApiResources before) throws ImportRefusedException {
    ObjectNode tree = new Placeholders(options.account(), notes).replaced(read);
    Members document = new Members(tree, "", notes);
    checkVersion(document);
    References references = new References(tree, notes);
    Draft draft = new Draft();
    Members components = document.object("components");
    Security security = new Security(document, components, references, notes);
    Integrations integrations = new Integrations(components, draft, references, notes);
    ObjectNode api = api(document, before.api());
    Servers servers = Servers.of(document, notes);
    if (servers.disableExecuteApiEndpoint() != null) {
      api.put("DisableExecuteApiEndpoint", servers.disableExecuteApiEndpoint());
    }
    Members paths = document.object("paths");
    if (paths == null) {
      notes.parseIssue("attribute paths is missing");
    } else {
      String prefix = options.basePath().prefix(servers.base());
      new Paths(prefix, security, references, integrations, notes).read(paths, draft);
    }
    if (components != null) {
      for (String name : OF_COMPONENTS) {
        references.check(components.node().path(name), components.place(name));
      }
      components.tellTheRest(OF_COMPONENTS);
    }
    document.tellTheRest(OF_DOCUMENT);
    if (options.failOnWarnings() && notes.hasWarnings()) {
      throw new ImportRefusedException(
          "Warnings found during import:\n\t" + String.join("\n\t", notes.warnings()));
    }
    ApiResources resources =
        new KeptIds(before, options.ids()).resources(api, draft, security.authorizers());
    return new ImportedApi(resources, notes.warnings(), notes.info());
  }

  private void checkVersion(Members document) throws ImportRefusedException {
    String swagger = document.text("swagger");
    String openapi = document.text("openapi");
    String version = String.valueOf(openapi == null ? swagger : openapi);
    if (openapi != null && swagger == null && options.allow31() && V31.matcher(openapi).matches()) {
      notes.warn("OpenAPI %s is read as if it were 3.0".formatted(openapi));
    } else if (openapi == null || swagger != null || !V30.matcher(openapi).matches()) {
      throw ImportRefusedException.noImporter(
          "Unable to determine OAS version from '%s'"
              .formatted(version.length() > 20 ? version.substring(0, 20) : version));
    }
    String algorithm = document.text(VERSION_EXTENSION);
    if (algorithm != null && !algorithm.equals(ONLY_VERSION) && !algorithm.equals("1")) {
      notes.warn(
          "%s is '%s', and the only one is %s. Ignoring"
              .formatted(VERSION_EXTENSION, algorithm, ONLY_VERSION));
    }
  }

  /** The API's own properties; those that no document tells stay as they are. */
  private ObjectNode api(Members document, ObjectNode before) throws ImportRefusedException {
    ObjectNode api = before.deepCopy();
    Members info = document.object("info");
    String title = info == null ? null : info.text("title");
    if (title == null || title.isEmpty()) {
      notes.parseIssue("attribute %s is missing".formatted(info == null ? "info" : "info.title"));
      if (!before.has("Name")) {
        throw new ImportRefusedException("Invalid API name specified");
      }
    } else {
      api.put("Name", title);
    }
    if (!api.has("ProtocolType")) {
      api.put("ProtocolType", "HTTP");
    }
    set(api, "Description", info == null ? null : info.text("description"));
    set(api, "Version", info == null ? null : info.text("version"));
    if (info != null) {
      info.tellTheRest(OF_INFO);
    }
    ObjectNode cors = CorsExtension.read(document, notes);
    if (cors == null) {
      api.remove("CorsConfiguration");
    } else {
      api.set("CorsConfiguration", cors);
    }
    ObjectNode tags = tags(document);
    if (!tags.isEmpty()) {
      api.set("Tags", tags);
    }
    return api;
  }

  private static void set(ObjectNode api, String property, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      api.remove(property);
    } else {
      api.put(property, text);
    }
  }

  private ObjectNode tags(Members document) {
    ObjectNode tags = JsonNodeFactory.instance.objectNode();
    JsonNode list = document.get("tags");
    if (list != null && !list.isArray()) {
      document.wrongType("tags", "array");
    }
    for (int i = 0; list != null && list.isArray() && i < list.size(); i++) {
      if (list.get(i) instanceof ObjectNode node) {
        Members tag = new Members(node, "tags[" + i + "]", notes);
        String name = tag.text("name");
        String value = tag.text(TAG_VALUE);
        if (name != null && value != null) {
          tags.put(name, value);
          tag.tellTheRest(Set.of("description", "externalDocs"));
        } else {
          notes.ignored("tags", tag.place());
        }
      }
    }
    return tags;
  }
}
