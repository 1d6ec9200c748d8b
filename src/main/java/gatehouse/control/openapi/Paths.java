package gatehouse.control.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.config.RouteKey;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the paths of a document: a route for each operation. One import's. */
final class Paths {

  static final String ANY = "x-amazon-apigateway-any-method";
  static final String IS_DEFAULT = "isDefaultRoute";
  static final String DEFAULT = "$default";

  /** The members of a path item that are operations. */
  static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace", ANY);

  private static final Set<String> OF_ITEM =
      Set.of("summary", "description", "servers", "parameters");

  private static final Set<String> OF_OPERATION =
      Set.of(
          "tags",
          "summary",
          "description",
          "externalDocs",
          "parameters",
          "requestBody",
          "responses",
          "callbacks",
          "deprecated",
          "servers",
          "x-amazon-apigateway-documentation",
          "x-amazon-apigateway-request-validator");

  private final String prefix;
  private final Security security;
  private final References references;
  private final Integrations integrations;
  private final Notes notes;
  private final Set<String> operationIds = new HashSet<>();

  /**
   * A reader.
   *
   * @param prefix goes in front of every path: empty, or it starts with a slash
   */
  Paths(
      String prefix,
      Security security,
      References references,
      Integrations integrations,
      Notes notes) {
    this.prefix = prefix;
    this.security = security;
    this.references = references;
    this.integrations = integrations;
    this.notes = notes;
  }

  /** Adds the routes of all paths to a draft. */
  void read(Members paths, Draft draft) throws ImportRefusedException {
    for (String path : paths.names()) {
      if (path.startsWith("x-")) {
        continue;
      }
      if (!path.startsWith("/")) {
        notes.parseIssue("attribute paths. Resource %s should start with /".formatted(path));
      }
      String place = "paths.'%s'".formatted(Notes.brief(path));
      JsonNode item = paths.get(path);
      ObjectNode node =
          item instanceof ObjectNode object ? references.resolved(object, place) : null;
      if (item != null && !item.isObject()) {
        notes.parseIssue("attribute %s is not of type `object`".formatted(place));
      }
      if (node != null) {
        read(path, new Members(node, place, notes), draft);
      }
    }
    paths.tellTheRest(Set.of());
  }

  private void read(String path, Members item, Draft draft) throws ImportRefusedException {
    for (String method : METHODS) {
      Members found = item.object(method);
      if (found != null) {
        Members operation =
            new Members(found.node(), "%s(%s)".formatted(item.place(), method), notes);
        operation(path, method, operation, draft);
        references.check(found.node(), operation.place());
      }
    }
    JsonNode parameters = item.node().get("parameters");
    if (parameters != null) {
      references.check(parameters, item.place("parameters"));
    }
    item.get(References.REF);
    item.tellTheRest(OF_ITEM);
  }

  private void operation(String path, String method, Members operation, Draft draft)
      throws ImportRefusedException {
    boolean isAny = method.equals(ANY);
    boolean isDefault =
        isAny && (Boolean.TRUE.equals(operation.truth(IS_DEFAULT)) || path.equals(DEFAULT));
    String verb = isAny ? "ANY" : method.toUpperCase(Locale.ROOT);
    String whole = prefix.isEmpty() ? path : path.equals("/") ? prefix : prefix + path;
    String text = isDefault ? DEFAULT : verb + " " + whole;
    Security.Access access = security.of(operation, text);
    String operationId = operation.text("operationId");
    if (operationId != null && !operationIds.add(operationId)) {
      notes.parseIssue("attribute %s.operationId is repeated".formatted(operation.place()));
    }
    Integrations.Found integration = integrations.of(operation, draft);
    operation.tellTheRest(OF_OPERATION);
    RouteKey key = key(text, path, draft);
    if (access == null || key == null) {
      return;
    }
    if (integration.isUnusable()) {
      notes.warn("Unable to create Route '%s': it has no integration".formatted(text));
      return;
    }
    if (integration.name() == null) {
      notes.info("%s has no %s: a request gets 500".formatted(text, IntegrationExtension.NAME));
    }
    draft.add(key, access, integration.name(), operationId);
  }

  /** The key of a route; null when there can be none, which is told. */
  private @Nullable RouteKey key(String text, String path, Draft draft) {
    RouteKey key;
    try {
      key = RouteKey.parse(text);
    } catch (IllegalArgumentException e) {
      notes.warn(
          "Unable to create Route '%s': %s (%s)"
              .formatted(
                  text,
                  path.startsWith("/") && !text.startsWith("TRACE ")
                      ? "One or more path parts appear to be invalid"
                      : "The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP METHOD> /<RESOURCE PATH>\" or \"$default\"",
                  e.getMessage()));
      return null;
    }
    Draft.DraftRoute like = draft.like(key);
    if (like != null) {
      notes.warn(
          "Unable to create Route '%s': %s"
              .formatted(
                  text,
                  like.key().equals(key)
                      ? "Route with key %s already exists for this API".formatted(text)
                      : "The provided route key \"%s\" has a conflicting variable on the same hierarchical level as \"%s\""
                          .formatted(text, like.key())));
      return null;
    }
    return key;
  }
}
