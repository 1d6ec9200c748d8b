package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call an operation. A route whose security cannot be honoured is not created, as on AWS
 * when an authorizer fails: it would be open to everybody.
 */
final class Security {

  static final String AUTH = "x-amazon-apigateway-auth";
  static final String MEMBER = "security";

  private static final String AUTH_TYPE = "x-amazon-apigateway-authtype";
  private static final String SIGNED = "awsSigv4";
  private static final Set<String> DOCUMENTATION =
      Set.of("description", "flows", "openIdConnectUrl");

  private final Map<String, ObjectNode> authorizers = new LinkedHashMap<>();
  private final List<String> signed = new ArrayList<>();
  private final @Nullable JsonNode usual;
  private final Notes notes;

  /**
   * Who may use a route.
   *
   * @param type of authorization, as AWS writes it
   * @param authorizer the name of the authorizer; null for none
   */
  record Access(String type, @Nullable String authorizer, List<String> scopes) {
    static final Access EVERYBODY = new Access("NONE", null, List.of());
    static final Access SIGNED = new Access("AWS_IAM", null, List.of());
  }

  /**
   * Reads the schemes of a document.
   *
   * @param components null when there are none
   */
  Security(Members document, @Nullable Members components, References references, Notes notes) {
    this.usual = document.get(MEMBER);
    this.notes = notes;
    Members schemes = components == null ? null : components.object("securitySchemes");
    if (schemes != null) {
      for (String name : schemes.names()) {
        Members scheme = schemes.object(name);
        ObjectNode node =
            scheme == null ? null : references.resolved(scheme.node(), schemes.place(name));
        if (node != null) {
          read(name, new Members(node, schemes.place(name), notes));
        }
      }
    }
  }

  /** All authorizers by name. */
  Map<String, ObjectNode> authorizers() {
    return authorizers;
  }

  /**
   * Who may call an operation.
   *
   * @param routeKey for messages
   * @return null when its security cannot be honoured, which is told
   * @throws ImportRefusedException when it has several requirements
   */
  @Nullable Access of(Members operation, String routeKey) throws ImportRefusedException {
    JsonNode own = operation.get(MEMBER);
    Members auth = operation.object(AUTH);
    String type = auth == null ? null : auth.text("type");
    if (auth != null) {
      auth.tellTheRestOfExtension(Set.of());
    }
    if (type != null && (own == null || own.isEmpty())) {
      return switch (type.toUpperCase(Locale.ROOT)) {
        case "NONE" -> Access.EVERYBODY;
        case "AWS_IAM" -> Access.SIGNED;
        default -> unheeded(routeKey, "the type '%s' is unknown".formatted(type));
      };
    }
    JsonNode requirements = own == null ? usual : own;
    if (requirements == null) {
      return Access.EVERYBODY;
    }
    if (!requirements.isArray()) {
      return unheeded(routeKey, "it is no list");
    }
    if (requirements.size() > 1 || requirements.path(0).size() > 1) {
      throw new ImportRefusedException(
          "Multiple security requirements are not supported for HTTP APIs: %s has %d"
              .formatted(routeKey, Math.max(requirements.size(), requirements.path(0).size())));
    }
    if (requirements.isEmpty() || requirements.get(0).isEmpty()) {
      return requirements.isEmpty() || requirements.get(0).isObject()
          ? Access.EVERYBODY
          : unheeded(routeKey, "it is no list of objects");
    }
    Map.Entry<String, JsonNode> requirement = requirements.get(0).properties().iterator().next();
    return access(routeKey, requirement.getKey(), requirement.getValue());
  }

  private @Nullable Access access(String routeKey, String name, JsonNode scopes) {
    if (signed.contains(name)) {
      return Access.SIGNED;
    }
    ObjectNode authorizer = authorizers.get(name);
    if (authorizer == null) {
      return unheeded(
          routeKey, "security scheme '%s' has no authorizer that can be created".formatted(name));
    }
    List<String> texts = scopes.valueStream().map(JsonNode::asText).toList();
    if (authorizer.get("AuthorizerType").asText().equals("JWT")) {
      return new Access("JWT", name, texts);
    }
    if (!texts.isEmpty()) {
      notes.warn(
          "Authorization Scopes are only valid for JWT authorization types. Ignoring those of %s"
              .formatted(routeKey));
    }
    return new Access("CUSTOM", name, List.of());
  }

  private @Nullable Access unheeded(String routeKey, String reason) {
    notes.warn(
        "Unable to create Route '%s': its security cannot be honoured, because %s"
            .formatted(routeKey, reason));
    return null;
  }

  private void read(String name, Members scheme) {
    String type = scheme.text(AUTH_TYPE);
    Members extension = scheme.object(AuthorizerExtension.NAME);
    if (extension != null) {
      ObjectNode authorizer = AuthorizerExtension.read(name, scheme, extension, notes);
      if (authorizer != null) {
        authorizers.put(name, authorizer);
      }
    } else if (SIGNED.equalsIgnoreCase(type)) {
      signed.add(name);
    } else {
      notes.info("Security scheme '%s' has no %s".formatted(name, AuthorizerExtension.NAME));
    }
    // What kind of scheme it is says the same again.
    List.of("type", "name", "in", "scheme", "bearerFormat").forEach(scheme::get);
    JsonNode flows = scheme.node().path("flows");
    if (flows.isEmpty()) {
      scheme.get("flows");
    }
    scheme.tellTheRest(DOCUMENTATION);
  }
}
