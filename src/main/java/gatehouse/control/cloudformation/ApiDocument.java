package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.resource.OpenApiDocuments;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.StackState.Made;
import gatehouse.control.cloudformation.template.TemplateException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * APIs whose routes stand in an OpenAPI document within the template. What the template says beside
 * the document goes over what the document says. For one thread.
 *
 * <p>AWS: {@code Body} of {@code AWS::ApiGatewayV2::Api}.
 */
final class ApiDocument {

  private static final String BODY = "body";
  private static final String API_ID = "apiId";

  /** What no other operation than an import takes. */
  private static final List<String> OF_IMPORTS =
      List.of("basePath", BODY, "bodyS3Location", "failOnWarnings");

  /** What a document says each time. */
  private static final List<String> OF_DOCUMENTS =
      List.of("corsConfiguration", "description", "name", "protocolType", "tags", "version");

  private final ResourceCalls calls;
  private final OpenApiDocuments documents;
  private final Notes notes;

  ApiDocument(ResourceCalls calls, boolean allow31, Notes notes) {
    this.calls = calls;
    this.documents = new OpenApiDocuments(allow31);
    this.notes = notes;
  }

  /** Whether an API has a document. */
  static boolean has(ObjectNode desired) {
    return desired.has(BODY);
  }

  /** What an API is asked to be besides its document. */
  static ObjectNode settings(ObjectNode desired) {
    ObjectNode settings = desired.deepCopy();
    settings.remove(OF_IMPORTS);
    return settings;
  }

  /** Refuses what nobody could read. */
  static void check(ObjectNode desired, String place) {
    if (desired.has("bodyS3Location")) {
      throw new TemplateException(
          place + ".Properties.BodyS3Location",
          "names a document in S3, which Gatehouse does not read: write it into Body, or include a file beside the template there with Fn::Transform and AWS::Include");
    }
    if (desired.has(BODY) && !desired.get(BODY).isObject()) {
      throw new TemplateException(
          place + ".Properties.Body", "must be an object: write an OpenAPI document");
    }
  }

  /** Makes an API of its document. */
  Map<String, String> create(ResourceType type, ObjectNode desired, String place) {
    ObjectNode answer =
        calls.call(
            Target.at("PUT", "apis", Map.of(), documents::importApi),
            query(desired),
            envelope(desired),
            place);
    tell(answer, place);
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(API_ID, answer.path(API_ID).asText());
    settle(type, labels, settings(desired), answer, place);
    return labels;
  }

  /**
   * Makes an API what its document says now; the routes that the template has of it besides stay.
   *
   * @param others that the stack has made
   * @return whether that changes anything
   */
  boolean update(
      ResourceType type, Made before, ObjectNode desired, Collection<Made> others, String place) {
    String prefix = "apis/%s/".formatted(before.labels().get(API_ID));
    Map<String, ObjectNode> own = contents(prefix);
    Map<String, byte[]> aside = aside(prefix, others);
    ObjectNode answer =
        calls.call(
            Target.at("PUT", "apis/{apiId}", before.labels(), documents::reimportApi),
            query(desired),
            envelope(desired),
            place);
    aside.forEach(calls.files()::write);
    tell(answer, place);
    ObjectNode settings = settings(desired);
    for (var member : before.made().properties()) {
      if (!settings.has(member.getKey()) && !OF_DOCUMENTS.contains(member.getKey())) {
        settings.putNull(member.getKey());
      }
    }
    settle(type, before.labels(), settings, answer, place);
    return !own.equals(contents(prefix));
  }

  private void settle(
      ResourceType type,
      Map<String, String> labels,
      ObjectNode settings,
      ObjectNode current,
      String place) {
    ObjectNode tags = JsonTree.objectOf(current, "tags").deepCopy();
    tags.setAll(JsonTree.objectOf(settings, "tags"));
    settings.remove("tags");
    if (!settings.isEmpty()) {
      calls.call(type.update(labels), null, settings, place);
    }
    calls.tag(type, labels, tags, current, place);
  }

  private Map<String, ObjectNode> contents(String prefix) {
    Map<String, ObjectNode> contents = new LinkedHashMap<>();
    for (String path : calls.files().paths()) {
      ObjectNode file =
          path.startsWith(prefix) && !path.startsWith(prefix + "stages/")
              ? calls.files().read(path)
              : null;
      if (file != null) {
        contents.put(path, file);
      }
    }
    return contents;
  }

  /** Takes away what an import would delete. */
  private Map<String, byte[]> aside(String prefix, Collection<Made> others) {
    Map<String, byte[]> aside = new LinkedHashMap<>();
    for (Made other : others) {
      for (String kind : List.of("route", "integration", "authorizer")) {
        String path = prefix + kind + "s/" + other.labels().get(kind + "Id") + ".json";
        byte[] content = calls.files().files().contents().get(path);
        if (content != null) {
          aside.put(path, content);
          calls.files().delete(path);
        }
      }
    }
    return aside;
  }

  private static String query(ObjectNode desired) {
    String query = "failOnWarnings=" + JsonTree.isTrue(desired, "failOnWarnings");
    String base = JsonTree.text(desired, "basePath");
    return base == null
        ? query
        : query + "&basepath=" + URLEncoder.encode(base, StandardCharsets.UTF_8);
  }

  /** A document without a title takes the API's name. */
  private static ObjectNode envelope(ObjectNode desired) {
    ObjectNode document = desired.path(BODY).deepCopy();
    String name = JsonTree.text(desired, "name");
    ObjectNode info = JsonTree.objectOf(document, "info");
    if (name != null && !info.has("title")) {
      document.set("info", info.put("title", name));
    }
    return JsonTree.object()
        .put(BODY, new String(JsonTree.bytes(document), StandardCharsets.UTF_8));
  }

  private void tell(ObjectNode answer, String place) {
    for (String member : List.of("warnings", "importInfo")) {
      for (JsonNode line : answer.path(member)) {
        notes.notUsed(place + ".Properties.Body", line.asText());
      }
    }
  }
}
