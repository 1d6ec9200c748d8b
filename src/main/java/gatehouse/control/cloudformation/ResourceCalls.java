package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.resource.Call;
import gatehouse.control.aws.resource.Deployments;
import gatehouse.control.aws.resource.Stages;
import gatehouse.control.aws.resource.Tags;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.AwsException;
import gatehouse.control.aws.wire.JsonTree;
import gatehouse.control.cloudformation.StackState.Made;
import gatehouse.control.cloudformation.template.TemplateException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Does to resources what requests to the management API would do, so that what a template makes has
 * its defaults and has passed its checks. For one thread.
 */
final class ResourceCalls {

  private static final String TAGS = "tags";
  private static final String BODY = "Properties";

  /** Updates change their keys one by one; all other members are replaced. */
  private static final List<String> MERGED =
      List.of("requestParameters", "responseParameters", "routeSettings", "stageVariables");

  private final Workspace files;
  private final Call.Around around;
  private final Permits permits;
  private final Map<String, byte[]> before;

  /**
   * Calls on these files, which hold all deployments until {@link #deploy}.
   *
   * @param files as they were found
   * @param permits is asked about each operation
   */
  ResourceCalls(Workspace files, Call.Around around, Permits permits) {
    this.files = files;
    this.around = around;
    this.permits = permits;
    this.before = files.files().contents();
    files.holdDeployments();
  }

  Workspace files() {
    return files;
  }

  Call.Around around() {
    return around;
  }

  /**
   * Does one operation.
   *
   * @param place in the template, for what is refused
   * @return what it answers; empty when that is nothing
   * @throws AwsException when whoever asks may not
   */
  ObjectNode call(Target target, @Nullable String query, ObjectNode body, String place) {
    permits.check(target.method(), target.path());
    try {
      ObjectNode answer = answer(target, query, body.deepCopy());
      return answer == null ? JsonTree.object() : answer;
    } catch (AwsException e) {
      throw new TemplateException(place, e.text());
    }
  }

