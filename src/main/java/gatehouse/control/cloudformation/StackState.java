package gatehouse.control.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gatehouse.control.aws.resource.Workspace;
import gatehouse.control.aws.wire.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a stack from one template to the next, in {@code stacks/NAME.json}. For one
 * thread.
 */
final class StackState {

  static final String DIRECTORY = "stacks/";

  private final ObjectNode file;

  StackState(ObjectNode file) {
    this.file = file;
  }

  /**
   * A resource that a stack has made.
   *
   * @param physicalId what {@code Ref} gives
   * @param labels of the paths of its operations
   * @param policy its {@code DeletionPolicy}
   * @param asked the hash of what its template said
   * @param made hashes of what came of it, by member
   */
  record Made(
      String type,
      String physicalId,
      Map<String, String> labels,
      String policy,
      String asked,
      ObjectNode made) {

    private static Made read(ObjectNode json) {
      Map<String, String> labels = new LinkedHashMap<>();
      JsonTree.objectOf(json, "Path")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      return new Made(
          json.path("Type").asText(),
          json.path("PhysicalResourceId").asText(),
          labels,
          json.path("DeletionPolicy").asText("Delete"),
          json.path("Asked").asText(),
          JsonTree.objectOf(json, "Made"));
    }

    private ObjectNode json() {
      ObjectNode json = JsonTree.object();
      json.put("Type", type);
      json.put("PhysicalResourceId", physicalId);
      ObjectNode path = json.putObject("Path");
      labels.forEach(path::put);
      json.put("DeletionPolicy", policy);
      json.put("Asked", asked);
      json.set("Made", made);
      return json;
    }
  }

  /** The file of a stack. */
  static String path(String name) {
    return DIRECTORY + name + ".json";
  }

  /** A stack as it is now; null when there is none of this name. */
  static @Nullable StackState find(Workspace files, String name) {
    ObjectNode file = files.read(path(name));
    return file == null ? null : new StackState(file);
  }

  /** The id of the stack. */
  String id() {
    return file.path("StackId").asText();
  }

  String created() {
    return file.path("CreationTime").asText();
  }

  /** All resources by logical id, in the order in which they were made. */
  Map<String, Made> resources() {
    Map<String, Made> all = new LinkedHashMap<>();
    for (var entry : JsonTree.objectOf(file, "Resources").properties()) {
      if (entry.getValue() instanceof ObjectNode json) {
        all.put(entry.getKey(), Made.read(json));
      }
    }
    return all;
  }

  /** The parameters that may be told, by name. */
  Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    for (var each : file.path("Parameters")) {
      all.put(each.path("ParameterKey").asText(), each.path("ParameterValue").asText());
    }
    return all;
  }

  /** The names of what it takes from other stacks. */
  List<String> imports() {
    return file.path("Imports").valueStream().map(name -> name.asText()).toList();
  }

  /** The names of what it exports. */
  List<String> exported() {
    return List.copyOf(exports(file).keySet());
  }

  /** What a stack exports, by name. */
  static Map<String, String> exports(ObjectNode file) {
    Map<String, String> exports = new LinkedHashMap<>();
    for (var output : file.path("Outputs")) {
      if (output.path("ExportName").isTextual()) {
        exports.put(output.path("ExportName").textValue(), output.path("OutputValue").asText());
      }
    }
    return exports;
  }

  /** The files of all stacks but one, by name. */
  static Map<String, ObjectNode> others(Workspace files, String name) {
    Map<String, ObjectNode> all = new LinkedHashMap<>();
    for (String each : files.ids(DIRECTORY)) {
      ObjectNode file = files.read(path(each));
      if (file != null && !each.equals(name)) {
        all.put(each, file);
      }
    }
    return all;
  }

  /**
   * What a stack's file says from now on.
   *
   * @param created when the stack came to be
   * @param parameters those that may be told
   */
  static ObjectNode written(
      StackReport report,
      String created,
      String now,
      Map<String, String> parameters,
      Map<String, Made> resources,
      List<String> imports) {
    ObjectNode file = JsonTree.object();
    file.put("StackName", report.name());
    file.put("StackId", report.id());
    file.put("StackStatus", created.equals(now) ? "CREATE_COMPLETE" : "UPDATE_COMPLETE");
    file.put("CreationTime", created);
    file.put("LastUpdatedTime", now);
    var list = file.putArray("Parameters");
    parameters.forEach(
        (key, value) -> list.addObject().put("ParameterKey", key).put("ParameterValue", value));
    StackReport.putOutputs(file, report.outputs());
    var taken = file.putArray("Imports");
    new ArrayList<>(imports).forEach(taken::add);
    ObjectNode made = file.putObject("Resources");
    resources.forEach((logicalId, each) -> made.set(logicalId, each.json()));
    StackReport.putLines(file, "NotUsed", report.notUsed());
    return file;
  }

  /** The same but for when it was written. */
  boolean isLike(ObjectNode other) {
    ObjectNode one = file.deepCopy();
    ObjectNode two = other.deepCopy();
    for (String member : List.of("LastUpdatedTime", "StackStatus")) {
      one.remove(member);
      two.remove(member);
    }
    return Objects.equals(one, two);
  }
}
