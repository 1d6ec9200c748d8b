package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code x-amazon-apigateway-integration}, both ways. {@code description} is Gatehouse's: AWS has
 * no member for the description of an integration, and loses it.
 */
final class IntegrationExtension {

  static final String NAME = "x-amazon-apigateway-integration";

  private static final String TYPE = "type";
  private static final String VERSION = "payloadFormatVersion";
  private static final String TIMEOUT = "timeoutInMillis";
  private static final String REQUESTS = "requestParameters";
  private static final String RESPONSES = "responseParameters";
  private static final String TLS = "tlsConfig";
  private static final String SERVER_NAME = "serverNameToVerify";

  /** Texts by the names of the extension, in the order in which AWS writes them. */
  private static final List<Map.Entry<String, String>> TEXTS =
      List.of(
          Map.entry("description", "Description"),
          Map.entry("integrationSubtype", "IntegrationSubtype"),
          Map.entry(VERSION, "PayloadFormatVersion"),
          Map.entry("credentials", "CredentialsArn"),
          Map.entry("connectionId", "ConnectionId"),
          Map.entry(TYPE, "IntegrationType"),
          Map.entry("httpMethod", "IntegrationMethod"),
          Map.entry("uri", "IntegrationUri"),
          Map.entry("connectionType", "ConnectionType"));

  private static final Set<String> IN_UPPER_CASE = Set.of(TYPE, "httpMethod", "connectionType");

  private static final Set<String> PROXIES = Set.of("HTTP_PROXY", "AWS_PROXY");

  private static final Set<String> OF_REST =
      Set.of(
          "cacheKeyParameters",
          "cacheNamespace",
          "contentHandling",
          "passthroughBehavior",
          "requestTemplates",
          "responses",
          "responseTransferMode");

  private IntegrationExtension() {}

  /** An integration; null when there can be none, which is told. */
  static @Nullable ObjectNode read(Members in, Notes notes) {
    ObjectNode integration = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, String> name : TEXTS) {
      String text = in.text(name.getKey());
      if (text != null) {
        integration.put(
            name.getValue(),
            IN_UPPER_CASE.contains(name.getKey()) ? text.toUpperCase(Locale.ROOT) : text);
      }
    }
    if (!PROXIES.contains(integration.path("IntegrationType").asText())) {
      notes.warn(
          "Unable to create integration of %s: Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)"
              .formatted(in.place()));
      return null;
    }
    version(integration, in, notes);
    Integer timeout = in.wholeNumber(TIMEOUT);
    if (timeout != null) {
      integration.put("TimeoutInMillis", timeout);
    }
    set(integration, "RequestParameters", texts(in.object(REQUESTS)));
    responses(integration, in.object(RESPONSES));
    Members tls = in.object(TLS);
    if (tls != null) {
      String serverName = tls.text(SERVER_NAME);
      if (serverName != null) {
        integration.putObject("TlsConfig").put("ServerNameToVerify", serverName);
      }
      tls.tellTheRestOfExtension(Set.of());
    }
    in.tellTheRestOfExtension(OF_REST);
    return integration;
  }

  /** The extension for an integration. */
  static ObjectNode write(ObjectNode integration) {
    ObjectNode extension = JsonNodeFactory.instance.objectNode();
    JsonNode requests = integration.get("RequestParameters");
    if (requests != null) {
      extension.set(REQUESTS, requests);
    }
    JsonNode responses = integration.get("ResponseParameters");
    if (responses != null) {
      ObjectNode byStatus = extension.putObject(RESPONSES);
      responses
          .properties()
          .forEach(entry -> byStatus.set(entry.getKey(), ofApi(entry.getValue())));
    }
    for (Map.Entry<String, String> name : TEXTS) {
      JsonNode value = integration.get(name.getValue());
      if (value != null && name.getKey().equals(TYPE)) {
        extension.put(TYPE, value.asText().toLowerCase(Locale.ROOT));
      } else if (value != null) {
        extension.set(name.getKey(), value);
      }
    }
    JsonNode timeout = integration.get("TimeoutInMillis");
    if (timeout != null) {
      extension.set(TIMEOUT, timeout);
    }
    JsonNode serverName = integration.path("TlsConfig").get("ServerNameToVerify");
    if (serverName != null) {
      extension.putObject(TLS).set(SERVER_NAME, serverName);
    }
    return extension;
  }

  /** YAML's authors write 2.0 without quotes, and some of their tools make 2 of it. */
  private static void version(ObjectNode integration, Members in, Notes notes) {
    String version = integration.path("PayloadFormatVersion").asText();
    if (version.equals("1") || version.equals("2")) {
      integration.put("PayloadFormatVersion", version + ".0");
    }
    boolean isFunction =
        integration.get("IntegrationType").asText().equals("AWS_PROXY")
            && !integration.has("IntegrationSubtype");
    if (isFunction && version.isEmpty()) {
      integration.put("PayloadFormatVersion", "1.0");
      notes.warn(
          "PayloadFormatVersion is a required parameter for integration, and missing in %s. Taking 1.0"
              .formatted(in.place()));
    }
  }

  private static void responses(ObjectNode integration, @Nullable Members in) {
    if (in == null) {
      return;
    }
    ObjectNode byStatus = JsonNodeFactory.instance.objectNode();
    for (String status : in.names()) {
      Members mappings = in.object(status);
      if (mappings != null && mappings.node().path("ResponseParameters").isArray()) {
        byStatus.set(status, mappings.node().deepCopy());
      } else {
        set(byStatus, status, texts(mappings));
      }
    }
    integration.set("ResponseParameters", byStatus);
  }

  private static @Nullable ObjectNode texts(@Nullable Members in) {
    if (in == null) {
      return null;
    }
    ObjectNode texts = JsonNodeFactory.instance.objectNode();
    for (String name : in.names()) {
      String text = in.text(name);
      if (text != null) {
        texts.put(name, text);
      }
    }
    return texts;
  }

  private static void set(ObjectNode object, String name, @Nullable ObjectNode value) {
    if (value != null) {
      object.set(name, value);
    }
  }

  /** CloudFormation's list as the API's object, unless two entries would become one. */
  private static JsonNode ofApi(JsonNode mappings) {
    JsonNode list = mappings.path("ResponseParameters");
    if (!list.isArray()) {
      return mappings;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    Set<String> seen = new HashSet<>();
    for (JsonNode entry : list) {
      String destination = entry.path("Destination").asText();
      if (!seen.add(destination)) {
        return mappings;
      }
      object.put(destination, entry.path("Source").asText());
    }
    return object;
  }
}