  /** A resource as it is; null when there is none. */
  @Nullable ObjectNode find(ResourceType type, Map<String, String> labels) {
    Target target = type.reading(labels);
    permits.check(target.method(), target.path());
    try {
      return answer(target, null, JsonTree.object());
    } catch (AwsException e) {
      if (e.kind() == AwsException.Kind.NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable ObjectNode answer(Target target, @Nullable String query, ObjectNode body) {
    byte[] answer =
        target.handler().handle(new Call(target.labels(), query, body, files, around)).body();
    return answer == null ? null : JsonTree.parse(answer);
  }

  /** The labels of a resource's parents; they stand in its properties. */
  static Map<String, String> parents(ResourceType type, ObjectNode desired, String place) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String parent : type.parents()) {
      String value = JsonTree.text(desired, parent);
      if (value == null || value.isEmpty()) {
        throw new TemplateException(
            place + "." + BODY,
            "has no %s: add it"
                .formatted(Character.toUpperCase(parent.charAt(0)) + parent.substring(1)));
      }
      labels.put(parent, value);
    }
    return labels;
  }

  /**
   * Makes a resource.
   *
   * @return the labels of the paths of its operations
   */
  Map<String, String> create(ResourceType type, ObjectNode desired, String place) {
    Map<String, String> labels = parents(type, desired, place);
    ObjectNode answer = call(type.creation(labels), null, desired, place);
    labels.put(type.label(), answer.path(type.label()).asText());
    return labels;
  }

  /** Changes a resource, so that it is as desired where a template says or has said something. */
  void update(
      ResourceType type, Made before, ObjectNode desired, ObjectNode current, String place) {
    if (type.name().equals(ResourceTypes.STAGE)) {
      forgetRoutes(before, desired, current, place);
    }
    ObjectNode patch = desired.deepCopy();
    patch.remove(TAGS);
    for (String merged : MERGED) {
      if (desired.has(merged) || before.made().has(merged)) {
        patch.set(merged, merged(desired.path(merged), current.path(merged)));
      }
    }
    for (var member : before.made().properties()) {
      if (!patch.has(member.getKey()) && !member.getKey().equals(TAGS)) {
        patch.putNull(member.getKey());
      }
    }
    call(type.update(before.labels()), null, patch, place);
    if (desired.has(TAGS) || before.made().has(TAGS)) {
      tag(type, before.labels(), JsonTree.objectOf(desired, TAGS), current, place);
    }
  }

  /** Settings of routes that have gone refuse every other change of a stage, as at AWS. */
  private void forgetRoutes(Made before, ObjectNode desired, ObjectNode current, String place) {
    for (var entry : current.path("routeSettings").properties()) {
      if (before.made().has("routeSettings")
          && !desired.path("routeSettings").has(entry.getKey())) {
        Map<String, String> labels = new LinkedHashMap<>(before.labels());
        labels.put("routeKey", entry.getKey());
        Target target =
            Target.at(
                "DELETE",
                "apis/{apiId}/stages/{stageName}/routesettings/{routeKey}",
                labels,
                Stages::deleteRouteSettings);
        call(target, null, JsonTree.object(), place);
      }
    }
  }

  private static ObjectNode merged(JsonNode desired, JsonNode current) {
    ObjectNode merged = JsonTree.object();
    for (var entry : current.properties()) {
      if (entry.getValue().isTextual()) {
        merged.put(entry.getKey(), "");
      } else {
        merged.putObject(entry.getKey());
      }
    }
    desired.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
    return merged;
  }

  /** Gives a resource these tags, and no others. */
  void tag(
      ResourceType type,
      Map<String, String> labels,
      ObjectNode desired,
      ObjectNode current,
      String place) {
    String path = type.operations().tagged();
    ObjectNode before = JsonTree.objectOf(current, TAGS);
    if (path == null || before.equals(desired)) {
      return;
    }
    String arn =
        "arn:aws:apigateway:%s::/%s"
            .formatted(around.rules().account().region(), Target.filled(path, labels));
    StringBuilder query = new StringBuilder();
    for (var tag : before.properties()) {
      if (!desired.has(tag.getKey())) {
        query.append("&tagKeys=").append(URLEncoder.encode(tag.getKey(), StandardCharsets.UTF_8));
      }
    }
    if (!query.isEmpty()) {
      call(Target.tags("DELETE", arn, Tags::untag), query.substring(1), JsonTree.object(), place);
    }
    if (!desired.isEmpty()) {
      ObjectNode body = JsonTree.object();
      body.set(TAGS, desired);
      call(Target.tags("POST", arn, Tags::tag), null, body, place);
    }
  }

  /**
   * Deletes a resource.
   *
   * @return whether it was still there
   */
  boolean delete(ResourceType type, Made made, String place) {
    if (find(type, made.labels()) == null) {
      return false;
    }
    call(type.deletion(made.labels()), null, JsonTree.object(), place);
    return true;
  }

  /** Deploys the changes of all APIs whose stages deploy by themselves, each once. */
  void deploy() {
    for (String apiId : files.released()) {
      if (!hasChanged("apis/" + apiId + "/")) {
        continue;
      }
      Deployments.deployHeld(
          new Call(Map.of("apiId", apiId), null, JsonTree.object(), files, around));
    }
  }

  private boolean hasChanged(String prefix) {
    return !resources(before, prefix).equals(resources(files.files().contents(), prefix));
  }

  private static Map<String, ObjectNode> resources(Map<String, byte[]> contents, String prefix) {
    Map<String, ObjectNode> resources = new TreeMap<>();
    contents.forEach(
        (path, bytes) -> {
          if (path.startsWith(prefix) && !path.startsWith(prefix + "deployments/")) {
            ObjectNode json = JsonTree.parse(bytes);
            resources.put(path, json == null ? JsonTree.object() : json);
          }
        });
    return resources;
  }
}
